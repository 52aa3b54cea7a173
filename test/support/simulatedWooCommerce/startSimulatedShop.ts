import {
	startSimulatedWooCommerce,
	type SimulatedRequest,
	type SimulatedWooCommerce,
	type SimulatedWooCommerceOptions,
} from '../simulatedWooCommerce.ts';
import { refusal } from './authentication.ts';
import { FAILURES, type Failure } from './failures.ts';
import { answerFulfillments } from './fulfillmentRoutes.ts';
import { createShopData, type ShopData } from './shopData.ts';
import { answerShop, ORDER_STATUSES, type RouteOptions } from './shopRoutes.ts';
import { answerTracking } from './trackingRoutes.ts';
import { createWebhookQueue, type WebhookQueue } from './webhookQueue.ts';

export type SimulatedShopOptions = SimulatedWooCommerceOptions &
	Partial<RouteOptions> & {
		readonly hasShipmentTracking?: boolean;
		readonly hasFulfillments?: boolean;
		readonly startedAt?: string;
	};

export type SimulatedShop = SimulatedWooCommerce & {
	readonly data: ShopData;
	readonly queue: WebhookQueue;
	/** What was asked of the API, without its OAuth parameters. */
	readonly calls: Array<{ method: string; path: string; query: Record<string, string> }>;
	/** Set it to let something happen before a request is answered. */
	beforeAnswer: (request: SimulatedRequest) => void;
	/** Set it to put something between us and the shop. */
	failure: Failure | null;
	/** Set it to what the keys' user may not see: `/orders`. */
	hidden: string | null;
};

/** A whole WooCommerce shop: the API that WooCommerce documents, on data that a test can change. */
export async function startSimulatedShop(
	options: SimulatedShopOptions = {},
): Promise<SimulatedShop> {
	const data = createShopData(options.startedAt);
	const calls: SimulatedShop['calls'] = [];
	const routes: RouteOptions = {
		utcOffsetHours: 2,
		tieBreak: 'id',
		tellsTotals: true,
		knowsModifiedAfter: true,
		orderStatuses: ORDER_STATUSES,
		hasVariationList: true,
		listsTrashedProducts: true,
		...options,
	};
	const answer = (request: SimulatedRequest) =>
		(options.hasShipmentTracking && answerTracking(data, request)) ||
		(options.hasFulfillments && answerFulfillments(data, request)) ||
		answerShop(data, routes, request);

	const state: Pick<SimulatedShop, 'failure' | 'hidden' | 'beforeAnswer'> = {
		failure: null,
		hidden: null,
		beforeAnswer: () => {},
	};
	const shop = await startSimulatedWooCommerce({
		...options,
		routes: async (request) => {
			const { method, path, query } = request;
			const asked = Object.entries(Object.fromEntries(query));
			calls.push({
				method,
				path,
				query: Object.fromEntries(asked.filter(([name]) => !name.startsWith('oauth_'))),
			});
			state.beforeAnswer(request);
			const isHidden = state.hidden !== null && path.includes(state.hidden);
			const given = isHidden
				? refusal(403, 'woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.')
				: answer(request);
			return given && { ...given, headers: { date: data.now.toUTCString(), ...given.headers } };
		},
		intercept(request, response) {
			if (state.failure === null) return false;
			FAILURES[state.failure](request, response);
			return true;
		},
	});
	return Object.assign(state, { ...shop, data, calls, queue: createWebhookQueue(shop) });
}
