import type { StoreSide } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import { addTracking } from './addTracking.ts';
import type { MagentoCall } from './client.ts';
import type { MagentoCredentials } from './credentials.ts';
import { listChanges } from './listChanges.ts';
import { readEntity } from './readEntity.ts';
import { updateStatus } from './updateStatus.ts';

export const createMagentoStoreSide = (call: MagentoCall): StoreSide<MagentoCredentials> => ({
	abilities,
	listChanges: async (...given) => await listChanges(call, ...given),
	readEntity: async (...given) => await readEntity(call, ...given),
	updateStatus: async (...given) => await updateStatus(call, ...given),
	addTracking: async (...given) => await addTracking(call, ...given),
});
