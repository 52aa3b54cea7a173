import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { requireShipment } from './abilities.ts';
import type { SeventeenTrackConnection } from './client.ts';
import { refreshParcels } from './refreshParcels.ts';

/** @returns empty for a number that 17TRACK does not follow, or of which it knows nothing yet */
export async function readEntity(
	connection: SeventeenTrackConnection,
	entityType: EntityType,
	id: string,
): Promise<readonly Observation[]> {
	requireShipment(entityType);
	return await refreshParcels(connection, [{ id }]);
}
