import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { StoreError } from '../storeError.ts';
import { requireShipment } from './abilities.ts';
import { callAfterShip, readAnswer, type AfterShipConnection } from './client.ts';
import { isTrackingId, observe, trackingData, type AfterShipTracking } from './trackingData.ts';

/** @returns empty for a tracking that AfterShip does not have, such as the one that its test message is about */
export async function readEntity(
	connection: AfterShipConnection,
	entityType: EntityType,
	id: string,
): Promise<readonly Observation[]> {
	requireShipment(entityType);
	const tracking = await trackingOf(connection, id);
	return tracking === null ? [] : [observe(tracking)];
}

/** @returns `null` for a tracking that AfterShip does not have. One of before 2024 is found by its old ID, too. */
export async function trackingOf(
	connection: AfterShipConnection,
	id: string,
): Promise<AfterShipTracking | null> {
	if (!isTrackingId(id)) return null;
	const path = `/trackings/${id}`;
	try {
		const { body } = await callAfterShip(connection, { method: 'GET', path });
		return readAnswer(connection, `GET ${path}`, trackingData, body);
	} catch (error) {
		// There is nothing else in the call that could be wrong than the ID.
		const isNone = error instanceof StoreError && [400, 404].includes(error.status ?? 0);
		if (isNone) return null;
		throw error;
	}
}
