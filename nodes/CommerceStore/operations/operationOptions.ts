import type { INodePropertyOptions } from 'n8n-workflow';

/** What the first two versions of the node can do. */
export const FIRST_OPERATIONS: INodePropertyOptions[] = [
	{
		name: 'Add Tracking',
		value: 'addTracking',
		action: 'Add a tracking number to an order',
		description: 'Add a tracking number to an order',
	},
	{
		name: 'Forget Customer',
		value: 'forgetCustomer',
		action: 'Forget a customer',
		description: 'Remove a person from what is kept of this store',
	},
	{
		name: 'Get',
		value: 'getEntity',
		action: 'Get an order shipment customer or product',
		description: 'Read one order, shipment, customer or product as the store has it now',
	},
	{
		name: 'Import Changes',
		value: 'importChanges',
		action: 'Import changes',
		description:
			'Bring in what has changed since the last import, and put back webhooks that the store has dropped',
	},
	{
		name: 'Run Workflow for Existing',
		value: 'catchUp',
		action: 'Run a workflow for existing orders',
		description:
			'Run another workflow once for each order, shipment, customer or product that is known already',
	},
	{
		name: 'Update Status',
		value: 'updateStatus',
		action: 'Update the status of an order or shipment',
		description: 'Give an order or a shipment a status',
	},
];

/** What the node can do, in the order in which a person looks for it. */
export const OPERATIONS: INodePropertyOptions[] = [
	...FIRST_OPERATIONS.slice(0, -1),
	{
		name: 'Stop Watching a Tracking Number',
		value: 'stopWatching',
		action: 'Stop watching a tracking number',
		description: 'Have a tracker such as AfterShip follow a parcel no longer',
	},
	...FIRST_OPERATIONS.slice(-1),
	{
		name: 'Watch a Tracking Number',
		value: 'watchNumbers',
		action: 'Watch a tracking number',
		description: 'Have a tracker such as AfterShip follow a parcel and tell where it is',
	},
];
