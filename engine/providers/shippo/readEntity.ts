import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { orderIn } from '../orderIn.ts';
import type { KnownParcel } from '../storeSide.ts';
import { requireShipment } from './abilities.ts';
import type { ShippoConnection } from './client.ts';
import { trackOf } from './knownTrack.ts';
import { asLabel, labelOf, readLabel, transactionIn } from './readLabel.ts';
import { withCodes } from './normalise.ts';
import { isOnlyLabel, observe } from './trackData.ts';

/**
 * The parcel, and the order of its label, where that was bought at Shippo and the parcel itself names none.
 *
 * @param id of a parcel (`usps/9205`), or of a label that a message has named
 * @returns empty for a number that Shippo does not know, or not for this token
 */
export async function readEntity(
	connection: ShippoConnection,
	entityType: EntityType,
	id: string,
): Promise<readonly Observation[]> {
	requireShipment(entityType);
	const transaction = transactionIn(id);
	if (transaction !== null) return await readLabel(connection, transaction);
	const track = await trackOf(connection, id);
	if (track === null) return [];
	if (!isTransaction(track.transaction) || (track.metadata && !isOnlyLabel(track))) {
		return [withCodes(track, observe(track))];
	}
	const label = await labelOf(connection, track.transaction);
	const parcel = observe(track, track.metadata ? {} : orderIn(label?.metadata));
	return [label?.status && isOnlyLabel(track) ? asLabel(parcel, label) : withCodes(track, parcel)];
}

/** Without its label, which says the same as before: also its status, as long as the carrier has said nothing. */
export async function refreshParcels(
	connection: ShippoConnection,
	parcels: readonly KnownParcel[],
): Promise<readonly Observation[]> {
	const told: Observation[] = [];
	for (const { id } of parcels) {
		const track = await trackOf(connection, id);
		if (track === null) continue;
		const parcel = observe(track);
		const { status: _status, nativeStatus: _word, ...rest } = parcel.entity;
		told.push(isOnlyLabel(track) ? { ...parcel, entity: rest } : parcel);
	}
	return told;
}

const isTransaction = (id: string | null | undefined): id is string => /^\w{1,100}$/.test(id ?? '');
