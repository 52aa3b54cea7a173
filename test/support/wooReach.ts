import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import type { Connection } from '../../engine/providers/storeHttp.ts';
import type { WooCommerceCredentials } from '../../engine/providers/woocommerce/credentials.ts';
import { startHttpsFront, type Front, type HttpsFront } from './httpsFront.ts';
import type { SimulatedAnswer } from './simulatedServer.ts';
import type { SimulatedShopOptions } from './simulatedWooCommerce/startSimulatedShop.ts';
import { startWooWorld, type WooWorld } from './simulatedWooCommerce/wooWorld.ts';

/** A WooCommerce shop behind a server that speaks https. */
export type WooReach = WooWorld & {
	readonly front: HttpsFront;
	readonly connection: Connection<WooCommerceCredentials>;
	close(): Promise<void>;
};

export async function startWooReach(
	front: Front = {},
	options: SimulatedShopOptions = {},
): Promise<WooReach> {
	const world = await startWooWorld(options);
	const server = await startHttpsFront(world.shop.url, front);
	const { credentials } = world.connection;
	return {
		...world,
		front: server,
		connection: {
			credentials: { ...credentials, storeUrl: server.url },
			http: axiosStoreHttp({ timeoutMs: 10_000 }),
		},
		async close() {
			await server.close();
			await world.shop.close();
		},
	};
}

/** A host that allows fewer entries in a page than WooCommerce does. */
export const refusesPagesOver =
	(most: number, says = `per_page must be between 1 (inclusive) and ${most} (inclusive)`) =>
	({ url }: { readonly url: URL }): SimulatedAnswer | null =>
		Number(url.searchParams.get('per_page') ?? 0) > most
			? {
					status: 400,
					json: {
						code: 'rest_invalid_param',
						message: 'Invalid parameter(s): per_page',
						data: { status: 400, params: { per_page: says } },
					},
				}
			: null;

/** A server that sends every address without a slash on to the same with one; keys and all. */
export const sendsOnToSlash = ({ url, headers }: { url: URL; headers: { host?: string } }) =>
	url.pathname.endsWith('/')
		? null
		: {
				status: 301,
				json: {},
				headers: { location: `https://${headers.host}${url.pathname}/${url.search}` },
			};
