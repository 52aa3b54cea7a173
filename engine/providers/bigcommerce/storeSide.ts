import type { StoreSide } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import { addTracking } from './addTracking.ts';
import type { BigCommerceCredentials } from './credentials.ts';
import { listChanges } from './listChanges.ts';
import { listOrderStatuses } from './orderStatuses.ts';
import { readEntity } from './readEntity.ts';
import { updateStatus } from './updateStatus.ts';

export const storeSide: StoreSide<BigCommerceCredentials> = {
	abilities,
	listChanges,
	readEntity,
	listOrderStatuses,
	updateStatus,
	addTracking,
};
