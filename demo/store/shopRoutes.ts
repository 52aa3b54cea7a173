import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod/v4';
import { readJson, sendJson, type Asked } from './http.ts';
import { pictureOf } from './products.ts';
import { Refused } from './refused.ts';
import type { StoreActions } from './storeActions.ts';
import type { StoreState } from './storeState.ts';

const SHOWN_DELIVERIES = 40;
/** Files by their name in the address, from this folder. */
const PAGES: Readonly<Record<string, readonly [file: string, type: string]>> = {
	'': ['page/index.html', 'text/html; charset=utf-8'],
	'style.css': ['page/style.css', 'text/css; charset=utf-8'],
	'shop.js': ['page/shop.js', 'text/javascript; charset=utf-8'],
	'subscribe.js': ['../../web/subscribe.js', 'text/javascript; charset=utf-8'],
	'service-worker.js': ['../../web/service-worker.js', 'text/javascript; charset=utf-8'],
};

const basketSchema = z.object({
	firstName: z.string().trim().min(1, 'Please tell us your first name.'),
	lastName: z.string().trim().min(1, 'Please tell us your last name.'),
	email: z.email('This is not an e-mail address.'),
	coupon: z.string().trim().toUpperCase().max(40).optional(),
	isGift: z.boolean().optional(),
	items: z.array(z.object({ productId: z.string(), quantity: z.number().int().min(1).max(99) })),
});
const editSchema = z.object({
	productId: z.string(),
	quantity: z.number().int().min(0).max(99),
});
const refundSchema = z.object({ amount: z.number().positive() });
const stockSchema = z.object({ quantity: z.number().int().min(0).max(9999) });

/** What the page needs to offer notifications. */
export type ShopPush = { readonly publicKey: string; readonly saveUrl: string };

const ORDER_ACTIONS = ['pay', 'ship', 'shipInTwo', 'outForDelivery', 'deliver', 'cancel'] as const;

type Shop = {
	readonly state: StoreState;
	readonly actions: StoreActions;
	readonly storeName: string;
	/** Without it the page does not offer notifications. */
	readonly push: ShopPush | null;
	/** Calls back after each change until the returned function is called. */
	readonly onChange: (listener: () => void) => () => void;
};

/** The shop's page, and what its buttons ask for. It has no log-in: it is for this machine only. @throws Refused */
export async function answerShop(shop: Shop, asked: Asked): Promise<void> {
	const { method, parts, response } = asked;
	const [first = '', id] = parts;
	const page = PAGES[first];
	if (method === 'GET' && page !== undefined && parts.length <= 1) {
		const content = await readFile(path.join(import.meta.dirname, page[0]));
		response.writeHead(200, { 'content-type': page[1] }).end(content);
		return;
	}
	if (method === 'GET' && first === 'pictures' && id !== undefined) {
		const picture = pictureOf(id.replace(/\.svg$/, ''));
		if (picture === undefined) throw new Refused('There is no such picture.', 404);
		response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(picture);
		return;
	}
	if (first === 'shop') return answerPage(shop, asked);
	throw new Refused('There is nothing at this path.', 404);
}

async function answerPage({ state, actions, storeName, push, onChange }: Shop, asked: Asked) {
	const { method, parts, request, response } = asked;
	const [, noun, id = '', verb] = parts;
	if (method === 'GET' && noun === 'state') {
		const { orders, shipments, products, webhooks, deliveries } = state;
		return sendJson(response, 200, {
			storeName,
			push,
			products,
			webhooks,
			orders: orders.toReversed().map((order) => ({
				...order,
				shipment: shipments.findLast(({ orderId }) => orderId === order.id) ?? null,
			})),
			deliveries: deliveries.slice(-SHOWN_DELIVERIES).toReversed(),
		});
	}
	if (method === 'GET' && noun === 'live') return stayLive(asked, onChange);
	if (method === 'POST' && noun === 'orders' && id === '') {
		return sendJson(response, 201, actions.placeOrder(await readJson(request, basketSchema)));
	}
	if (method === 'POST' && noun === 'orders' && verb === 'edit') {
		const { productId, quantity } = await readJson(request, editSchema);
		return sendJson(response, 200, actions.edit(id, productId, quantity));
	}
	if (method === 'POST' && noun === 'orders' && verb === 'refund') {
		const { amount } = await readJson(request, refundSchema);
		return sendJson(response, 200, actions.refund(id, amount));
	}
	const action = ORDER_ACTIONS.find((candidate) => candidate === verb);
	if (method === 'POST' && noun === 'orders' && action !== undefined) {
		return sendJson(response, 200, actions[action](id));
	}
	if (method === 'POST' && noun === 'products' && verb === 'stock') {
		const { quantity } = await readJson(request, stockSchema);
		return sendJson(response, 200, actions.setStock(id, quantity));
	}
	throw new Refused('There is nothing at this path.', 404);
}

/** Server-sent events: a `changed` after each change. */
function stayLive({ request, response }: Asked, onChange: Shop['onChange']): void {
	response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
	response.write('retry: 1000\n\n');
	const leave = onChange(() => response.write('event: changed\ndata: {}\n\n'));
	request.on('close', leave);
}
