import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod/v4';
import type { Entity } from '../../engine/events/entities.ts';
import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../engine/events/statuses.ts';
import { readJson, sendJson, type Asked } from './http.ts';
import { pageOf } from './pageOf.ts';
import { Refused } from './refused.ts';
import type { StoreActions } from './storeActions.ts';
import { COLLECTIONS, type Collection, type StoreState } from './storeState.ts';

const webhookSchema = z.object({ url: z.url(), events: z.array(z.string()).optional() });
const orderChange = z.object({
	status: z.enum(ORDER_STATUSES).exclude(['unknown']).optional(),
	note: z.string().optional(),
});
const shipmentChange = z.object({
	status: z.enum(SHIPMENT_STATUSES).exclude(['unknown']).optional(),
	note: z.string().optional(),
	carrier: z.string().optional(),
	trackingNumber: z.string().optional(),
	trackingUrl: z.string().optional(),
	message: z.string().optional(),
});
/** This shop writes to nobody, so `notifyCustomer` makes no difference. */
const newTracking = z.object({
	trackingNumber: z.string().trim().min(1),
	carrier: z.string().nullish(),
	trackingUrl: z.string().nullish(),
});

const NOTHING_HERE = 'There is nothing at this path.';

type Api = {
	readonly state: StoreState;
	readonly actions: StoreActions;
	readonly apiKey: string;
	readonly storeName: string;
};

/** True for the paths that docs/generic-store.md describes. */
export function isApiPath([first]: readonly string[]): boolean {
	return first === 'health' || first === 'webhooks' || isCollection(first);
}

/** The API of docs/generic-store.md. @throws Refused */
export async function answerApi(api: Api, asked: Asked): Promise<void> {
	const { method, parts, response } = asked;
	checkKey(asked.request.headers.authorization, api.apiKey);
	const [first, id, part] = parts;
	if (first === 'health' && parts.length === 1) {
		if (method !== 'GET') throw new Refused(`${method} is not possible here.`, 405);
		return sendJson(response, 200, { name: api.storeName, version: '1' });
	}
	if (first === 'webhooks' && parts.length <= 2) return answerWebhooks(api, asked);
	if (!isCollection(first) || parts.length > 3) throw new Refused(NOTHING_HERE, 404);
	if (id === undefined) {
		if (method !== 'GET') throw new Refused(`${method} is not possible here.`, 405);
		return sendJson(response, 200, pageOf<Entity>(api.state[first], asked.query));
	}
	const entity = entityOf(api.state, first, id);
	if (part === 'tracking' && first === 'orders') return answerTracking(api, asked, id);
	if (part !== undefined) throw new Refused(NOTHING_HERE, 404);
	if (method === 'GET') return sendJson(response, 200, entity);
	if (method === 'PATCH' && first === 'orders') {
		const change = await readJson(asked.request, orderChange);
		return sendJson(response, 200, api.actions.changeOrder(id, change));
	}
	if (method === 'PATCH' && first === 'shipments') {
		const { note, ...change } = await readJson(asked.request, shipmentChange);
		return sendJson(response, 200, api.actions.changeShipment(id, change));
	}
	throw new Refused(`${method} is not possible here.`, 405);
}

async function answerTracking(api: Api, asked: Asked, orderId: string): Promise<void> {
	if (asked.method !== 'POST') throw new Refused(`${asked.method} is not possible here.`, 405);
	const { trackingNumber, carrier, trackingUrl } = await readJson(asked.request, newTracking);
	const { shipment, isNew } = api.actions.addTracking(orderId, {
		trackingNumber,
		...(carrier && { carrier }),
		...(trackingUrl && { trackingUrl }),
	});
	sendJson(asked.response, isNew ? 201 : 200, shipment);
}

async function answerWebhooks({ state }: Api, asked: Asked): Promise<void> {
	const { method, parts, request, response } = asked;
	const id = parts[1];
	if (method === 'GET' && id === undefined) {
		return sendJson(response, 200, { data: state.webhooks });
	}
	if (method === 'POST' && id === undefined) {
		const { url, events } = await readJson(request, webhookSchema);
		const webhook = {
			id: `wh-${randomUUID().slice(0, 8)}`,
			url,
			...(events && { events }),
			enabled: true,
		};
		state.webhooks.push(webhook);
		return sendJson(response, 201, webhook);
	}
	if (method === 'DELETE' && id !== undefined) {
		const index = state.webhooks.findIndex((webhook) => webhook.id === id);
		if (index === -1) throw new Refused(`This store has no webhook "${id}".`, 404);
		state.webhooks.splice(index, 1);
		response.writeHead(204).end();
		return;
	}
	throw new Refused(`${method} is not possible here.`, 405);
}

function entityOf(state: StoreState, collection: Collection, id: string): Entity {
	const list: readonly Entity[] = state[collection];
	const entity = list.find((candidate) => candidate.id === id);
	if (entity !== undefined) return entity;
	throw new Refused(`This store has no such entry in ${collection}: "${id}".`, 404);
}

function checkKey(authorization: string | undefined, apiKey: string): void {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	if (timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${apiKey}`))) return;
	throw new Refused('The API key is missing or wrong.', 401);
}

function isCollection(name: string | undefined): name is Collection {
	return COLLECTIONS.includes(name as Collection);
}
