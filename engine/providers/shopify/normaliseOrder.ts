import type { TriggerCode } from '../../events/catalog.ts';
import type { Observation, ObservationOf } from '../../events/observation.ts';
import { AMOUNTS_AS_TOLD } from '../../money/oddOrder.ts';
import { sortAmounts } from '../amountsAsTold.ts';
import { justHappened } from '../justHappened.ts';
import { told } from '../payloadFields.ts';
import { ORDER_AMOUNTS } from './amountShape.ts';
import { observeFulfillment } from './normaliseFulfillment.ts';
import { orderAttributesOf } from './orderAttributes.ts';
import { orderPayload, type OrderPayload } from './orderPayload.ts';
import { orderMoney } from './orderMoney.ts';
import { hasMoneyBack } from './refund.ts';
import {
	fulfillmentStatusOf,
	nativeOrderStatusOf,
	orderStatusOf,
	paymentStatusOf,
	type OrderAxes,
} from './statuses.ts';

/**
 * The order of an `orders/*` message and its shipments.
 *
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/order
 */
export function normaliseOrder(
	payload: unknown,
	topicCodes: readonly TriggerCode[],
): Observation[] {
	const given = orderPayload.parse(payload);
	const order: ObservationOf<'Order'> = {
		entityType: 'Order',
		id: given.id,
		kind: 'upsert',
		entity: told({
			id: given.id,
			number: given.name ?? given.order_number,
			...statusesOf(given),
			...orderMoney(given),
			createdAt: given.created_at,
			updatedAt: given.updated_at,
			completedAt: given.cancelled_at ? null : given.closed_at,
			cancelledAt: given.cancelled_at,
			cancelReason: given.cancel_reason,
			customer: customerOf(given),
			language: given.customer_locale,
			billingAddress: given.billing_address,
			shippingAddress: given.shipping_address,
			paymentMethod: joined(given.payment_gateway_names),
			shippingMethod: joined(shippingTitlesOf(given)),
			note: given.note,
			tags: given.tags,
			url: given.order_status_url,
			attributes: {
				...orderAttributesOf(payload),
				...told({
					[AMOUNTS_AS_TOLD]: sortAmounts(payload, ORDER_AMOUNTS, [
						given.currency,
						given.presentment_currency,
					]).asTold,
				}),
			},
		}),
		changedAt: given.updated_at ?? null,
		clock: 'record',
		topicCodes: [
			...new Set([...topicCodes.filter((code) => holds(code, given)), ...codesOf(given)]),
		],
	};
	const shipments = (given.fulfillments ?? []).map((shipment) =>
		observeFulfillment(
			{
				...shipment,
				order_id: shipment.order_id ?? given.id,
				email: given.email,
				destination: given.shipping_address,
			},
			[],
		),
	);
	return [order, ...shipments];
}

/** "Restocked" is "unfulfilled" of a cancelled order; "pending" is in the messages that Shopify sends as a test. */
const UNFULFILLED: readonly unknown[] = ['restocked', 'pending'];

function statusesOf(given: OrderPayload) {
	if (given.financial_status === undefined) return {};
	const axes: OrderAxes = {
		financial: given.financial_status,
		fulfillment: UNFULFILLED.includes(given.fulfillment_status)
			? null
			: (given.fulfillment_status ?? null),
		cancelled: Boolean(given.cancelled_at),
		closed: Boolean(given.closed_at),
	};
	return {
		status: orderStatusOf(axes),
		nativeStatus: nativeOrderStatusOf(axes),
		paymentStatus: paymentStatusOf(axes.financial),
		fulfillmentStatus: fulfillmentStatusOf(axes.fulfillment),
	};
}

function customerOf({ customer, email, contact_email: contact, phone, ...given }: OrderPayload) {
	if (customer === undefined && email === undefined) return undefined;
	const found = {
		id: customer?.id ?? null,
		email: email ?? contact ?? customer?.email ?? null,
		firstName: customer?.first_name ?? given.billing_address?.firstName ?? null,
		lastName: customer?.last_name ?? given.billing_address?.lastName ?? null,
		phone: phone ?? customer?.phone ?? given.billing_address?.phone ?? null,
	};
	return Object.values(found).some((value) => value !== null) ? found : null;
}

/** Whether the order itself shows what the topic says: the topic is not signed. */
function holds(code: TriggerCode, given: OrderPayload): boolean {
	const { financial_status: financial, fulfillment_status: fulfillment } = given;
	if (code === 'order_cancelled') return Boolean(given.cancelled_at);
	if (code === 'order_paid') {
		return financial === undefined || (financial !== null && PAID.has(financial));
	}
	if (code === 'order_fulfilled') return fulfillment === 'fulfilled';
	return true;
}

const PAID: ReadonlySet<string> = new Set(['paid', 'partially_refunded', 'refunded']);

/** What the order itself shows to have happened just now, whatever the topic. */
function codesOf(given: OrderPayload): TriggerCode[] {
	const changedAt = given.updated_at;
	const isNow = (at: string | null | undefined) => justHappened(at, changedAt);
	return [
		...(isNow(given.cancelled_at) ? (['order_cancelled'] as const) : []),
		...(given.refunds?.some((made) => isNow(made.created_at) && hasMoneyBack(made))
			? (['order_refunded'] as const)
			: []),
		...(given.fulfillment_status === 'fulfilled' &&
		given.fulfillments?.some((made) => isNow(made.created_at))
			? (['order_fulfilled'] as const)
			: []),
	];
}

const shippingTitlesOf = ({ shipping_lines: lines }: OrderPayload) =>
	lines?.filter((each) => each.is_removed !== true).map(({ title }) => title);

function joined(names: ReadonlyArray<string | null | undefined> | undefined) {
	return names && (names.filter(Boolean).join(', ') || null);
}
