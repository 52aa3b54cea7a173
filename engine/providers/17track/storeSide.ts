import { StoreError } from '../storeError.ts';
import type { StoreSide } from '../storeSide.ts';
import { abilities, requireShipment } from './abilities.ts';
import { addTracking } from './addTracking.ts';
import type { SeventeenTrackCredentials } from './credentials.ts';
import { readEntity } from './readEntity.ts';
import { refreshParcels } from './refreshParcels.ts';
import { stopTracking } from './stopTracking.ts';

export const storeSide: StoreSide<SeventeenTrackCredentials> = {
	abilities,
	async listChanges(_connection, entityType) {
		requireShipment(entityType);
		throw new StoreError('rejected', String(abilities.lists.Shipment));
	},
	readEntity,
	async updateStatus(_connection, { entityType }) {
		requireShipment(entityType);
		throw new StoreError('rejected', String(abilities.setsStatus.Shipment.delivered));
	},
	addTracking,
	stopTracking,
	refreshParcels,
};
