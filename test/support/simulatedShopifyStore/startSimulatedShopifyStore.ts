import type { SimulatedAnswer } from '../simulatedServer.ts';
import {
	startSimulatedShopify,
	type SimulatedShopify,
	type SimulatedShopifyOptions,
} from '../simulatedShopify.ts';
import { adminSettings, createAdminApi, type AdminApi, type AdminSettings } from './adminApi.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import type { Mail } from './mutations.ts';
import { createShopState, type Happening, type ShopState } from './shopState.ts';

/** A shop that keeps orders, customers and products, and can be read, written to and broken. */
export type SimulatedShopifyStore = Omit<SimulatedShopify, 'deliver'> & {
	readonly state: ShopState;
	readonly settings: AdminSettings;
	readonly api: AdminApi;
	/** To the shop's customers. */
	readonly mails: Mail[];
	readonly deliveries: Deliveries;
	/** Everything that has happened, whether somebody listens or not. */
	readonly happenings: Happening[];
	/** Never answers from now on. */
	hang(): void;
	/** Called before each call is run: for what happens in the shop meanwhile. */
	meanwhile(happen: ((calls: number) => void) | null): void;
};

export async function startSimulatedShopifyStore({
	clientSecret = 'shpss_of-the-app',
	now = () => new Date(),
	...options
}: SimulatedShopifyOptions = {}): Promise<SimulatedShopifyStore> {
	const happenings: Happening[] = [];
	const mails: Mail[] = [];
	const settings = adminSettings();
	const state = createShopState(now, (topic, payload) => {
		happenings.push({ topic, payload });
		deliveries.happen({ topic, payload });
	});
	const api = createAdminApi(state, settings, mails);
	let isHanging = false;
	let between: ((calls: number) => void) | null = null;

	const admin = async (call: {
		query: string;
		variables: Record<string, unknown>;
	}): Promise<SimulatedAnswer | null> => {
		if (/\b(webhookSubscription\w*|currentAppInstallation|shop)\b/.test(call.query)) return null;
		if (isHanging) await new Promise(() => {});
		between?.(api.costs.length);
		return api.answer(call);
	};
	const shop = await startSimulatedShopify({ ...options, clientSecret, now, admin });
	const deliveries: Deliveries = createDeliveries(shop.subscriptions, clientSecret, now);
	return {
		...shop,
		state,
		settings,
		api,
		mails,
		deliveries,
		happenings,
		hang: () => void (isHanging = true),
		meanwhile: (happen) => void (between = happen),
	};
}
