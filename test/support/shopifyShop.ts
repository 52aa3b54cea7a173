import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import type { Provider } from '../../engine/providers/provider.ts';
import type { Connection } from '../../engine/providers/storeHttp.ts';
import type { ShopifyCredentials } from '../../engine/providers/shopify/credentials.ts';
import { createShopify } from '../../engine/providers/shopify/index.ts';
import type { SimulatedShopifyOptions } from './simulatedShopify.ts';
import {
	startSimulatedShopifyStore,
	type SimulatedShopifyStore,
} from './simulatedShopifyStore/startSimulatedShopifyStore.ts';

/** A simulated shop, the provider that talks to it, and a clock that only tests move. */
export type ShopifyShop = {
	readonly shop: SimulatedShopifyStore;
	readonly provider: Provider<ShopifyCredentials>;
	readonly connection: Connection<ShopifyCredentials>;
	/** What the provider has waited, in milliseconds. */
	readonly waits: number[];
	now(): number;
	/** Lets time pass. */
	pass(ms: number): void;
};

const STARTED_AT = Date.parse('2026-11-23T20:31:07Z');

export async function startShopifyShop(
	options: SimulatedShopifyOptions = {},
	timeoutMs = 5_000,
): Promise<ShopifyShop> {
	let ms = STARTED_AT;
	const now = () => new Date(ms);
	const waits: number[] = [];
	const shop = await startSimulatedShopifyStore({ now, takesHttp: true, ...options });
	const provider = createShopify(now, async (waitMs) => {
		waits.push(waitMs);
		ms += waitMs;
	});
	return {
		shop,
		provider,
		connection: {
			credentials: {
				authentication: 'clientCredentials',
				storeUrl: shop.url,
				clientId: 'client-1',
				clientSecret: 'shpss_of-the-app',
			},
			http: axiosStoreHttp({ timeoutMs, now }),
		},
		waits,
		now: () => ms,
		pass: (passed) => void (ms += passed),
	};
}
