import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../engine/events/statuses.ts';

/** The choice of a status that only the shop has; its word is in a field of its own. */
export const OWN_STATUS = 'own';

/** What a form says of an order's status, of its two fields. */
export const statusInForm = (status: string, word: string): string =>
	status === OWN_STATUS ? `own:${word}` : status;

/**
 * The field for the word of a status that only the shop has. Not `required`: n8n takes a field for shown whose
 * status is an expression, as in the template of a connected store, and would not publish the workflow.
 */
export const ownStatusProperty = (
	show: NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>,
): INodeProperties => ({
	displayName: 'Status Name or ID',
	name: 'ownStatus',
	type: 'options',
	default: '',
	typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
	description:
		'The status as the shop names it. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions: { show },
});

/** `out_for_delivery` as a person writes it: `Out for Delivery`. */
export const statusName = (status: string): string =>
	status
		.split('_')
		.map((word, position) =>
			position > 0 && ['for', 'in', 'of', 'on'].includes(word)
				? word
				: word.charAt(0).toUpperCase() + word.slice(1),
		)
		.join(' ');

/** Every status but "unknown", which is nothing that a store could be told. */
const optionsOf = (statuses: readonly string[]): INodePropertyOptions[] =>
	statuses
		.filter((status) => status !== 'unknown')
		.map((status) => ({ value: status, name: statusName(status) }));

/** Of an order, as they are known here. */
export const canonicalOrderStatusOptions = optionsOf(ORDER_STATUSES);

/** Those that an order can be given. */
export const orderStatusOptions: INodePropertyOptions[] = [
	...canonicalOrderStatusOptions,
	{
		value: OWN_STATUS,
		name: "The Shop's Own",
		description:
			'A status that the shop or one of its extensions has added (WooCommerce), or any status of BigCommerce',
	},
];
export const shipmentStatusOptions = optionsOf(SHIPMENT_STATUSES);
