/**
 * The built-in e-mail templates: what the REST API calls them, and what the node's list does. Kept apart from
 * their text, so that a list can be shown without loading it.
 */
export const TEMPLATES = {
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
} as const satisfies Readonly<Record<string, readonly [name: string, description: string]>>;

export type TemplateName = keyof typeof TEMPLATES;

export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as [TemplateName, ...TemplateName[]];

/** What a form can choose: `fitting` is the one that fits the event. */
export type TemplateChoice = TemplateName | 'custom' | 'fitting';
