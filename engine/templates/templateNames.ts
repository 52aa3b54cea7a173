/**
 * The built-in e-mail templates: what the REST API and the node's list call them. Kept apart from their
 * text, so that a list can be shown without loading it.
 */
export const TEMPLATE_NAMES = [
	'order_confirmation',
	'order_status_update',
	'shipping_confirmation',
	'out_for_delivery',
	'delivery_confirmation',
	'refund_confirmation',
	'welcome',
] as const;

export type TemplateName = (typeof TEMPLATE_NAMES)[number];
