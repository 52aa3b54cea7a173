import type { StoreSide } from '../storeSide.ts';
import { abilities, noList, noStatus } from './abilities.ts';
import { addTracking } from './addTracking.ts';
import type { ShippoCredentials } from './credentials.ts';
import { readEntity, refreshParcels } from './readEntity.ts';

export const storeSide: StoreSide<ShippoCredentials> = {
	abilities,
	async listChanges(_connection, entityType) {
		throw noList(entityType);
	},
	readEntity,
	refreshParcels,
	async updateStatus() {
		throw noStatus();
	},
	addTracking,
};
