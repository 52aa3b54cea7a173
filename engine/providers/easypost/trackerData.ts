import { z } from 'zod/v4';
import type { ObservationOf } from '../../events/observation.ts';
import { orderIn, type NamedOrder } from '../orderIn.ts';
import { parcelsOf } from '../parcels.ts';
import {
	addressOrNone,
	line,
	listOf,
	partOf,
	reference,
	requiredId,
	text,
	time,
	told,
} from '../payloadFields.ts';
import { carrierNameOf } from './carriers.ts';
import { statusFields } from './statuses.ts';

const scan = z.object({ status: line, message: text, datetime: time });

/** What EasyPost knows of one number. */
export const trackerData = z.object({
	id: requiredId,
	tracking_code: line,
	status: line,
	status_detail: line,
	carrier: line,
	public_url: text,
	/** Of the label, where that was bought at EasyPost. */
	shipment_id: reference,
	/** A parcel that goes back to the shop. */
	is_return: z.boolean().nullish().catch(null),
	est_delivery_date: time,
	created_at: time,
	updated_at: time,
	tracking_details: listOf(scan),
	carrier_detail: partOf(z.object({ service: line })),
});
export type Tracker = z.output<typeof trackerData>;

const address = z.object({
	name: line,
	company: line,
	street1: line,
	street2: line,
	city: line,
	state: line,
	zip: line,
	country: line,
	phone: line,
	email: line,
});

/** A label that was bought at EasyPost: the one place where an order is named. */
export const labelData = z.object({
	/** EasyPost reads a tracker without its own word for this. */
	is_return: z.boolean().nullish().catch(null),
	reference: line,
	options: partOf(
		z.object({
			invoice_number: line,
			print_custom_1: line,
			print_custom_2: line,
			print_custom_3: line,
		}),
	),
	to_address: partOf(address),
});
export type Label = z.output<typeof labelData>;

/** What else is known of the parcel: its label, or the order that we have named when we had it followed. */
export type Beside = {
	readonly label?: Label | null;
	readonly order?: NamedOrder;
};

/** @returns `[]` for a parcel that goes back to the shop: that one is delivered is none of the customer's business */
export function observe(
	tracker: Tracker,
	{ label = null, order = {} }: Beside = {},
): Array<ObservationOf<'Shipment'>> {
	if (tracker.is_return === true || label?.is_return === true) return [];
	const { id, carrier, tracking_details: scans } = tracker;
	const scannedAt = (status: string) => scans?.find((each) => each.status === status)?.datetime;
	return [
		{
			entityType: 'Shipment',
			id,
			kind: 'upsert',
			changedAt: tracker.updated_at ?? null,
			clock: 'record',
			topicCodes: [],
			isCarriersStatus: true,
			entity: {
				id,
				...(label && orderOf(label)),
				...order,
				...statusFields(tracker),
				...told({ service: tracker.carrier_detail?.service }),
				...parcelsOf([
					{
						trackingNumber: tracker.tracking_code ?? null,
						trackingUrl: tracker.public_url ?? null,
						carrier: carrier ? carrierNameOf(carrier) : null,
					},
				]),
				...told({
					createdAt: tracker.created_at,
					updatedAt: tracker.updated_at,
					shippedAt: scannedAt('in_transit'),
					estimatedDeliveryAt: tracker.est_delivery_date,
					deliveredAt: scannedAt('delivered'),
					message: scans?.at(-1)?.message,
				}),
				...(label?.to_address && recipientIn(label.to_address)),
			},
		},
	];
}

/** By its reference or its invoice; what is printed on a label is a text for anything, and has to say that it is one. */
function orderOf({ reference: given, options }: Label): NamedOrder {
	const printed = [options?.print_custom_1, options?.print_custom_2, options?.print_custom_3];
	const texts = [
		given,
		options?.invoice_number,
		...printed.filter((each) => /^\s*(?:order\b|#)/i.test(each ?? '')),
	];
	const named = texts.map(orderIn).find((one) => Object.keys(one).length > 0);
	return named ?? told({ orderNumber: given ?? undefined });
}

function recipientIn(to: z.output<typeof address>) {
	const [firstName = null, ...rest] = to.name?.trim().split(/\s+/) ?? [];
	const names = { firstName, lastName: rest.join(' ') || null };
	return {
		customer: { id: null, email: to.email ?? null, ...names, phone: to.phone ?? null },
		shippingAddress: addressOrNone({
			...names,
			company: to.company,
			line1: to.street1,
			line2: to.street2,
			city: to.city,
			region: to.state,
			postalCode: to.zip,
			country: to.country,
			phone: to.phone,
		}),
	};
}
