import { z } from 'zod/v4';
import { text } from '../payloadFields.ts';
import { StoreError } from '../storeError.ts';
import type { StatusUpdate, WriteResult } from '../storeSide.ts';
import { requireShipment } from './abilities.ts';
import { callShipStation, readAnswer, type ShipStationV1Connection } from './client.ts';
import { readEntity } from './readEntity.ts';

const PATH = '/shipments/voidlabel';
const voidAnswer = z.object({ approved: z.boolean(), message: text });

/** `POST /shipments/voidlabel`: the one status that ShipStation can be asked for. */
export async function updateStatus(
	connection: ShipStationV1Connection,
	{ entityType, id }: StatusUpdate,
): Promise<WriteResult> {
	requireShipment(entityType);
	const [, kind, own] = /^(shipment|fulfillment):(\d{1,18})(?::\d*)?$/.exec(id) ?? [];
	if (kind === 'fulfillment') {
		throw new StoreError(
			'rejected',
			'ShipStation has no label of this parcel: its number was entered by a person, and only there can it be taken back.',
		);
	}
	const [known] = own === undefined ? [] : await readEntity(connection, 'Shipment', id);
	if (known?.entityType !== 'Shipment') {
		const { apiUrl } = connection.credentials;
		throw new StoreError('not_found', `${apiUrl} has no label "${id}".`, { status: 404 });
	}
	if (known.entity.status === 'cancelled') {
		return { changed: false, observations: [known], remark: null };
	}
	const json = { shipmentId: Number(own) };
	const { body } = await callShipStation(connection, { method: 'POST', path: PATH, json });
	const { approved, message } = readAnswer(connection, `POST ${PATH}`, voidAnswer, body);
	if (!approved) {
		const because = message ? `: ${message.slice(0, 300)}` : '.';
		throw new StoreError('rejected', `ShipStation does not void the label "${id}"${because}`, {
			status: 200,
		});
	}
	const observations = await readEntity(connection, 'Shipment', id);
	return { changed: true, observations, remark: null };
}
