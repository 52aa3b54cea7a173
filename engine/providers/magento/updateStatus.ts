import { z } from 'zod/v4';
import type { Order } from '../../events/entities.ts';
import type { OrderStatus } from '../../events/statuses.ts';
import { StoreError } from '../storeError.ts';
import type { StatusUpdate, WriteResult } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import { readAnswer, type MagentoCall, type MagentoConnection } from './client.ts';
import { readEntity } from './readEntity.ts';

/** What leads to each status: Magento derives all others from invoices, shipments and credit memos. */
const STEPS: Partial<Record<OrderStatus, (id: string) => { path: string; json?: object }>> = {
	cancelled: (id) => ({ path: `/orders/${id}/cancel` }),
	on_hold: (id) => ({ path: `/orders/${id}/hold` }),
	processing: (id) => ({ path: `/orders/${id}/unhold` }),
	fulfilled: (id) => ({ path: `/order/${id}/ship`, json: { notify: false } }),
};

/** Cancelling and holding answer whether it was done, shipping with the id of the shipment. */
const stepAnswer = z.union([z.boolean(), z.string(), z.number()]);

export async function updateStatus(
	call: MagentoCall,
	connection: MagentoConnection,
	{ entityType, id, status, note }: StatusUpdate,
): Promise<WriteResult> {
	const step = STEPS[status as OrderStatus];
	if (entityType !== 'Order' || step === undefined) {
		throw new StoreError('rejected', String(abilities.setsStatus.Shipment.delivered));
	}
	const { storeUrl } = connection.credentials;
	const [before] = await readEntity(call, connection, 'Order', id);
	if (before === undefined) {
		throw new StoreError('not_found', `${storeUrl} has no order "${id}".`, { status: 404 });
	}
	const order = before.entity as Partial<Order>;
	if (hasIt(order, status as OrderStatus)) {
		const remark = note === null ? null : `The order is "${status}" already; no note was added.`;
		return { changed: false, observations: [before], remark };
	}
	if (status === 'processing' && order.status !== 'on_hold') {
		const message = `${storeUrl}: an order becomes "processing" by its invoice. Only one that is on hold can be given this status here; the order "${id}" is "${order.nativeStatus}".`;
		throw new StoreError('rejected', message);
	}
	const { path, json } = step(encodeURIComponent(id));
	const { body } = await call(connection, { method: 'POST', path, json });
	if (readAnswer(connection, `POST ${path}`, stepAnswer, body) === false) {
		const message = `${storeUrl} does not give the status "${status}" to the order "${id}", which is "${order.nativeStatus}". Look in Magento which of its buttons are there.`;
		throw new StoreError('rejected', message, { status: 200 });
	}
	if (note !== null) {
		const statusHistory = { comment: note, is_customer_notified: 0, is_visible_on_front: 0 };
		const comments = `/orders/${encodeURIComponent(id)}/comments`;
		await call(connection, { method: 'POST', path: comments, json: { statusHistory } });
	}
	const after = await readEntity(call, connection, 'Order', id);
	return { changed: true, observations: after, remark: null };
}

/** Of "fulfilled" Magento has no status: all goods have been shipped. */
const hasIt = (order: Partial<Order>, status: OrderStatus): boolean =>
	order.status === status || (status === 'fulfilled' && order.fulfillmentStatus === 'fulfilled');
