import { z } from 'zod/v4';
import { LONGEST_LINE } from '../payloadFields.ts';
import { StoreError } from '../storeError.ts';
import type { StatusUpdate, WriteResult } from '../storeSide.ts';
import { requireShipment } from './abilities.ts';
import { callShipStation, readAnswer, readOne, type ShipStationConnection } from './client.ts';
import { labelData } from './labelData.ts';
import { observeOne } from './listChanges.ts';

const voidAnswer = z.object({
	approved: z.boolean(),
	message: z.string().max(LONGEST_LINE).nullish().catch(null),
});

/** `PUT /labels/{id}/void`: the one status that ShipStation can be asked for. */
export async function updateStatus(
	connection: ShipStationConnection,
	{ entityType, id }: StatusUpdate,
): Promise<WriteResult> {
	requireShipment(entityType);
	const { apiUrl } = connection.credentials;
	const [, kind, own] = /^(label|fulfillment):([\w-]{1,60})$/.exec(id) ?? [];
	if (kind === 'fulfillment') {
		throw new StoreError(
			'rejected',
			'ShipStation has no label of this parcel: its number was entered by a person, and only there can it be taken back.',
		);
	}
	const path = `/labels/${own}`;
	const label = own === undefined ? null : await readOne(connection, path, labelData);
	if (label === null) {
		throw new StoreError('not_found', `${apiUrl} has no label "${id}".`, { status: 404 });
	}
	if (label.voided === true) {
		return { changed: false, observations: await observeOne(connection, label), remark: null };
	}
	const { body } = await callShipStation(connection, { method: 'PUT', path: `${path}/void` });
	const { approved, message } = readAnswer(connection, `PUT ${path}/void`, voidAnswer, body);
	if (!approved) {
		throw new StoreError(
			'rejected',
			`ShipStation does not void the label "${id}"${message ? `: ${message}` : '.'}`,
			{ status: 200 },
		);
	}
	const voided = await readOne(connection, path, labelData);
	const observations = voided === null ? [] : await observeOne(connection, voided);
	return { changed: true, observations, remark: null };
}
