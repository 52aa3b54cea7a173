import type { INodePropertyOptions } from 'n8n-workflow';
import type { TemplateName } from '../../engine/templates/templateNames.ts';

const BUILT_IN: Readonly<Record<TemplateName, readonly [name: string, description: string]>> = {
	order_confirmation: ['Order Confirmation', 'Thanks for an order, and lists what is in it'],
	order_status_update: ['Order Status Update', 'Tells the new status of an order or a parcel'],
	shipping_confirmation: [
		'Shipping Confirmation',
		'Tells that the goods have left, with the tracking link',
	],
	out_for_delivery: ['Out for Delivery', 'Tells that the parcel arrives soon'],
	delivery_confirmation: ['Delivery Confirmation', 'Tells that the parcel has been delivered'],
	refund_confirmation: ['Refund Confirmation', 'Tells that money is on its way back'],
	welcome: ['Welcome', 'Welcomes a new customer'],
};

/** The templates in the order of a sale, and the merchant's own last. */
export const templateOptions: INodePropertyOptions[] = [
	...Object.entries(BUILT_IN).map(([value, [name, description]]) => ({ name, value, description })),
	{ name: 'Custom', value: 'custom', description: 'Your own subject, HTML and text' },
];
