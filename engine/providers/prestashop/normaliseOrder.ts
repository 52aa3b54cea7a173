import type { Observation, ObservationOf } from '../../events/observation.ts';
import { AMOUNTS_AS_TOLD } from '../../money/oddOrder.ts';
import { sortAmounts } from '../amountsAsTold.ts';
import { parcelsOf } from '../parcels.ts';
import { addressOrNone, told } from '../payloadFields.ts';
import type { StoreReading } from '../storeReading.ts';
import { orderMoney, refundedTotalOf } from './orderMoney.ts';
import { isoCode, type AddressPayload, type OrderParts, type OrderTables } from './orderParts.ts';
import { ORDER_AMOUNTS, orderPayload, type CarrierPayload } from './orderPayload.ts';
import { languageIn, type ShopFacts } from './shop.ts';
import { momentsOf, type Moment } from './moments.ts';
import {
	fulfillmentStatusOf,
	isOn,
	isSent,
	paymentStatusOf,
	shipmentStatusOf,
} from './statuses.ts';

/** What an order is read with. */
export type OrderReader = {
	readonly tables: OrderTables;
	readonly facts: ShopFacts;
	readonly storeUrl: string;
	readonly reading?: StoreReading | undefined;
};

/**
 * An order and its shipments, in each status that it was given since a moment, the present one last: between two polls
 * an order may have been paid, shipped and delivered.
 *
 * @param since ISO 8601 in UTC; `null`: as it is now alone, and no parcel of it is news
 */
export function observeOrder(
	parts: OrderParts,
	reader: OrderReader,
	since: string | null,
): Observation[] {
	const moments = momentsOf(parts, reader, since);
	return moments.flatMap((moment, index) =>
		observeMoment(parts, reader, moment, {
			isPresent: index === moments.length - 1,
			isNews: since !== null,
		}),
	);
}

/** @throws ZodError for what is no order */
export function readOrder(payload: unknown): Pick<OrderParts, 'order' | 'payload'> {
	const { usable } = sortAmounts(payload, ORDER_AMOUNTS, []);
	return { order: orderPayload.parse(usable), payload: payload as object };
}

function observeMoment(
	parts: OrderParts,
	reader: OrderReader,
	moment: Moment,
	{ isPresent, isNews }: { readonly isPresent: boolean; readonly isNews: boolean },
): Observation[] {
	const { order, customer, billing, delivery, payload, slips, currency } = parts;
	const { facts, tables, storeUrl } = reader;
	const { state, changedAt, paidAt, wasPaid } = moment;
	const { inUtc } = facts.clock;
	// What came in later was not there yet.
	const isUnpaid = !isPresent && !wasPaid;
	const money = orderMoney(parts, { status: state.status, wasPaid, isUnpaid }, facts.clock);
	const { asTold } = sortAmounts(payload, ORDER_AMOUNTS, []);
	const status = {
		status: state.status,
		nativeStatus: state.name ?? state.id,
		paymentStatus: paymentStatusOf({
			status: state.status,
			wasPaid,
			paid: money.paidTotal ?? 0,
			total: money.total,
			refunded: refundedTotalOf(slips, currency),
		}),
		fulfillmentStatus: fulfillmentStatusOf(state),
	};
	// When a number was entered, PrestaShop does not tell: before the order was shipped, it counts as there now.
	const hasParcels = isPresent || isSent(state);
	const shipments = hasParcels
		? parts.carriers.flatMap((one) => observeParcel(one, parts, reader, moment, isNews))
		: [];
	const person = personOf(parts);
	const observation: ObservationOf<'Order'> = {
		entityType: 'Order',
		id: order.id,
		kind: 'upsert',
		entity: told({
			id: order.id,
			number: order.reference ?? order.id,
			...status,
			...money,
			createdAt: inUtc(order.date_add),
			updatedAt: changedAt,
			paidAt,
			completedAt: moment.completedAt,
			cancelledAt: moment.cancelledAt,
			customer: person,
			language: languageIn(tables.languages.get(order.id_lang ?? '')),
			billingAddress: billing && addressOf(billing, tables),
			shippingAddress: delivery && addressOf(delivery, tables),
			paymentMethod: order.payment,
			shippingMethod: carrierName(order.id_carrier, tables),
			note: order.note,
			url:
				customer === null
					? null
					: `${storeUrl}/index.php?controller=${isOn(customer.is_guest) ? 'guest-tracking' : `order-detail&id_order=${order.id}`}`,
			attributes: {
				...attributesOf(payload),
				...(asTold && { [AMOUNTS_AS_TOLD]: asTold }),
			},
		}),
		changedAt,
		clock: 'record',
		isStatusWord: true,
		topicCodes: [],
		...(isPresent && {
			shipmentLists: [
				{ prefix: `${order.id}-`, exceptPrefix: null, ids: shipments.map(({ id }) => id) },
			],
		}),
	};
	return [observation, ...shipments];
}

/** Each row of an order's carriers is a parcel, once it has a number or the order is shipped. */
function observeParcel(
	one: CarrierPayload,
	parts: OrderParts,
	{ tables }: OrderReader,
	{ state, changedAt, shippedAt, completedAt }: Moment,
	isNews: boolean,
): Array<ObservationOf<'Shipment'>> {
	const { order, details, delivery } = parts;
	const trackingNumber = one.tracking_number ?? null;
	const status = shipmentStatusOf(state, trackingNumber !== null);
	if (status === null) return [];
	const id = `${order.id}-${one.id}`;
	const carrier = carrierName(one.id_carrier ?? order.id_carrier, tables);
	const link = tables.carriers.get(one.id_carrier ?? order.id_carrier ?? '')?.url;
	const trackingUrl =
		trackingNumber !== null && typeof link === 'string' && link.includes('@')
			? link.replaceAll('@', encodeURIComponent(trackingNumber))
			: null;
	return [
		{
			entityType: 'Shipment',
			id,
			kind: 'upsert',
			entity: {
				id,
				orderId: order.id,
				orderNumber: order.reference ?? order.id,
				status,
				nativeStatus: isSent(state) ? (state.name ?? state.id) : null,
				...parcelsOf([{ trackingNumber, trackingUrl, carrier }]),
				// The row is as old as the order.
				createdAt: shippedAt,
				updatedAt: changedAt,
				shippedAt,
				deliveredAt: status === 'delivered' ? completedAt : null,
				customer: personOf(parts),
				shippingAddress: delivery && addressOf(delivery, tables),
				lineItems: details.map((line) => ({
					id: line.id,
					productId: line.product_id ?? null,
					variantId: line.product_attribute_id ?? null,
					sku: line.product_reference ?? null,
					name: line.product_name ?? null,
					quantity: line.product_quantity ?? null,
				})),
			},
			changedAt,
			clock: 'record',
			topicCodes: isNews ? ['shipment_created'] : [],
		},
	];
}

function carrierName(id: string | null | undefined, { carriers }: OrderTables): string | null {
	const name = carriers.get(id ?? '')?.name;
	// "0" is the shop itself.
	return typeof name === 'string' && name.trim() !== '' && name !== '0' ? name.trim() : null;
}

/** A guest has a row among the customers, too, and no account. */
function personOf({ customer, billing, delivery }: OrderParts) {
	const address = billing ?? delivery;
	if (customer === null && address === null) return null;
	return {
		id: customer === null || isOn(customer.is_guest) ? null : customer.id,
		email: customer?.email ?? null,
		firstName: customer?.firstname ?? address?.firstname ?? null,
		lastName: customer?.lastname ?? address?.lastname ?? null,
		phone: address?.phone_mobile ?? address?.phone ?? null,
	};
}

function addressOf(given: AddressPayload, { countries, regions }: OrderTables) {
	return addressOrNone({
		firstName: given.firstname,
		lastName: given.lastname,
		company: given.company,
		line1: given.address1,
		line2: given.address2,
		city: given.city,
		region: isoCode(regions, given.id_state),
		postalCode: given.postcode,
		country: isoCode(countries, given.id_country),
		phone: given.phone ?? given.phone_mobile,
	});
}

/** `secure_key` opens an order to whoever has it; `total_paid_real` and the like have fields of their own. */
const LEFT_OUT: ReadonlySet<string> = new Set([
	...Object.keys(orderPayload.shape),
	...['secure_key', 'associations', 'shipping_number', 'valid', 'mobile_theme'],
	...['total_paid', 'total_shipping', 'total_discounts', 'total_wrapping'],
	...['total_products', 'total_products_wt', 'total_shipping_tax_excl', 'total_discounts_tax_excl'],
]);

const MOST_CHARACTERS = 10_000;

const attributesOf = (payload: object): Record<string, unknown> =>
	Object.fromEntries(
		Object.entries(payload).filter(
			([name, value]) =>
				!LEFT_OUT.has(name) &&
				value !== null &&
				value !== '' &&
				(typeof value !== 'string' || value.length <= MOST_CHARACTERS),
		),
	);
