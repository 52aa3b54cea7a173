import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import type { EntityType } from '../../../engine/events/entityType.ts';
import type { Observation } from '../../../engine/events/observation.ts';
import type { Provider } from '../../../engine/providers/provider.ts';
import type { Connection } from '../../../engine/providers/storeHttp.ts';
import type { WooCommerceCredentials } from '../../../engine/providers/woocommerce/credentials.ts';
import { createWooCommerce } from '../../../engine/providers/woocommerce/index.ts';
import {
	startSimulatedShop,
	type SimulatedShop,
	type SimulatedShopOptions,
} from './startSimulatedShop.ts';

export const KEYS = { consumerKey: 'ck_0123456789', consumerSecret: 'cs_9876543210' };

/** Longer than a busy machine takes. */
const TIMEOUT_MS = 10_000;
/** For shops that never answer. */
export const HASTY_HTTP = axiosStoreHttp({ timeoutMs: 500 });

/** A shop, and a provider that is connected to it. */
export type WooWorld = {
	readonly shop: SimulatedShop;
	readonly provider: Provider<WooCommerceCredentials>;
	readonly connection: Connection<WooCommerceCredentials>;
	/** Every page of a listing. */
	listAll(entityType: EntityType, since?: string | null): Promise<Observation[]>;
};

export async function startWooWorld(options: SimulatedShopOptions = {}): Promise<WooWorld> {
	const shop = await startSimulatedShop(options);
	let nonces = 0;
	const provider = createWooCommerce(() => ({ now: new Date(), nonce: `n-${(nonces += 1)}` }));
	const connection = {
		credentials: { storeUrl: shop.url, ...KEYS },
		http: axiosStoreHttp({ timeoutMs: TIMEOUT_MS }),
	};
	return {
		shop,
		provider,
		connection,
		async listAll(entityType, since = null) {
			const all: Observation[] = [];
			let page: string | null = null;
			do {
				const position = { since, page };
				const answer = await provider.listChanges(connection, entityType, position);
				all.push(...answer.observations);
				page = answer.nextPage;
			} while (page !== null);
			return all;
		},
	};
}
