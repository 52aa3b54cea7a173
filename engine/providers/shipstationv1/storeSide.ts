import type { StoreSide } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import { createAddTracking } from './addTracking.ts';
import type { ShipStationV1Credentials } from './credentials.ts';
import { createListChanges } from './listChanges.ts';
import { readEntity } from './readEntity.ts';
import { updateStatus } from './updateStatus.ts';

export const createStoreSide = (now: () => Date): StoreSide<ShipStationV1Credentials> => ({
	abilities,
	listChanges: createListChanges(now),
	readEntity,
	updateStatus,
	addTracking: createAddTracking(now),
});
