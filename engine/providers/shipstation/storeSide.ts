import type { StoreSide } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import { createAddTracking } from './addTracking.ts';
import type { ShipStationCredentials } from './credentials.ts';
import { createListChanges } from './listChanges.ts';
import { readEntity } from './readEntity.ts';
import { refreshParcels } from './refreshParcels.ts';
import { updateStatus } from './updateStatus.ts';

export const createStoreSide = (now: () => Date): StoreSide<ShipStationCredentials> => ({
	abilities,
	listChanges: createListChanges(now),
	readEntity,
	refreshParcels,
	updateStatus,
	addTracking: createAddTracking(now),
});
