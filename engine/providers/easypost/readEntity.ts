import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import type { KnownParcel } from '../storeSide.ts';
import { requireShipment } from './abilities.ts';
import { readOne, type EasyPostConnection } from './client.ts';
import { hasJustMoved, reached } from './normalise.ts';
import { labelData, observe, trackerData, type Tracker } from './trackerData.ts';

/**
 * The parcel, and what its label says of the order, where that was bought at EasyPost.
 *
 * @returns empty for a number that EasyPost does not follow, or not for this key
 */
export async function readEntity(
	connection: EasyPostConnection,
	entityType: EntityType,
	id: string,
): Promise<readonly Observation[]> {
	requireShipment(entityType);
	const tracker = await trackerOf(connection, id);
	if (tracker === null) return [];
	const { shipment_id: labelId } = tracker;
	const label = isId(labelId)
		? await readOne(connection, `/shipments/${labelId}`, labelData)
		: null;
	return observe(tracker, { label }).map((parcel) => ({
		...parcel,
		topicCodes: hasJustMoved(tracker) ? reached(parcel) : [],
	}));
}

/** Without its label: that names the same order as before. */
export async function refreshParcels(
	connection: EasyPostConnection,
	parcels: readonly KnownParcel[],
): Promise<readonly Observation[]> {
	const told: Observation[] = [];
	for (const { id } of parcels) {
		const tracker = await trackerOf(connection, id);
		if (tracker !== null) told.push(...observe(tracker));
	}
	return told;
}

async function trackerOf(connection: EasyPostConnection, id: string): Promise<Tracker | null> {
	return isId(id) ? await readOne(connection, `/trackers/${id}`, trackerData) : null;
}

/** Of a tracker or a label: what is none could lead to another address. */
export const isId = (id: string | null | undefined): id is string => /^\w{1,100}$/.test(id ?? '');
