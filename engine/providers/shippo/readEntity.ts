import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { line } from '../payloadFields.ts';
import type { KnownParcel } from '../storeSide.ts';
import { requireShipment } from './abilities.ts';
import { readOne, type ShippoConnection } from './client.ts';
import { observe, orderIn, pathOf, trackData, type Track } from './trackData.ts';

const transactionData = z.object({ metadata: line });

/**
 * The parcel, and the order of its label, where that was bought at Shippo and the parcel itself names none.
 *
 * @returns empty for a number that Shippo does not know, or not for this token
 */
export async function readEntity(
	connection: ShippoConnection,
	entityType: EntityType,
	id: string,
): Promise<readonly Observation[]> {
	requireShipment(entityType);
	const track = await trackOf(connection, id);
	if (track === null) return [];
	if (track.metadata || !isTransaction(track.transaction)) return [observe(track)];
	const path = `/transactions/${track.transaction}`;
	const label = await readOne(connection, path, transactionData);
	return [observe(track, orderIn(label?.metadata))];
}

/** Without its label: that names the same order as before. */
export async function refreshParcels(
	connection: ShippoConnection,
	parcels: readonly KnownParcel[],
): Promise<readonly Observation[]> {
	const told: Observation[] = [];
	for (const { id } of parcels) {
		const track = await trackOf(connection, id);
		if (track !== null) told.push(observe(track));
	}
	return told;
}

export async function trackOf(connection: ShippoConnection, id: string): Promise<Track | null> {
	const path = pathOf(id);
	return path === null ? null : await readOne(connection, path, trackData);
}

const isTransaction = (id: string | null | undefined): id is string => /^\w{1,100}$/.test(id ?? '');
