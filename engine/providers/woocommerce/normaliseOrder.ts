import type { TriggerCode } from '../../events/catalog.ts';
import type { Observation, ObservationOf } from '../../events/observation.ts';
import { AMOUNTS_AS_TOLD } from '../../money/oddOrder.ts';
import { sortAmounts } from '../amountsAsTold.ts';
import { AS_KNOWN, type StoreReading } from '../storeReading.ts';
import { justHappened } from '../justHappened.ts';
import { listIn, partOf, readLanguage, told } from '../payloadFields.ts';
import { address, billingContact } from './address.ts';
import { attributesOf, metaOf, orderMeta } from './attributesOf.ts';
import { fulfillmentStatusIn } from './fulfillments.ts';
import { fulfillmentList } from './observeFulfillments.ts';
import { ORDER_AMOUNTS, orderMoney, refundedTotalOf } from './orderMoney.ts';
import { observeTracking } from './observeTracking.ts';
import { orderPayload, type OrderPayload } from './orderPayload.ts';
import { orderUrlOf, pageUrl } from './orderUrl.ts';
import { decodedTexts } from './title.ts';
import { fulfillmentStatusOf, NOT_AN_ORDER, orderStatusOf, paymentStatusOf } from './statuses.ts';

/** What has a field of its own and stays an attribute, too: workflows read it there. */
const ATTRIBUTES_TOO: readonly string[] = [
	'payment_method',
	'prices_include_tax',
	'shipping_tax',
	'discount_tax',
	'fee_lines',
	'coupon_lines',
	'lang',
];

/** `payment_url` is only of use while the order has to be paid; `totalTax` tells what its tax lines do. */
const MAPPED: ReadonlySet<string> = new Set([
	...Object.keys(orderPayload.shape).filter((field) => !ATTRIBUTES_TOO.includes(field)),
	'payment_url',
	'tax_lines',
]);

/**
 * The order of an `order.*` message, and a shipment for each of its tracking numbers. An order that is
 * still a draft of the checkout, or lies in the trash, is none.
 *
 * @see https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties
 */
export function normaliseOrder(
	payload: unknown,
	topicCodes: readonly TriggerCode[],
	restores: boolean,
	reading: StoreReading = AS_KNOWN,
): Observation[] {
	const currency = (payload as { currency?: unknown } | null)?.currency;
	const { usable, asTold } = sortAmounts(payload, ORDER_AMOUNTS, [currency]);
	const given = orderPayload.parse(usable);
	if (given.status && NOT_AN_ORDER.has(given.status)) return [];
	const billingAddress = partOf(address).parse(given.billing);
	const order: ObservationOf<'Order'> = {
		entityType: 'Order',
		id: given.id,
		kind: 'upsert',
		entity: told({
			id: given.id,
			number: given.number,
			...statusesOf(given, reading),
			...orderMoney(given, given.status ?? null),
			createdAt: given.date_created_gmt,
			updatedAt: given.date_modified_gmt,
			paidAt: given.date_paid_gmt,
			completedAt: given.date_completed_gmt,
			customer: personOf(given),
			language: languageOf(given),
			billingAddress,
			shippingAddress: given.shipping,
			paymentMethod: given.payment_method_title ?? given.payment_method,
			transactionId: given.transaction_id,
			shippingMethod: shippingMethodOf(given),
			note: given.customer_note,
			url: orderUrlOf(payload as object, given.id, reading),
			attributes: {
				...attributesOf(payload as object, MAPPED, reading),
				...paymentUrlOf(payload as object, given, reading),
				...lineItemMetaOf(given, reading),
				...(asTold && { [AMOUNTS_AS_TOLD]: asTold }),
			},
		}),
		changedAt: given.date_modified_gmt ?? null,
		clock: 'record',
		isStatusWord: true,
		topicCodes: [...new Set([...topicCodes, ...codesOf(given)])],
		...(restores ? { restores } : {}),
	};
	const tracking = observeTracking(given, order);
	const lists = [
		...(tracking.list ? [tracking.list] : []),
		...(fulfillmentStatusIn(given.meta_data) === null ? [fulfillmentList(given.id, [])] : []),
	];
	return [lists.length === 0 ? order : { ...order, shipmentLists: lists }, ...tracking.shipments];
}

function statusesOf(given: OrderPayload, reading: StoreReading) {
	if (given.status === undefined) return {};
	const { status, date_paid_gmt: paidAt, date_completed_gmt: completedAt = null } = given;
	return {
		status: orderStatusOf(status, reading),
		nativeStatus: status,
		paymentStatus: paymentStatusOf(
			{ status, paidAt, total: given.total ?? null, refunded: refundedTotalOf(given) },
			reading,
		),
		fulfillmentStatus: fulfillmentStatusOf(
			status,
			completedAt,
			fulfillmentStatusIn(given.meta_data) ?? null,
			reading,
		),
	};
}

/** Where WPML, Weglot and TranslatePress keep in which language an order was placed. */
const LANGUAGE_KEYS = ['wpml_language', 'weglot_language', 'trp_language'];

function languageOf({ lang, meta_data: meta }: OrderPayload): string | null | undefined {
	if (lang) return lang;
	const told = listIn(meta) ? LANGUAGE_KEYS.flatMap((key) => orderMeta(meta, key) ?? []) : [];
	// Polylang keeps no language with the order, and its webhooks may leave `lang` out.
	if (told.length === 0) return lang;
	return told.map(readLanguage).find((language) => language !== null) ?? null;
}

/** A guest is known by the billing address alone. */
function personOf({ billing, customer_id: id }: OrderPayload) {
	if (billing === undefined && id === undefined) return undefined;
	const { email } = billingContact.safeParse(billing).data ?? {};
	const { firstName, lastName, phone } = partOf(address).parse(billing) ?? {};
	const person = {
		id: id ?? null,
		email: email ?? null,
		firstName: firstName ?? null,
		lastName: lastName ?? null,
		phone: phone ?? null,
	};
	return Object.values(person).some((value) => value !== null) ? person : null;
}

function shippingMethodOf({ shipping_lines: lines }: OrderPayload) {
	return (
		lines &&
		(lines
			.map((line) => line.method_title)
			.filter(Boolean)
			.join(', ') ||
			null)
	);
}

function paymentUrlOf(
	payload: object,
	{ needs_payment: needsPayment }: OrderPayload,
	reading: StoreReading,
) {
	const { payment_url: url } = payload as { payment_url?: unknown };
	return needsPayment === true && typeof url === 'string'
		? { payment_url: pageUrl(url, reading) }
		: {};
}

/** What the customer chose for a line (an engraving); WordPress hides its own keys behind `_`. */
function lineItemMetaOf({ line_items: lines = [] }: OrderPayload, { isNoise }: StoreReading) {
	const entries = lines
		.map(
			(line) =>
				[
					line.id ?? '',
					metaOf(line.meta_data, (key) => !key.startsWith('_') && !isNoise(key)),
				] as const,
		)
		.filter(([, meta]) => Object.keys(meta).length > 0);
	return entries.length === 0 ? {} : { line_item_meta: decodedTexts(Object.fromEntries(entries)) };
}

/** What the order's own dates show to have happened with its last change. */
function codesOf(given: OrderPayload): TriggerCode[] {
	const changedAt = given.date_modified_gmt;
	return [
		...(given.status === 'completed' && justHappened(given.date_completed_gmt, changedAt)
			? (['order_fulfilled', 'order_status_changed'] as const)
			: []),
		...(justHappened(given.date_paid_gmt, changedAt)
			? (['order_paid', 'order_status_changed'] as const)
			: []),
	];
}
