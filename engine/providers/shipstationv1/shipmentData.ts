import { z } from 'zod/v4';
import type { ShipmentStatus } from '../../events/statuses.ts';
import type { ObservationOf } from '../../events/observation.ts';
import { orderReferenceIn } from '../../parcels/orderKey.ts';
import { parcelsOf } from '../parcels.ts';
import {
	addressOrNone,
	amount,
	line,
	listOf,
	partOf,
	requiredId,
	text,
	told,
} from '../payloadFields.ts';
import { fromPacific } from './pacificTime.ts';

const flag = z.boolean().nullish().catch(null);
const time = z
	.unknown()
	.transform((value) => (value === undefined ? undefined : fromPacific(value)));

const address = z.object({
	name: line,
	company: line,
	street1: line,
	street2: line,
	city: line,
	state: line,
	postalCode: line,
	country: line,
	phone: line,
});
type Address = z.output<typeof address>;

const item = z.object({
	orderItemId: line,
	lineItemKey: line,
	productId: line,
	sku: line,
	name: text,
	quantity: amount,
});

/** What a label and a number from elsewhere have in common. */
const parcel = {
	orderId: line,
	orderKey: line,
	orderNumber: line,
	customerEmail: line,
	trackingNumber: line,
	carrierCode: line,
	createDate: time,
	voided: flag,
	voidDate: time,
	shipTo: partOf(address),
};

/** A label that was bought in ShipStation. */
export const shipmentData = z.object({
	...parcel,
	shipmentId: requiredId,
	serviceCode: line,
	isReturnLabel: flag,
	shipmentItems: listOf(item),
});
export type V1Shipment = z.output<typeof shipmentData>;

/** A parcel that was sent with a label from elsewhere: somebody has entered its number in ShipStation. */
export const fulfillmentData = z.object({
	...parcel,
	fulfillmentId: requiredId,
	fulfillmentServiceCode: line,
	deliveryDate: time,
});
export type V1Fulfillment = z.output<typeof fulfillmentData>;

/** Version 1 finds a label by its order, and not by its own number. */
export const idOfShipment = ({ shipmentId, orderId }: V1Shipment): string =>
	`shipment:${shipmentId}:${orderId ?? ''}`;
export const idOfFulfillment = (fulfillmentId: string): string => `fulfillment:${fulfillmentId}`;

/** @returns empty for a parcel that goes back to the shop */
export function observeShipment(shipment: V1Shipment): Array<ObservationOf<'Shipment'>> {
	if (shipment.isReturnLabel === true) return [];
	const { voided, voidDate, serviceCode, shipmentItems } = shipment;
	return [
		observe(idOfShipment(shipment), shipment, {
			...(voided === true ? stateOf('cancelled', voidDate) : stateOf('shipped', null)),
			more: told({
				service: serviceCode,
				lineItems: shipmentItems?.map((one) => ({
					id: one.lineItemKey ?? one.orderItemId ?? null,
					productId: one.productId ?? null,
					sku: one.sku ?? null,
					name: one.name ?? null,
					quantity: one.quantity ?? null,
				})),
			}),
		}),
	];
}

export function observeFulfillment(fulfillment: V1Fulfillment): Array<ObservationOf<'Shipment'>> {
	const { voided, voidDate, deliveryDate, fulfillmentServiceCode: service } = fulfillment;
	const state =
		voided === true
			? stateOf('cancelled', voidDate)
			: deliveryDate
				? stateOf('delivered', deliveryDate)
				: stateOf('shipped', null);
	return [
		observe(idOfFulfillment(fulfillment.fulfillmentId), fulfillment, {
			...state,
			more: told({ service, deliveredAt: deliveryDate }),
		}),
	];
}

type State = { readonly status: ShipmentStatus; readonly at: string | null };

const stateOf = (status: ShipmentStatus, at: string | null | undefined): State => ({
	status,
	at: at ?? null,
});

function observe(
	id: string,
	given: z.output<z.ZodObject<typeof parcel>>,
	{ status, at, more }: State & { readonly more: object },
): ObservationOf<'Shipment'> {
	const { orderNumber, orderKey, createDate, shipTo: to, trackingNumber, carrierCode } = given;
	// A reference of ours leaves no doubt which order it is; any other one is the shop's own business.
	const orderId = orderReferenceIn(orderKey) === null ? undefined : orderKey;
	return {
		entityType: 'Shipment',
		id,
		kind: 'upsert',
		changedAt: at ?? createDate ?? null,
		clock: 'record',
		topicCodes: [],
		entity: {
			id,
			...told({ orderNumber, orderId, createdAt: createDate }),
			status,
			nativeStatus: status === 'cancelled' ? 'voided' : status,
			...parcelsOf([{ trackingNumber: trackingNumber ?? null, carrier: carrierCode ?? null }]),
			...more,
			...(to && {
				customer: {
					id: null,
					email: given.customerEmail ?? null,
					...namesIn(to.name),
					phone: to.phone ?? null,
				},
				shippingAddress: addressIn(to),
			}),
		},
	};
}

function addressIn(to: Address) {
	return addressOrNone({
		...namesIn(to.name),
		company: to.company,
		line1: to.street1,
		line2: to.street2,
		city: to.city,
		region: to.state,
		postalCode: to.postalCode,
		country: to.country,
		phone: to.phone,
	});
}

/** ShipStation has one field for the whole name. */
function namesIn(name: string | null | undefined) {
	const [firstName = null, ...rest] = name?.trim().split(/\s+/) ?? [];
	return { firstName, lastName: rest.join(' ') || null };
}
