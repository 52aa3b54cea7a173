import { z } from 'zod/v4';
import {
	amount,
	language,
	line,
	listOf,
	partOf,
	reference,
	requiredId,
	text,
} from '../payloadFields.ts';
import { orderAddress } from './address.ts';
import { moneyFields } from './orderMoney.ts';
import { storeTime } from './storeTime.ts';

const shipment = z.object({
	id: requiredId,
	date_created: storeTime,
	tracking_number: line,
	tracking_carrier: line,
	tracking_link: line,
	generated_tracking_link: line,
	shipping_provider: line,
	shipping_provider_display_name: line,
	shipping_method: line,
	items: listOf(z.object({ order_product_id: reference, quantity: amount })),
});
export type ShipmentPayload = z.output<typeof shipment>;

/**
 * An order, in which the lists that BigCommerce only links to stand in the places of the links. One that was not
 * read is still a link, and tells nothing.
 *
 * @see https://developer.bigcommerce.com/docs/rest-management/orders
 */
export const orderPayload = z.object({
	id: requiredId,
	status_id: amount,
	status: line,
	payment_status: line,
	date_created: storeTime,
	date_modified: storeTime,
	customer_id: reference,
	customer_locale: language,
	customer_message: text,
	billing_address: partOf(orderAddress),
	payment_method: line,
	payment_provider_id: line,
	items_total: amount,
	items_shipped: amount,
	is_deleted: z.unknown().transform((value) => value === true),
	...moneyFields,
	shipping_addresses: listOf(orderAddress),
	shipments: listOf(shipment),
});
export type OrderPayload = z.output<typeof orderPayload>;
