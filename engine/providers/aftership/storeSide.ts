import type { StoreSide } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import { addTracking } from './addTracking.ts';
import type { AfterShipCredentials } from './credentials.ts';
import { listChanges } from './listChanges.ts';
import { readEntity } from './readEntity.ts';
import { stopTracking } from './stopTracking.ts';
import { updateStatus } from './updateStatus.ts';

export const storeSide: StoreSide<AfterShipCredentials> = {
	abilities,
	listChanges,
	readEntity,
	updateStatus,
	addTracking,
	stopTracking,
};
