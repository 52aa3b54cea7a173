import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import type { GenericCredentials } from '../../engine/providers/generic/credentials.ts';
import type { Connection } from '../../engine/providers/storeHttp.ts';
import { startDemoStore, type DemoStore } from './demoStore.ts';
import { startDeviatingStore, type Deviation } from './deviatingStore.ts';
import { newSecret } from './postSigned.ts';
import type { SimulatedServer } from './simulatedServer.ts';

export const API_KEY = 'key-of-the-demo-store';

/** Longer than a busy machine takes. */
const CALL_TIMEOUT_MS = 10_000;
/** For stores that never answer. */
export const HASTY_HTTP = axiosStoreHttp({ timeoutMs: 500 });
const RETRY_DELAY_MS = 50;

/** The demo store, which follows docs/generic-store.md, and stores before it that do something otherwise. */
export type GenericStoreWorld = {
	readonly store: DemoStore;
	readonly apiSecret: string;
	readonly connection: Connection<GenericCredentials>;
	deviating(deviation: Deviation): Promise<Connection<GenericCredentials>>;
	stop(): Promise<void>;
};

export async function startGenericStoreWorld(now?: () => Date): Promise<GenericStoreWorld> {
	const folder = await mkdtemp(join(tmpdir(), 'commerce-store-'));
	const apiSecret = newSecret();
	const store = await startDemoStore({
		port: 0,
		dataFile: join(folder, 'store.json'),
		apiKey: API_KEY,
		apiSecret,
		retryDelaysMs: [RETRY_DELAY_MS, RETRY_DELAY_MS],
		...(now && { now }),
	});
	const servers: SimulatedServer[] = [];
	const connect = (storeUrl: string): Connection<GenericCredentials> => ({
		credentials: { storeUrl, apiKey: API_KEY, apiSecret },
		http: axiosStoreHttp({ timeoutMs: CALL_TIMEOUT_MS }),
	});
	return {
		store,
		apiSecret,
		connection: connect(store.url),
		async deviating(deviation) {
			const server = await startDeviatingStore(store.url, deviation);
			servers.push(server);
			return connect(server.url);
		},
		async stop() {
			await Promise.all(servers.map(async (server) => await server.close()));
			await store.stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** A shopper, another one for each number. */
export function shopper(number = 1) {
	return { firstName: 'Ana', lastName: `Müller ${number}`, email: `ana${number}@example.com` };
}

/** An order that can be shipped. */
export function paid(store: DemoStore, number = 1): string {
	return store.pay(store.placeOrder(shopper(number)).id).id;
}

/** A clock that shows another second each time that it is looked at. */
export function tickingClock(): () => Date {
	let time = Date.UTC(2026, 10, 23, 20);
	return () => new Date((time += 1_000));
}
