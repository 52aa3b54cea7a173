import { z } from 'zod/v4';
import type { TriggerCode } from '../../events/catalog.ts';
import type { ObservationOf } from '../../events/observation.ts';
import { parcelsOf } from '../parcels.ts';
import { line, listOf, partOf, reference, requiredId, text, time, told } from '../payloadFields.ts';
import { address } from './address.ts';
import { lineItem, parcelLine } from './lineItem.ts';
import { nativeShipmentStatusOf, shipmentStatusOf } from './statuses.ts';

/**
 * A fulfillment, in a message of its own or within an order. Only in its own message it has `email` and
 * `destination`, which are the order's.
 *
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/fulfillment
 */
export const fulfillment = z.object({
	id: requiredId,
	order_id: reference,
	status: text,
	shipment_status: text,
	tracking_company: text,
	tracking_number: text,
	tracking_numbers: listOf(text),
	tracking_url: text,
	tracking_urls: listOf(text),
	service: text,
	created_at: time,
	updated_at: time,
	email: line,
	destination: partOf(address),
	line_items: listOf(lineItem),
});

export function normaliseFulfillment(
	payload: unknown,
	topicCodes: readonly TriggerCode[],
): ObservationOf<'Shipment'> {
	return observeFulfillment(fulfillment.parse(payload), topicCodes);
}

/**
 * The order's number is not told: a message of the fulfillment alone has none, and both kinds of
 * message have to tell the same for the same state. It is filled in from the order.
 */
export function observeFulfillment(
	given: z.output<typeof fulfillment>,
	topicCodes: readonly TriggerCode[],
): ObservationOf<'Shipment'> {
	return {
		entityType: 'Shipment',
		id: given.id,
		kind: 'upsert',
		entity: told({
			id: given.id,
			orderId: given.order_id,
			...(given.status === undefined
				? {}
				: {
						status: shipmentStatusOf(given.status, given.shipment_status ?? null),
						nativeStatus: nativeShipmentStatusOf(given.status, given.shipment_status ?? null),
					}),
			service: given.service,
			...trackingOf(given),
			createdAt: given.created_at,
			updatedAt: given.updated_at,
			shippedAt: given.created_at,
			customer: given.email
				? { id: null, email: given.email, firstName: null, lastName: null, phone: null }
				: undefined,
			shippingAddress: given.destination ?? undefined,
			lineItems: given.line_items?.map(parcelLine),
		}),
		changedAt: given.updated_at ?? null,
		clock: 'record',
		isCarriersStatus: true,
		topicCodes,
	};
}

/** Messages name the first parcel, and all of them in lists beside it. */
function trackingOf(given: z.output<typeof fulfillment>) {
	const { tracking_numbers: numbers, tracking_number: first, tracking_company: carrier } = given;
	if (numbers === undefined && first === undefined && carrier === undefined) return {};
	const all = numbers ?? [first];
	const urls = urlsOf(given, all);
	const told = all.map((trackingNumber, index) => ({
		trackingNumber,
		trackingUrl: urls[index],
		carrier,
	}));
	return parcelsOf(told, { carrier, trackingUrl: given.tracking_url });
}

/**
 * The link of each number. The list of links leaves out parcels that have none: unless there is a link for each
 * number, only one that holds the number is the number's.
 */
function urlsOf(
	{ tracking_urls: urls, tracking_url: first }: z.output<typeof fulfillment>,
	numbers: ReadonlyArray<string | null | undefined>,
): ReadonlyArray<string | null | undefined> {
	const told = urls && urls.length > 0 ? urls : [first];
	if (told.length === numbers.length) return told;
	return numbers.map((number) => (number ? told.find((url) => url?.includes(number)) : null));
}
