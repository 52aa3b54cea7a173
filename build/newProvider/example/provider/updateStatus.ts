import { StoreError } from '../../../../engine/providers/storeError.ts';
import type { StatusUpdate, WriteResult } from '../../../../engine/providers/storeSide.ts';
import { abilities } from './abilities.ts';
import { callSamplecart, type SamplecartConnection } from './client.ts';
import { observeAnswer, readEntity } from './readEntity.ts';

/** `POST /orders/{id}/cancel`: the one status that Sample Cart can be given. An order that has it is left alone. */
export async function updateStatus(
	connection: SamplecartConnection,
	{ entityType, id, status }: StatusUpdate,
): Promise<WriteResult> {
	if (entityType !== 'Order' || status !== 'cancelled') {
		throw new StoreError('rejected', String(abilities.setsStatus.Shipment.cancelled));
	}
	const [order] = await readEntity(connection, 'Order', id);
	if (order === undefined) {
		const message = `${connection.credentials.storeUrl} has no order "${id}".`;
		throw new StoreError('not_found', message, { status: 404 });
	}
	if (order.entity.status === status) {
		return { changed: false, observations: [order], remark: null };
	}
	const path = `/orders/${encodeURIComponent(id)}/cancel`;
	const { body } = await callSamplecart(connection, { method: 'POST', path });
	const observations = observeAnswer(connection, `POST ${path}`, 'Order', body);
	return { changed: true, observations, remark: null };
}
