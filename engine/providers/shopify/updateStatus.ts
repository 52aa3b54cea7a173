import type { StatusUpdate, WriteResult } from '../storeSide.ts';
import { change, notFound, refused, type Shop } from './shop.ts';
import { updateOrder } from './updateOrder.ts';
import type { ShipmentStatus } from '../../events/statuses.ts';
import { abilities } from './abilities.ts';
import { gidOf } from './graphql/gid.ts';
import { readEntity } from './readEntity.ts';

export async function updateStatus(shop: Shop, update: StatusUpdate): Promise<WriteResult> {
	return update.entityType === 'Order'
		? await updateOrder(shop, update)
		: await updateShipment(shop, update);
}

type ShipmentUpdate = StatusUpdate & { readonly entityType: 'Shipment' };

/** @see https://shopify.dev/docs/api/admin-graphql/2026-10/enums/FulfillmentEventStatus */
const EVENTS: Readonly<Partial<Record<ShipmentStatus, string>>> = {
	label_created: 'LABEL_PURCHASED',
	in_transit: 'IN_TRANSIT',
	ready_for_pickup: 'READY_FOR_PICKUP',
	out_for_delivery: 'OUT_FOR_DELIVERY',
	delivered: 'DELIVERED',
	attempted: 'ATTEMPTED_DELIVERY',
	delayed: 'DELAYED',
	failed: 'FAILURE',
};

const REPORT = `mutation report($event: FulfillmentEventInput!) {
	done: fulfillmentEventCreate(fulfillmentEvent: $event) {
		fulfillmentEvent { id }
		userErrors { field message }
	}
}`;

const CANCEL = `mutation cancelShipment($id: ID!) {
	done: fulfillmentCancel(id: $id) { fulfillment { id } userErrors { field message } }
}`;

/** Reports as a carrier does what has become of a shipment, or takes the shipment back. */
export async function updateShipment(shop: Shop, update: ShipmentUpdate): Promise<WriteResult> {
	const { id, status, note } = update;
	const before = await readEntity(shop.ask, 'Shipment', id);
	const gid = gidOf('Fulfillment', id);
	if (before.length === 0 || gid === null) throw notFound(shop.storeUrl, 'shipment', id);
	const was = before[0]?.entity.status;
	if (was === status) return { changed: false, observations: before, remark: null };

	const failed = `give shipment "${id}" the status "${status}"`;
	if (was === 'cancelled') {
		throw refused(shop.storeUrl, failed, 'it is cancelled, which cannot be undone');
	}
	const event = EVENTS[status];
	if (status === 'cancelled') {
		await change(shop, failed, CANCEL, { id: gid });
	} else if (event === undefined) {
		throw refused(shop.storeUrl, failed, String(abilities.setsStatus.Shipment[status]));
	} else {
		await change(shop, failed, REPORT, {
			event: {
				fulfillmentId: gid,
				status: event,
				happenedAt: shop.now().toISOString(),
				...(note !== null && { message: note }),
			},
		});
	}

	const after = await readEntity(shop.ask, 'Shipment', id);
	const remark =
		note !== null && status === 'cancelled'
			? 'The note was not stored: Shopify keeps none with this.'
			: null;
	// The shop may be slow to show it: an old state must not be taken for the answer to this change.
	const observations = after[0]?.entity.status === status ? after : [];
	return { changed: true, observations, remark };
}
