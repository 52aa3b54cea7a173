import type { StoreSide } from '../../../../engine/providers/storeSide.ts';
import { abilities } from './abilities.ts';
import { addTracking } from './addTracking.ts';
import type { SamplecartCredentials } from './credentials.ts';
import { listChanges } from './listChanges.ts';
import { readEntity } from './readEntity.ts';
import { updateStatus } from './updateStatus.ts';

export const storeSide: StoreSide<SamplecartCredentials> = {
	abilities,
	listChanges,
	readEntity,
	updateStatus,
	addTracking,
};
