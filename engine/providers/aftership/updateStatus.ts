import { StoreError } from '../storeError.ts';
import type { StatusUpdate, WriteResult } from '../storeSide.ts';
import { abilities, requireShipment } from './abilities.ts';
import { callAfterShip, readAnswer, type AfterShipConnection } from './client.ts';
import { trackingOf } from './readEntity.ts';
import { statusFields } from './statuses.ts';
import { observe, trackingData } from './trackingData.ts';

/** `POST /trackings/{id}/mark-as-completed`: a parcel of which its carrier says no more. */
export async function updateStatus(
	connection: AfterShipConnection,
	{ entityType, id, status }: StatusUpdate,
): Promise<WriteResult> {
	requireShipment(entityType);
	if (status !== 'delivered' && status !== 'returned') {
		throw new StoreError('rejected', String(abilities.setsStatus.Shipment.unknown));
	}
	const tracking = await trackingOf(connection, id);
	if (tracking === null) {
		const message = `${connection.credentials.apiUrl} has no parcel "${id}".`;
		throw new StoreError('not_found', message, { status: 404 });
	}
	if (statusFields(tracking).status === status) {
		return { changed: false, observations: [observe(tracking)], remark: null };
	}
	const path = `/trackings/${tracking.id}/mark-as-completed`;
	const json = { reason: status === 'delivered' ? 'DELIVERED' : 'RETURNED_TO_SENDER' };
	const { body } = await callAfterShip(connection, { method: 'POST', path, json });
	const completed = readAnswer(connection, `POST ${path}`, trackingData, body);
	return {
		changed: true,
		observations: [observe(completed)],
		remark: 'AfterShip asks the carrier of this parcel no longer.',
	};
}
