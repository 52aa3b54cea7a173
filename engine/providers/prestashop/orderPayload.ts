import { z } from 'zod/v4';
import { amount, line, partOf, reference, requiredId, text } from '../payloadFields.ts';
import type { AmountShape } from '../amountsAsTold.ts';

/** A time of the shop's clock; read with its zone later. */
const local = z.unknown();

/** @see https://devdocs.prestashop-project.org/8/webservice/resources/orders/ */
export const orderPayload = z.object({
	id: requiredId,
	reference: line,
	current_state: reference,
	id_customer: reference,
	id_address_delivery: reference,
	id_address_invoice: reference,
	id_currency: reference,
	id_lang: reference,
	id_carrier: reference,
	payment: line,
	note: text,
	date_add: local,
	date_upd: local,
	total_paid_tax_incl: amount,
	total_paid_tax_excl: amount,
	total_paid_real: amount,
	total_shipping_tax_incl: amount,
	total_discounts_tax_incl: amount,
	total_wrapping_tax_incl: amount,
	total_wrapping_tax_excl: amount,
});
export type OrderPayload = z.output<typeof orderPayload>;

/** Where an order has amounts. */
export const ORDER_AMOUNTS: AmountShape = {
	total_paid_tax_incl: 'amount',
	total_paid_tax_excl: 'amount',
	total_paid_real: 'signed',
	total_shipping_tax_incl: 'amount',
	total_discounts_tax_incl: 'amount',
	total_wrapping_tax_incl: 'amount',
	total_wrapping_tax_excl: 'amount',
};

/** A line of an order. @see https://devdocs.prestashop-project.org/8/webservice/resources/order_details/ */
export const detailPayload = z.object({
	id: requiredId,
	id_order: requiredId,
	product_id: reference,
	product_attribute_id: reference,
	product_name: text,
	product_reference: line,
	product_quantity: amount,
	product_quantity_refunded: amount,
	product_quantity_return: amount,
	unit_price_tax_incl: amount,
	total_price_tax_incl: amount,
	total_price_tax_excl: amount,
});
export type DetailPayload = z.output<typeof detailPayload>;

/** A status that an order was given. */
export const historyPayload = z.object({
	id: requiredId,
	id_order: requiredId,
	id_order_state: requiredId,
	date_add: local,
});
export type HistoryPayload = z.output<typeof historyPayload>;

/** A parcel of an order, or the place for one. */
export const carrierPayload = z.object({
	id: requiredId,
	id_order: requiredId,
	id_carrier: reference,
	tracking_number: line,
});
export type CarrierPayload = z.output<typeof carrierPayload>;

/** A credit slip: what was paid back. */
export const slipPayload = z.object({
	id: requiredId,
	id_order: requiredId,
	order_slip_type: line,
	total_products_tax_incl: amount,
	total_products_tax_excl: amount,
	total_shipping_tax_incl: amount,
	amount,
	shipping_cost_amount: amount,
	date_add: local,
	date_upd: local,
	associations: partOf(z.object({ order_slip_details: z.unknown() })),
});
export type SlipPayload = z.output<typeof slipPayload>;

export const slipDetailPayload = z.object({
	id_order_detail: reference,
	product_quantity: amount,
	amount_tax_excl: amount,
	amount_tax_incl: amount,
});

/** A discount of an order. */
export const cartRulePayload = z.object({
	id_order: requiredId,
	name: line,
	value: amount,
	deleted: z.unknown(),
});
export type CartRulePayload = z.output<typeof cartRulePayload>;
