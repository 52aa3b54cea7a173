import type { Observation } from '../../events/observation.ts';
import type { OrderStatus } from '../../events/statuses.ts';
import { ownWordOf } from '../ownStatus.ts';
import type { StatusUpdate, WriteResult } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import { cancelOrder } from './cancelOrder.ts';
import { fulfil } from './fulfil.ts';
import { openParts } from './fulfillmentOrders.ts';
import { gidOf } from './graphql/gid.ts';
import { readEntity } from './readEntity.ts';
import { change, notFound, refused, type Shop } from './shop.ts';

type OrderUpdate = StatusUpdate & { readonly entityType: 'Order' };
type ObservedOrder = Observation & { entityType: 'Order' };

const CLOSE = `mutation close($id: ID!) {
	done: orderClose(input: { id: $id }) { order { id } userErrors { field message } }
}`;

const NO_NOTE = 'The note was not stored: Shopify keeps none with this.';

/** Does what gives an order the status. An order that has it is left alone. */
export async function updateOrder(shop: Shop, update: OrderUpdate): Promise<WriteResult> {
	const { id, status, note } = update;
	const before = await readEntity(shop.ask, 'Order', id);
	const order = orderIn(before);
	const gid = gidOf('Order', id);
	if (!order || gid === null) throw notFound(shop.storeUrl, 'order', id);
	if (hasStatus(order, status)) return { changed: false, observations: before, remark: null };
	if (order.entity.status === 'cancelled') {
		throw refused(
			shop.storeUrl,
			`give order "${id}" the status "${status}"`,
			'it is cancelled, which cannot be undone',
		);
	}
	const remarks = note !== null && status !== 'cancelled' ? [NO_NOTE] : [];
	switch (status) {
		case 'cancelled':
			if (!(await cancelOrder(shop, gid, id, note))) {
				const remark = 'Shopify is still cancelling the order. It will report when it is done.';
				return { changed: true, observations: [], remark };
			}
			if (isPaid(order)) {
				remarks.push('What was paid is not given back by this: refund it in the Shopify admin.');
			}
			break;
		case 'fulfilled':
			remarks.push(...(await fulfilAll(shop, gid, id)));
			break;
		case 'completed':
			await change(shop, `close order "${id}"`, CLOSE, { id: gid });
			break;
		default:
			throw refused(shop.storeUrl, 'change the order', whyNot(status));
	}

	const after = await readEntity(shop.ask, 'Order', id);
	const changed = orderIn(after);
	if (!changed || !hasStatus(changed, status)) {
		// The shop may be slow to show it: an old state must not be taken for the answer to this change.
		return { changed: true, observations: [], remark: joined(remarks) };
	}
	if (changed.entity.status !== status) {
		remarks.push(`Shopify now shows the order as "${changed.entity.nativeStatus}".`);
	}
	return { changed: true, observations: after, remark: joined(remarks) };
}

/** One shipment for each location. @returns what a person should know of it */
async function fulfilAll(shop: Shop, gid: string, id: string): Promise<string[]> {
	const { byLocation, held } = await openParts(shop, gid);
	if (byLocation.length === 0) {
		throw refused(
			shop.storeUrl,
			`fulfil order "${id}"`,
			`nothing of it can be sent now${held && ` (${held})`}`,
		);
	}
	for (const location of byLocation) await fulfil(shop, id, location, { notifyCustomer: false });
	return held ? [`Not all of the order is fulfilled: ${held}.`] : [];
}

const orderIn = (observations: readonly Observation[]) =>
	observations.find((each): each is ObservedOrder => each.entityType === 'Order');

/** An order has several axes: a refunded one can be closed or fulfilled as well. */
function hasStatus({ entity }: ObservedOrder, status: OrderUpdate['status']): boolean {
	if (entity.status === status) return true;
	if (entity.status === 'cancelled') return false;
	if (status === 'fulfilled') return entity.fulfillmentStatus === 'fulfilled';
	return status === 'completed' && Boolean(entity.completedAt);
}

const whyNot = (status: OrderUpdate['status']): string =>
	String(
		ownWordOf(status) === null
			? abilities.setsStatus.Order[status as OrderStatus]
			: abilities.ownStatuses,
	);

const isPaid = ({ entity }: ObservedOrder) =>
	entity.paymentStatus === 'paid' ||
	entity.paymentStatus === 'partially_paid' ||
	entity.paymentStatus === 'partially_refunded';

const joined = (remarks: readonly string[]) => (remarks.length > 0 ? remarks.join(' ') : null);
