import type { StoreSide } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import { addTracking } from './addTracking.ts';
import type { GenericCredentials } from './credentials.ts';
import { listChanges } from './listChanges.ts';
import { readEntity } from './readEntity.ts';
import { updateStatus } from './updateStatus.ts';

export const storeSide: StoreSide<GenericCredentials> = {
	abilities,
	listChanges,
	readEntity,
	updateStatus,
	addTracking,
};
