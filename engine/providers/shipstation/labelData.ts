import { z } from 'zod/v4';
import { orderReferenceIn } from '../../parcels/orderKey.ts';
import type { ObservationOf } from '../../events/observation.ts';
import { parcelsOf } from '../parcels.ts';
import {
	addressOrNone,
	amount,
	line,
	listOf,
	partOf,
	requiredId,
	text,
	time,
	told,
} from '../payloadFields.ts';
import { labelStatus } from './statuses.ts';

const flag = z.boolean().nullish().catch(null);

const address = z.object({
	name: line,
	company_name: line,
	address_line1: line,
	address_line2: line,
	city_locality: line,
	state_province: line,
	postal_code: line,
	country_code: line,
	phone: line,
	email: line,
});
type Address = z.output<typeof address>;

const item = z.object({
	item_id: line,
	external_order_item_id: line,
	product_id: line,
	sku: line,
	name: text,
	quantity: amount,
});

/** What an order is in ShipStation: what is to be sent, and whereto. */
export const shipmentData = z.object({
	shipment_id: requiredId,
	shipment_number: line,
	external_shipment_id: line,
	external_order_id: line,
	is_return: flag,
	ship_to: partOf(address),
	items: listOf(item),
});
export type ShipStationShipment = z.output<typeof shipmentData>;

/** A label that was bought in ShipStation. */
export const labelData = z.object({
	label_id: requiredId,
	shipment_id: line,
	status: line,
	/** `in_transit` from the beginning; of the other words, only `delivered` says something. */
	tracking_status: line,
	voided: flag,
	voided_at: time,
	created_at: time,
	tracking_number: line,
	tracking_url: text,
	carrier_code: line,
	service_code: line,
	external_shipment_id: line,
	external_order_id: line,
	is_return_label: flag,
	trackable: flag,
	packages: listOf(z.object({ tracking_number: line }), 200),
	ship_to: partOf(address),
});
export type ShipStationLabel = z.output<typeof labelData>;

/** A parcel that was sent with a label from elsewhere: somebody has entered its number in ShipStation. */
export const fulfillmentData = z.object({
	fulfillment_id: requiredId,
	shipment_number: line,
	tracking_number: line,
	created_at: time,
	ship_date: time,
	voided: flag,
	voided_at: time,
	delivered_at: time,
	fulfillment_carrier_friendly_name: line,
	fulfillment_service_code: line,
	ship_to: partOf(address),
});
export type ShipStationFulfillment = z.output<typeof fulfillmentData>;

/** Labels and fulfillments have numbers of their own: `se-1` may be either. */
export const idOfLabel = (id: string) => `label:${id}`;
export const idOfFulfillment = (id: string) => `fulfillment:${id}`;

/**
 * A label by the time at which it got its status: what its carrier says comes later, and is not overwritten where the
 * label is told again.
 *
 * @param shipment that the label is of; `null` where ShipStation has none
 * @returns empty for a parcel that goes back to the shop: its delivery is none to the customer
 */
export function observeLabel(
	label: ShipStationLabel,
	shipment: ShipStationShipment | null,
): Array<ObservationOf<'Shipment'>> {
	if (label.is_return_label === true || shipment?.is_return === true) return [];
	const id = idOfLabel(label.label_id);
	// A reference of ours leaves no doubt which order it is; any other one is the shop's own business.
	const orderId = [
		label.external_order_id,
		label.external_shipment_id,
		shipment?.external_order_id,
		shipment?.external_shipment_id,
	].find((given) => orderReferenceIn(given) !== null);
	const numbers = [
		label.tracking_number,
		...(label.packages ?? []).map((one) => one.tracking_number),
	];
	const parcels = [...new Set(numbers.filter((number) => number != null))].map((number) => ({
		trackingNumber: number,
		trackingUrl: number === label.tracking_number ? (label.tracking_url ?? null) : null,
		carrier: label.carrier_code ?? null,
	}));
	const to = shipment?.ship_to ?? label.ship_to;
	return [
		{
			entityType: 'Shipment',
			id,
			kind: 'upsert',
			changedAt: (label.voided === true ? label.voided_at : null) ?? label.created_at ?? null,
			clock: 'status',
			topicCodes: [],
			entity: {
				id,
				...told({ orderNumber: shipment?.shipment_number, orderId, service: label.service_code }),
				...labelStatus(label.voided === true ? 'voided' : label.status, label.tracking_status),
				...parcelsOf(parcels, { carrier: label.carrier_code ?? null }),
				...told({ createdAt: label.created_at }),
				...(to && { customer: personIn(to), shippingAddress: addressIn(to) }),
				...told({
					lineItems: shipment?.items?.map((one) => ({
						id: one.external_order_item_id ?? one.item_id ?? null,
						productId: one.product_id ?? null,
						sku: one.sku ?? null,
						name: one.name ?? null,
						quantity: one.quantity ?? null,
					})),
				}),
			},
		},
	];
}

export function observeFulfillment(
	fulfillment: ShipStationFulfillment,
): Array<ObservationOf<'Shipment'>> {
	const id = idOfFulfillment(fulfillment.fulfillment_id);
	const { voided, voided_at, delivered_at, created_at, ship_to: to } = fulfillment;
	const carrier = fulfillment.fulfillment_carrier_friendly_name ?? null;
	const [nativeStatus, status, at] =
		voided === true
			? (['voided', 'cancelled', voided_at] as const)
			: delivered_at
				? (['delivered', 'delivered', delivered_at] as const)
				: (['shipped', 'shipped', null] as const);
	return [
		{
			entityType: 'Shipment',
			id,
			kind: 'upsert',
			changedAt: at ?? created_at ?? null,
			clock: 'status',
			topicCodes: [],
			entity: {
				id,
				...told({
					orderNumber: fulfillment.shipment_number,
					service: fulfillment.fulfillment_service_code,
				}),
				status,
				nativeStatus,
				...parcelsOf([{ trackingNumber: fulfillment.tracking_number ?? null, carrier }]),
				...told({
					createdAt: created_at,
					shippedAt: fulfillment.ship_date,
					deliveredAt: delivered_at,
				}),
				...(to && { customer: personIn(to), shippingAddress: addressIn(to) }),
			},
		},
	];
}

function personIn({ name, email, phone }: Address) {
	return { id: null, email: email ?? null, ...namesIn(name), phone: phone ?? null };
}

function addressIn(to: Address) {
	return addressOrNone({
		...namesIn(to.name),
		company: to.company_name,
		line1: to.address_line1,
		line2: to.address_line2,
		city: to.city_locality,
		region: to.state_province,
		postalCode: to.postal_code,
		country: to.country_code,
		phone: to.phone,
	});
}

/** ShipStation has one field for the whole name. */
function namesIn(name: string | null | undefined) {
	const [firstName = null, ...rest] = name?.trim().split(/\s+/) ?? [];
	return { firstName, lastName: rest.join(' ') || null };
}
