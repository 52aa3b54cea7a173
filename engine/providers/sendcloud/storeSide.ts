import { StoreError } from '../storeError.ts';
import type { StoreSide } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import type { SendcloudCredentials } from './credentials.ts';
import { listChanges } from './listChanges.ts';
import { readEntity } from './readEntity.ts';
import { updateStatus } from './updateStatus.ts';

export const storeSide: StoreSide<SendcloudCredentials> = {
	abilities,
	listChanges,
	readEntity,
	updateStatus,
	async addTracking() {
		throw new StoreError('rejected', String(abilities.addsTracking));
	},
};
