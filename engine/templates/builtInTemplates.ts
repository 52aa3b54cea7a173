import { DELIVERY_CONFIRMATION } from './builtIn/deliveryConfirmation.ts';
import { ORDER_CONFIRMATION } from './builtIn/orderConfirmation.ts';
import { ORDER_STATUS_UPDATE } from './builtIn/orderStatusUpdate.ts';
import { OUT_FOR_DELIVERY } from './builtIn/outForDelivery.ts';
import { REFUND_CONFIRMATION } from './builtIn/refundConfirmation.ts';
import { SHIPPING_CONFIRMATION } from './builtIn/shippingConfirmation.ts';
import { WELCOME } from './builtIn/welcome.ts';
import type { BuiltInTemplate } from './builtInTemplate.ts';
import type { TemplateName } from './templateNames.ts';

/** The text of each built-in template. */
export const BUILT_IN_TEMPLATES: Readonly<Record<TemplateName, BuiltInTemplate>> = {
	order_confirmation: ORDER_CONFIRMATION,
	order_status_update: ORDER_STATUS_UPDATE,
	shipping_confirmation: SHIPPING_CONFIRMATION,
	out_for_delivery: OUT_FOR_DELIVERY,
	delivery_confirmation: DELIVERY_CONFIRMATION,
	refund_confirmation: REFUND_CONFIRMATION,
	welcome: WELCOME,
};
