import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { AMOUNTS_AS_TOLD } from '../../money/oddOrder.ts';
import { sortAmounts } from '../amountsAsTold.ts';
import {
	line,
	listOf,
	partOf,
	reference,
	requiredId,
	text,
	timeInUtc,
	told,
} from '../payloadFields.ts';
import type { StoreReading } from '../storeReading.ts';
import { addressOf, addressPart } from './address.ts';
import { creditFields, moneyFields, ORDER_AMOUNTS, orderMoney } from './orderMoney.ts';
import { fulfillmentStatusOf, orderStatusOf, paymentStatusOf } from './statuses.ts';
import type { StoreViews } from './storeViews.ts';

const orderPayload = z.object({
	entity_id: requiredId,
	increment_id: line,
	state: line,
	status: line,
	store_id: reference,
	customer_id: reference,
	customer_is_guest: z.unknown(),
	customer_email: line,
	customer_firstname: line,
	customer_lastname: line,
	customer_note: text,
	created_at: timeInUtc,
	updated_at: timeInUtc,
	shipping_description: line,
	payment: partOf(z.object({ method: line, last_trans_id: line })),
	billing_address: addressPart,
	extension_attributes: partOf(
		z.object({
			shipping_assignments: listOf(
				z.object({ shipping: partOf(z.object({ address: addressPart })) }),
			),
			...creditFields,
		}),
	),
	...moneyFields,
});

const isOn = (flag: unknown) => flag === true || flag === 1 || flag === '1';

/**
 * An order as the API has it.
 *
 * @throws ZodError
 * @see AdobeDocs/commerce-webapi `src/openapi/admin-schema-2.4.9.yaml`, sales-data-order-interface
 */
export function normaliseOrder(
	payload: unknown,
	{ languages }: StoreViews,
	reading?: StoreReading,
): Observation {
	const currency = (Object(payload) as { order_currency_code?: unknown }).order_currency_code;
	const { usable, asTold } = sortAmounts(payload, ORDER_AMOUNTS, [currency]);
	const given = orderPayload.parse(usable);
	const { state = null, status, billing_address: billing } = given;
	const shipping = given.extension_attributes?.shipping_assignments?.[0]?.shipping?.address;
	const isGuest = isOn(given.customer_is_guest);
	const word = status ?? state;
	const money = orderMoney(given, state, billing?.country_id ?? null);
	return {
		entityType: 'Order',
		id: given.entity_id,
		kind: 'upsert',
		changedAt: given.updated_at ?? null,
		clock: 'record',
		isStatusWord: true,
		topicCodes: [],
		entity: told({
			id: given.entity_id,
			number: given.increment_id,
			status: reading?.statuses.get(word?.toLowerCase() ?? '') ?? orderStatusOf(state),
			nativeStatus: word,
			paymentStatus: paymentStatusOf({
				state,
				total: given.grand_total,
				paid: given.total_paid,
				canceled: given.total_canceled,
				refunded: given.total_refunded,
			}),
			fulfillmentStatus: fulfillmentStatusOf(
				(given.items ?? [])
					.filter(({ parent_item_id: parent }) => !parent)
					.map((item) => ({
						ordered: item.qty_ordered ?? 0,
						shipped: item.qty_shipped ?? 0,
						canceled: item.qty_canceled ?? 0,
						refunded: item.qty_refunded ?? 0,
						isVirtual: isOn(item.is_virtual),
					})),
				state,
			),
			...money,
			createdAt: given.created_at,
			updatedAt: given.updated_at,
			customer: {
				id: isGuest ? null : (given.customer_id ?? null),
				email: given.customer_email ?? null,
				firstName: given.customer_firstname ?? billing?.firstname ?? null,
				lastName: given.customer_lastname ?? billing?.lastname ?? null,
				phone: billing?.telephone ?? null,
			},
			language: languages.get(given.store_id ?? '') ?? null,
			billingAddress: billing && addressOf(billing),
			shippingAddress: shipping && addressOf(shipping),
			paymentMethod: given.payment?.method ?? null,
			transactionId: given.payment?.last_trans_id ?? null,
			shippingMethod: given.shipping_description,
			note: given.customer_note,
			attributes: asTold ? { [AMOUNTS_AS_TOLD]: asTold } : {},
		}),
	};
}
