import type { Observation, ObservationOf } from '../../events/observation.ts';
import { AMOUNTS_AS_TOLD } from '../../money/oddOrder.ts';
import { sortAmounts } from '../amountsAsTold.ts';
import { told } from '../payloadFields.ts';
import { AS_KNOWN, type StoreReading } from '../storeReading.ts';
import { deletionOf } from './normalise.ts';
import { observeShipments } from './observeShipments.ts';
import { ORDER_AMOUNTS, orderMoney } from './orderMoney.ts';
import { orderPayload, type OrderPayload } from './orderPayload.ts';
import { refundedTotalOf } from './refunds.ts';
import {
	fulfillmentStatusOf,
	INCOMPLETE,
	orderStatusOf,
	paymentStatusOf,
	statusWordOf,
} from './statuses.ts';

/** What has a field of its own and stays an attribute, too: workflows read it there. */
const ATTRIBUTES_TOO: readonly string[] = [
	'payment_status',
	'is_tax_inclusive_pricing',
	'items_total',
	'items_shipped',
	'discount_amount',
	'coupon_discount',
	'store_credit_amount',
	'currency_code',
];

const MAPPED: ReadonlySet<string> = new Set(
	Object.keys(orderPayload.shape).filter((field) => !ATTRIBUTES_TOO.includes(field)),
);

/** Only links, and what is another word for a field that is there. */
const NO_ATTRIBUTES: ReadonlySet<string> = new Set(['consignments', 'customer', 'custom_status']);

/**
 * An order and its shipments. One that its customer has not completed is none yet, and one that is archived is gone.
 *
 * @param payload as `orderPayload` has it
 */
export function normaliseOrder(payload: unknown, reading: StoreReading = AS_KNOWN): Observation[] {
	const { usable, asTold } = sortAmounts(payload, ORDER_AMOUNTS, []);
	const given = orderPayload.parse(usable);
	if (given.is_deleted) return [deletionOf('Order', given.id, given.date_modified ?? null)];
	if (given.status_id === INCOMPLETE) return [];
	const refundedTotal = refundedTotalOf(given);
	const statuses = statusesOf(given, refundedTotal ?? 0, reading);
	const { address: billingAddress = null } = given.billing_address ?? {};
	const [shipping] = given.shipping_addresses ?? [];
	const order: ObservationOf<'Order'> = {
		entityType: 'Order',
		id: given.id,
		kind: 'upsert',
		entity: told({
			id: given.id,
			number: given.id,
			...statuses,
			...orderMoney(given, statuses.paymentStatus, refundedTotal),
			createdAt: given.date_created,
			updatedAt: given.date_modified,
			customer: personOf(given),
			language: given.customer_locale,
			billingAddress,
			shippingAddress: given.shipping_addresses && (shipping?.address ?? null),
			paymentMethod: given.payment_method,
			transactionId: given.payment_provider_id,
			shippingMethod: given.shipping_addresses && shippingMethodOf(given),
			note: given.customer_message,
			attributes: {
				...attributesOf(payload as object, reading),
				...optionsOf(given),
				...(asTold && { [AMOUNTS_AS_TOLD]: asTold }),
			},
		}),
		changedAt: given.date_modified ?? null,
		clock: 'record',
		isStatusWord: true,
		topicCodes: [],
	};
	const { shipments, list } = observeShipments(given);
	return [list === undefined ? order : { ...order, shipmentLists: [list] }, ...shipments];
}

/** A shop can show other names for the statuses, so the number alone counts. */
function statusesOf(given: OrderPayload, refunded: number, reading: StoreReading) {
	if (given.status_id === undefined) return {};
	const { status_id: statusId, payment_status: word = null, total_inc_tax: total = null } = given;
	const status = orderStatusOf(statusId, reading);
	return {
		status,
		nativeStatus: statusId === null ? (given.status ?? null) : statusWordOf(statusId),
		paymentStatus: paymentStatusOf({ statusId, word, total, refunded }),
		fulfillmentStatus: fulfillmentStatusOf({
			status,
			items: given.items_total ?? null,
			shipped: given.items_shipped ?? null,
		}),
	};
}

/** A guest is known by the billing address alone. */
function personOf({ customer_id: id = null, billing_address: billing }: OrderPayload) {
	if (billing === undefined) return undefined;
	const { email = null, address } = billing ?? {};
	const person = {
		id,
		email,
		firstName: address?.firstName ?? null,
		lastName: address?.lastName ?? null,
		phone: address?.phone ?? null,
	};
	return Object.values(person).some((value) => value !== null) ? person : null;
}

function shippingMethodOf({ shipping_addresses: addresses = [] }: OrderPayload): string | null {
	const methods = addresses.flatMap(({ shippingMethod }) => shippingMethod ?? []);
	return [...new Set(methods)].join(', ') || null;
}

/** Whatever else BigCommerce keeps with an order, by its own names. */
function attributesOf(payload: object, { isNoise }: StoreReading): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(payload).filter(
			([name]) => !MAPPED.has(name) && !NO_ATTRIBUTES.has(name) && !isNoise(name),
		),
	);
}

/** What the customer chose for a line: `{"17": {"Color": "Red"}}`. */
function optionsOf({ products = [] }: OrderPayload) {
	const entries = products.flatMap(({ id, product_options: options = [] }) => {
		const chosen = options.flatMap((one) => {
			const name = one.display_name_customer ?? one.display_name;
			return name ? [[name, one.display_value_customer ?? one.display_value ?? null]] : [];
		});
		return chosen.length === 0 ? [] : [[id ?? '', Object.fromEntries(chosen) as unknown]];
	});
	return entries.length === 0 ? {} : { line_item_options: Object.fromEntries(entries) as unknown };
}
