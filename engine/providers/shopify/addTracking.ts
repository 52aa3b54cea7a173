import { z } from 'zod/v4';
import type { Tracking, WriteResult } from '../storeSide.ts';
import { fulfil, type TrackingInput } from './fulfil.ts';
import { openParts } from './fulfillmentOrders.ts';
import { gidOf } from './graphql/gid.ts';
import { optional } from './graphql/nodeFields.ts';
import { nodesById } from './graphql/nodesById.ts';
import { readEntity } from './readEntity.ts';
import { change, notFound, refused, type Shop } from './shop.ts';

const SHIPMENT_IDS = `query shipmentIds($id: ID!) {
	order(id: $id) { cancelledAt fulfillments(first: 250) { id } }
}`;

const SHIPMENT_FIELDS = 'id name status createdAt trackingInfo(first: 10) { number }';

/** So many together cost about 450 of the 1,000 points that one call may cost. */
const SHIPMENTS_AT_ONCE = 40;

const UPDATE = `mutation track($id: ID!, $tracking: FulfillmentTrackingInput!, $notify: Boolean) {
	done: fulfillmentTrackingInfoUpdate(
		fulfillmentId: $id
		trackingInfoInput: $tracking
		notifyCustomer: $notify
	) {
		fulfillment { id }
		userErrors { field message }
	}
}`;

const shipment = z.object({
	id: z.string(),
	name: z.string().catch(''),
	status: z.string(),
	createdAt: z.string().catch(''),
	trackingInfo: z.array(z.object({ number: z.string().nullish() })),
});
type Shipment = z.output<typeof shipment>;

const answer = z.object({
	order: optional(
		z.object({
			cancelledAt: z.string().nullish(),
			fulfillments: z.array(z.object({ id: z.string() })),
		}),
	),
});

/**
 * Gives the number to a shipment that has none, or makes a shipment of what is still to be sent.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/fulfillmentTrackingInfoUpdate
 */
export async function addTracking(shop: Shop, tracking: Tracking): Promise<WriteResult> {
	const { orderId, notifyCustomer } = tracking;
	const gid = gidOf('Order', orderId);
	const { order } = gid ? await shop.ask(SHIPMENT_IDS, { id: gid }, answer) : { order: null };
	if (!order || gid === null) throw notFound(shop.storeUrl, 'order', orderId);

	const all = await nodesById(
		shop.ask,
		'Fulfillment',
		order.fulfillments.map(({ id }) => id),
		SHIPMENTS_AT_ONCE,
		SHIPMENT_FIELDS,
		shipment,
	);
	const live = all.filter(({ status }) => status === 'SUCCESS');
	if (live.some((each) => numbersOf(each).includes(key(tracking.trackingNumber)))) {
		const observations = await readEntity(shop.ask, 'Order', orderId);
		return { changed: false, observations, remark: null };
	}
	const failed = `add the tracking number to order "${orderId}"`;
	if (order.cancelledAt) throw refused(shop.storeUrl, failed, 'it is cancelled');

	const trackingInfo: TrackingInput = {
		number: tracking.trackingNumber.trim(),
		...(tracking.carrier !== null && { company: tracking.carrier }),
		...(tracking.trackingUrl !== null && { url: tracking.trackingUrl }),
	};
	const without = live.filter((each) => numbersOf(each).length === 0).sort(newestFirst);
	let remark: string | null = null;
	if (without[0]) {
		const variables = { id: without[0].id, tracking: trackingInfo, notify: notifyCustomer };
		await change(shop, failed, UPDATE, variables);
		if (without.length > 1) {
			remark = `${without.length} shipments had no tracking number; the newest one, ${without[0].name}, has it now.`;
		}
	} else {
		const { byLocation, held } = await openParts(shop, gid);
		const [first, ...others] = byLocation;
		if (!first) {
			const known = live.flatMap(numbersOf).join(', ');
			throw refused(
				shop.storeUrl,
				failed,
				`nothing of it can be sent now${held && ` (${held})`}${known && `, and what was sent has the number ${known}`}`,
			);
		}
		await fulfil(shop, orderId, first, { trackingInfo, notifyCustomer });
		if (others.length > 0) {
			const names = others.map(({ name }) => name).join(', ');
			remark = `What is sent from ${first.name} has this number. What is sent from ${names} is still open.`;
		}
	}

	const after = await readEntity(shop.ask, 'Order', orderId);
	const isShown = after.some(
		({ entityType, entity }) =>
			entityType === 'Shipment' && key(entity.trackingNumber ?? '') === key(trackingInfo.number),
	);
	// The shop may be slow to show it: an old state must not be taken for the answer to this change.
	return { changed: true, observations: isShown ? after : [], remark };
}

const key = (trackingNumber: string) => trackingNumber.trim().toUpperCase();

const numbersOf = ({ trackingInfo }: Shipment): string[] =>
	trackingInfo.flatMap(({ number }) => (number?.trim() ? [key(number)] : []));

const newestFirst = (a: Shipment, b: Shipment) => b.createdAt.localeCompare(a.createdAt);
