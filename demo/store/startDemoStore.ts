import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { orderSchema, shipmentSchema } from '../../engine/events/entities.ts';
import { openJsonFile } from '../openJsonFile.ts';
import { answerApi, isApiPath } from './apiRoutes.ts';
import { sendJson } from './http.ts';
import { firstProducts } from './products.ts';
import { Refused } from './refused.ts';
import { answerShop, type ShopPush } from './shopRoutes.ts';
import { createStoreActions, type StoreActions } from './storeActions.ts';
import type { StoreState } from './storeState.ts';
import { createWebhookSender, RETRY_DELAYS_MS } from './webhookSender.ts';

const FIRST_ORDER_NUMBER = 1001;

export type DemoStore = StoreActions & {
	/** Without a trailing slash. */
	readonly url: string;
	/** The store's own data, to look at. */
	readonly state: StoreState;
	/** Returns when everything that was sent has been answered or waits for its next attempt. */
	stop(): Promise<void>;
};

/**
 * A store that speaks docs/generic-store.md: a shop page at `/`, the API beside it, webhooks out.
 * Listens on this machine only. What it knows is in `dataFile`, also after a restart.
 */
export async function startDemoStore(options: {
	/** 0: a free one. */
	readonly port: number;
	readonly dataFile: string;
	readonly apiKey: string;
	/** `whsec_` and 24 to 64 random bytes in base64: signs the webhooks. */
	readonly apiSecret: string;
	readonly storeName?: string;
	/** The public VAPID key and where subscriptions are saved: the page then offers notifications. */
	readonly push?: ShopPush;
	readonly retryDelaysMs?: readonly number[];
	readonly now?: () => Date;
}): Promise<DemoStore> {
	const { apiKey, dataFile, storeName = 'Harbour Goods', now = () => new Date() } = options;
	const push = options.push ?? null;
	const changes = new EventEmitter().setMaxListeners(0);
	const server = createServer((request, response) => void answer(request, response));
	server.listen(options.port, '127.0.0.1');
	await once(server, 'listening');
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	const file = openJsonFile<StoreState>(dataFile, () => ({
		orders: [],
		shipments: [],
		customers: [],
		products: firstProducts(url, now()),
		webhooks: [],
		deliveries: [],
		nextOrderNumber: FIRST_ORDER_NUMBER,
	}));
	const { state } = file;
	// An older version of the demo has kept fewer fields.
	state.orders = state.orders.map((order) => orderSchema.parse(order));
	state.shipments = state.shipments.map((shipment) => shipmentSchema.parse(shipment));
	const changed = () => {
		file.save().catch((error: unknown) => console.error(`${dataFile} cannot be written:`, error));
		changes.emit('changed');
	};
	const sender = createWebhookSender({
		state,
		secret: options.apiSecret,
		retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
		now,
		changed,
	});
	const actions = savingAfterEach(
		createStoreActions({ state, storeUrl: () => url, now, send: sender.send }),
		changed,
	);
	sender.resume();

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		try {
			const { pathname, searchParams } = new URL(request.url ?? '/', url);
			const parts = pathname.split('/').filter(Boolean).map(decoded);
			const asked = {
				method: request.method ?? 'GET',
				parts,
				query: searchParams,
				request,
				response,
			};
			if (isApiPath(parts)) await answerApi({ state, actions, apiKey, storeName }, asked);
			else await answerShop({ state, actions, storeName, push, onChange }, asked);
			if (request.method !== 'GET') changed();
		} catch (error) {
			if (response.headersSent) return void response.destroy();
			const refused = error instanceof Refused;
			if (!refused) console.error(error);
			sendJson(response, refused ? error.status : 500, {
				message: refused ? error.message : 'The store made a mistake.',
			});
		}
	}

	function onChange(listener: () => void): () => void {
		changes.on('changed', listener);
		return () => changes.off('changed', listener);
	}

	return {
		...actions,
		url,
		state,
		async stop() {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await sender.stop();
			await closed;
			await file.save();
		},
	};
}

/** @throws Refused */
function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		throw new Refused(`"${part}" in the path is no text in percent-encoding.`, 400);
	}
}

function savingAfterEach(actions: StoreActions, changed: () => void): StoreActions {
	const wrapped = Object.entries(actions).map(([name, action]) => [
		name,
		(...given: unknown[]) => {
			const result = (action as (...given: unknown[]) => unknown)(...given);
			changed();
			return structuredClone(result);
		},
	]);
	return Object.fromEntries(wrapped) as StoreActions;
}
