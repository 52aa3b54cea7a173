import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeCredentialDescription,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { spaceProperties } from '../shared/spaceProperties.ts';
import { commerceSpaceKey, storeKeyTests } from '../shared/credentialTests.ts';
import { integrationMethods } from '../shared/integrationMethods.ts';
import { STORE_TYPES, storeCredentials } from '../shared/storeTypes.ts';
import { updateStatusProperties } from './updateStatusProperties.ts';

// In the description itself, n8n's lint cannot read the kinds of stores.
const CREDENTIALS: INodeCredentialDescription[] = [
	...storeCredentials(STORE_TYPES, { keys: ['chosen'] }),
	{
		name: 'commerceSpaceApi',
		required: false,
		displayName: 'Commerce Space',
		testedBy: 'commerceSpaceKey',
		displayOptions: { hide: { useSpace: [false] } },
	},
];

/** Writes a status back to the store that an event came from, or to another connected store. */
export class CommerceUpdateStatus implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Commerce Update Status',
		name: 'commerceUpdateStatus',
		icon: {
			light: 'file:../../icons/commerceUpdateStatus.svg',
			dark: 'file:../../icons/commerceUpdateStatus.dark.svg',
		},
		group: ['output'],
		version: [1, 2, 3],
		defaultVersion: 3,
		subtitle: '={{ $parameter["orderStatus"] || $parameter["shipmentStatus"] }}',
		description: "Gives the event's order or shipment a status in its store",
		defaults: { name: 'Commerce Update Status' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: CREDENTIALS,
		properties: [...updateStatusProperties, ...spaceProperties([2, 3])],
	};

	methods = {
		...integrationMethods,
		credentialTest: { commerceSpaceKey, ...storeKeyTests(STORE_TYPES) },
	};

	async execute(this: IExecuteFunctions) {
		const { updateStatuses } = await import('./updateStatuses.ts');
		return await updateStatuses(this);
	}
}
