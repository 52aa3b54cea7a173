import { z } from 'zod/v4';
import { StoreError } from '../storeError.ts';
import type { StatusUpdate, WriteResult } from '../storeSide.ts';
import { requireShipment } from './abilities.ts';
import { callSendcloud, readAnswer, type SendcloudConnection } from './client.ts';
import { shipmentOf } from './readEntity.ts';
import { observe } from './shipmentData.ts';
import { isCancelling } from './statuses.ts';

const QUEUED =
	'Sendcloud has queued the cancellation: it is cancelled once the carrier agrees, within 14 days.';

const cancelAnswer = z.object({ data: z.object({ status: z.string() }) });

/** `POST /shipments/{id}/cancel`: the one status that Sendcloud can be asked for. */
export async function updateStatus(
	connection: SendcloudConnection,
	{ entityType, id }: StatusUpdate,
): Promise<WriteResult> {
	requireShipment(entityType);
	const { panelUrl } = connection.credentials;
	const shipment = await shipmentOf(connection, id);
	const parcel = shipment?.parcels.find((one) => one.id === id);
	if (!shipment || !parcel) {
		throw new StoreError('not_found', `${panelUrl} has no parcel "${id}".`, { status: 404 });
	}
	if (parcel.status && isCancelling(parcel.status)) {
		return { changed: false, observations: observe(shipment), remark: null };
	}
	const path = `/shipments/${encodeURIComponent(shipment.id)}/cancel`;
	let body: unknown;
	try {
		({ body } = await callSendcloud(connection, { method: 'POST', path }));
	} catch (error) {
		if (!(error instanceof StoreError) || error.status !== 409) throw error;
		// One that is queued for it keeps its status until the carrier agrees.
		if (/already (?:being )?cancel/i.test(error.answer ?? '')) {
			return { changed: false, observations: observe(shipment), remark: QUEUED };
		}
		const message = `Sendcloud does not cancel the parcel "${id}" any more: it is delivered, or was announced more than 42 days ago. Its status is "${parcel.status?.message ?? parcel.status?.code ?? 'not known'}".`;
		throw new StoreError('rejected', message, { ...error, cause: error });
	}
	const { status } = readAnswer(connection, `POST ${path}`, cancelAnswer, body).data;
	const remarks = [
		status === 'queued' && QUEUED,
		shipment.parcels.length > 1 &&
			`All ${shipment.parcels.length} parcels of the shipment are cancelled.`,
	].filter((remark) => remark !== false);
	return { changed: true, observations: [], remark: remarks.join(' ') || null };
}
