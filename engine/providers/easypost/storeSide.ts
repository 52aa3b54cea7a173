import type { StoreSide } from '../storeSide.ts';
import { abilities, noChanges, noStatus } from './abilities.ts';
import { addTracking, stopTracking } from './addTracking.ts';
import type { EasyPostCredentials } from './credentials.ts';
import { readEntity, refreshParcels } from './readEntity.ts';

export const storeSide: StoreSide<EasyPostCredentials> = {
	abilities,
	async listChanges(_connection, entityType) {
		throw noChanges(entityType);
	},
	readEntity,
	refreshParcels,
	async updateStatus() {
		throw noStatus();
	},
	addTracking,
	stopTracking,
};
