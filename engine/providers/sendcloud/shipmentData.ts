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
import { carrierNamed } from './carrierNamed.ts';
import { statusFields } from './statuses.ts';

const address = z.object({
	name: line,
	company_name: line,
	address_line_1: line,
	address_line_2: line,
	house_number: line,
	city: line,
	state_province_code: line,
	postal_code: line,
	country_code: line,
	email: line,
	phone_number: line,
});
type Address = z.output<typeof address>;

const item = z.object({
	item_id: line,
	product_id: line,
	sku: line,
	description: text,
	quantity: amount,
});

/** Whether Sendcloud can have a parcel of this ID. */
export function isParcelId(id: string): boolean {
	return /^\d{1,18}$/.test(id);
}

/** Of one that goes back to the shop. Messages say so; whether lists hold such parcels is not documented. */
const isReturn = z.boolean().nullish().catch(null);

const parcel = z.object({
	id: requiredId,
	is_return: isReturn,
	status: partOf(z.object({ code: line, message: line })),
	tracking_number: line,
	tracking_url: text,
	created_at: time,
	updated_at: time,
	parcel_items: listOf(item),
});

/** A shipment of version 3: what is sent at once, in one or more parcels. */
export const shipmentData = z.object({
	id: requiredId,
	order_number: line,
	reference: line,
	external_reference_id: line,
	carrier: partOf(z.object({ code: line, name: line })),
	ship_with: partOf(z.object({ properties: partOf(z.object({ shipping_option_code: line })) })),
	to_address: partOf(address),
	/** Where the customer fetches it; `null` where it is brought to the customer. */
	to_service_point: z.unknown(),
	is_return: isReturn,
	/** One that is only being announced may have no ID yet: it comes with its next change. */
	parcels: z
		.array(z.unknown())
		.max(200)
		.nullable()
		.transform((all) => all?.flatMap((one) => parcel.safeParse(one).data ?? []) ?? []),
});
export type SendcloudShipment = z.output<typeof shipmentData>;

/** Each parcel is a shipment here: each has a number, a status and a day of its own. */
export function observe(shipment: SendcloudShipment): Array<ObservationOf<'Shipment'>> {
	const { order_number: orderNumber, to_address: to, carrier } = shipment;
	const option = shipment.ship_with?.properties?.shipping_option_code;
	const code = carrier?.code ?? option?.split(':')[0];
	// A reference of ours leaves no doubt which order it is; any other one is the shop's own business.
	const orderId = [shipment.external_reference_id, shipment.reference].find(
		(given) => orderReferenceIn(given) !== null,
	);
	if (shipment.is_return) return [];
	const parcels = shipment.parcels.filter((one) => !one.is_return);
	return parcels.map((one) => ({
		entityType: 'Shipment',
		id: one.id,
		kind: 'upsert',
		changedAt: one.updated_at ?? null,
		clock: 'record',
		topicCodes: [],
		isCarriersStatus: true,
		entity: {
			id: one.id,
			...told({ orderNumber, orderId, service: option }),
			...(one.status && statusFields(one.status)),
			...parcelsOf([
				{
					trackingNumber: one.tracking_number ?? null,
					trackingUrl: one.tracking_url ?? null,
					carrier: carrier?.name ?? (code ? carrierNamed(code) : null),
				},
			]),
			...told({ createdAt: one.created_at, updatedAt: one.updated_at }),
			...(to && { customer: personIn(to) }),
			// That of a service point is not the customer's, and would speak against the order.
			...(to && !shipment.to_service_point && { shippingAddress: addressIn(to) }),
			...told({
				lineItems: one.parcel_items?.map((each) => ({
					id: each.item_id ?? null,
					productId: each.product_id ?? null,
					sku: each.sku ?? null,
					name: each.description ?? null,
					quantity: each.quantity ?? null,
				})),
			}),
		},
	}));
}

function personIn({ name, email, phone_number: phone }: Address) {
	return { id: null, email: email ?? null, ...namesIn(name), phone: phone ?? null };
}

function addressIn(to: Address) {
	return addressOrNone({
		...namesIn(to.name),
		company: to.company_name,
		line1: streetIn(to),
		line2: to.address_line_2,
		city: to.city,
		region: to.state_province_code,
		postalCode: to.postal_code,
		country: to.country_code,
		phone: to.phone_number,
	});
}

/** Sendcloud has one field for the whole name. */
function namesIn(name: string | null | undefined) {
	const [firstName = null, ...rest] = name?.trim().split(/\s+/) ?? [];
	return { firstName, lastName: rest.join(' ') || null };
}

/** The number of the house stands in a field of its own, and mostly at the end of the street as well. */
function streetIn({ address_line_1: street, house_number: house }: Address): string | null {
	if (!street || !house) return street ?? house ?? null;
	return street.endsWith(house) ? street : `${street} ${house}`;
}
