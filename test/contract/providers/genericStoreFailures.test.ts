import { generic } from '../../../engine/providers/generic/index.ts';
import { StoreError } from '../../../engine/providers/storeError.ts';
import type { StoreAnswer, StoreCall } from '../../support/deviatingStore.ts';
import {
	API_KEY,
	HASTY_HTTP,
	shopper,
	startGenericStoreWorld,
	type GenericStoreWorld,
} from '../../support/genericStoreWorld.ts';

let world: GenericStoreWorld;
beforeEach(async () => {
	world = await startGenericStoreWorld();
});
afterEach(async () => await world.stop());

const LIST_START = { since: null, page: null };
const FIREWALL = {
	text: '<!DOCTYPE html><p>Checking your browser',
	headers: { 'content-type': 'text/html' },
};

/** What goes wrong, and the part of the sentence that says what to do. */
type Failure = { answer: StoreAnswer; kind: string; next: RegExp; retryAfterMs?: number };

const FAILURES: Readonly<Record<string, Failure>> = {
	'a wrong key': {
		answer: { status: 401, json: { message: `The key ${API_KEY} is wrong.` } },
		kind: 'unauthorized',
		next: /Copy them from the shop again\.$/,
	},
	'a key without the right': {
		answer: { status: 403, json: { message: 'This key can only read products.' } },
		kind: 'forbidden',
		next: /Give them the right to it in the shop\.$/,
	},
	'a firewall that answers 403': {
		answer: { status: 403, ...FIREWALL },
		kind: 'not_json',
		next: /403.*let calls to \S+ through\.$/,
	},
	'a firewall that answers 200': {
		answer: { status: 200, ...FIREWALL },
		kind: 'not_json',
		next: /200.*let calls to \S+ through\.$/,
	},
	'a redirect': {
		answer: { status: 302, headers: { location: 'https://www.shop.example/api/orders?key=1' } },
		kind: 'redirect',
		next: /https:\/\/www\.shop\.example\/api\/orders\. Enter the address/,
	},
	'no answer in time': {
		answer: { status: 200, isSilent: true },
		kind: 'timeout',
		next: /0\.5 seconds\. Try again later\.$/,
	},
	'half of some JSON': {
		answer: { status: 200, text: '{"data":[{"id":' },
		kind: 'not_json',
		next: /not complete JSON\. A plugin or an error in the shop/,
	},
	'too many calls': {
		answer: { status: 429, headers: { 'retry-after': '7' }, json: { message: 'Slow down.' } },
		kind: 'throttled',
		next: /too many calls at present\. Try again later\.$/,
		retryAfterMs: 7_000,
	},
	'a shop in maintenance': {
		answer: { status: 503, headers: { 'retry-after': '120' }, json: { message: 'Back soon.' } },
		kind: 'unavailable',
		next: /trouble at present\. Try again later\.$/,
		retryAfterMs: 120_000,
	},
};

const CALLS: Readonly<
	Record<string, (connection: GenericStoreWorld['connection']) => Promise<unknown>>
> = {
	listChanges: async (shop) => await generic.listChanges(shop, 'Order', LIST_START),
	readEntity: async (shop) => await generic.readEntity(shop, 'Order', 'o-1001'),
	updateStatus: async (shop) =>
		await generic.updateStatus(shop, {
			entityType: 'Order',
			id: 'o-1001',
			status: 'completed',
			note: null,
		}),
	addTracking: async (shop) =>
		await generic.addTracking(shop, {
			orderId: 'o-1001',
			trackingNumber: 'A1',
			carrier: null,
			trackingUrl: null,
			notifyCustomer: false,
		}),
};

async function failureOf(call: Promise<unknown>): Promise<StoreError> {
	const error: unknown = await call.then(
		() => null,
		(thrown: unknown) => thrown,
	);
	if (error instanceof StoreError) return error;
	throw new Error('a StoreError was expected', { cause: error });
}

describe.each(Object.keys(CALLS))('%s', (name) => {
	const failing = async ({ kind, answer }: Failure) => ({
		...(await world.deviating({ call: () => answer })),
		...(kind === 'timeout' && { http: HASTY_HTTP }),
	});

	it.each(Object.entries(FAILURES))('tells of %s what to do', async (_name, failure) => {
		const shop = await failing(failure);
		const error = await failureOf(CALLS[name]!(shop));
		expect(error).toMatchObject({
			kind: failure.kind,
			message: expect.stringMatching(failure.next),
			retryAfterMs: failure.retryAfterMs ?? null,
		});
		expect(error.message).toContain(shop.credentials.storeUrl);
		const shown = `${error.message} ${error.answer} ${error.stack}`;
		expect(shown).not.toContain(API_KEY);
		expect(shown).not.toContain(world.apiSecret);
	});

	it('has a sentence of its own for each failure', async () => {
		const sentences = await Promise.all(
			Object.values(FAILURES).map(async (failure) => {
				const shop = await failing(failure);
				const { message } = await failureOf(CALLS[name]!(shop));
				return message.replaceAll(shop.credentials.storeUrl, '');
			}),
		);
		expect(new Set(sentences).size).toBe(sentences.length);
	});

	it('of a shop that is gone says so', async () => {
		const shop = await world.deviating({});
		await world.stop();
		const error = await failureOf(CALLS[name]!(shop));
		expect(error.message).toContain(`${shop.credentials.storeUrl} cannot be reached`);
		world = await startGenericStoreWorld();
	});
});

describe('a key that can only read', () => {
	const readOnly = (call: StoreCall) =>
		call.method === 'GET' ? call : { status: 403, json: { message: 'This key can only read.' } };

	it.each(['updateStatus', 'addTracking'])(
		'lists, and fails to %s with the reason',
		async (name) => {
			world.store.placeOrder(shopper());
			const shop = await world.deviating({ call: readOnly });
			expect((await generic.listChanges(shop, 'Order', LIST_START)).observations).toHaveLength(1);
			const error = await failureOf(CALLS[name]!(shop));
			expect(error.kind).toBe('forbidden');
			expect(error.message).toContain('This key can only read. The keys may not do this.');
		},
	);
});

describe('a list that is not what the page describes', () => {
	const listed = async (answer: StoreAnswer) => {
		const shop = await world.deviating({ call: () => answer });
		return await failureOf(generic.listChanges(shop, 'Order', LIST_START));
	};

	it.each([404, 405, 501])(
		'because there is none (%i) has its own kind and sentence',
		async (n) => {
			const error = await listed({ status: n, json: { message: 'Not here.' } });
			expect(error.kind).toBe('not_found');
			expect(error.message).toMatch(/has no list at \/orders.*docs\/generic-store\.md.*"Lists"/);
		},
	);

	it.each([
		['a bare array', [{ id: 1 }], 'expected object'],
		['another envelope', { orders: [] }, 'data'],
		['no body', undefined, 'expected object'],
		['a cursor that is an object', { data: [], nextCursor: {} }, 'nextCursor'],
	])('says where it is wrong: %s', async (_name, json, part) => {
		const error = await listed({ status: 200, json });
		expect(error.kind).toBe('rejected');
		expect(error.message).toContain('answered to GET /orders');
		expect(error.message).toContain(part);
	});

	it('refuses the odd entity and takes the rest of the page', async () => {
		const data = [{ id: 1 }, { id: 7, createdAt: 'soon' }, '7', { id: 2 }];
		const shop = await world.deviating({
			call: () => ({ status: 200, json: { data, nextCursor: 'next' } }),
		});
		const page = await generic.listChanges(shop, 'Order', LIST_START);
		expect(page.observations.map(({ id }) => id)).toEqual(['1', '2']);
		expect(page.nextPage).not.toBeNull();
		expect(page.refused?.map(({ id }) => id)).toEqual(['7', 'without an id']);
		expect(page.refused?.[0]?.reason).toContain('answered to GET /orders (entry 7)');
	});

	it('that gives the cursor it was given is not read for ever', async () => {
		const shop = await world.deviating({
			call: () => ({ status: 200, json: { data: [], nextCursor: 'same' } }),
		});
		const { nextPage } = await generic.listChanges(shop, 'Order', LIST_START);
		const error = await failureOf(
			generic.listChanges(shop, 'Order', { since: null, page: nextPage }),
		);
		expect(error.message).toContain('would never end');
	});

	it('is noticed for a single entity that is another one', async () => {
		const shop = await world.deviating({ call: () => ({ status: 200, json: { id: 8 } }) });
		const error = await failureOf(generic.readEntity(shop, 'Order', '7'));
		expect(error.message).toContain('its id is "8"');
	});
});

describe('the test of the keys of a store', () => {
	const withWebhooks = async (status: number, message: string) =>
		await world.deviating({
			call: (call) => (call.path.startsWith('/webhooks') ? { status, json: { message } } : call),
		});

	it.each([401, 403])('finds that they may not see its webhooks: %i', async (status) => {
		const shop = await withWebhooks(status, 'Not yours.');
		await expect(generic.checkCredentials(shop)).rejects.toThrow('/webhooks: Not yours.');
	});

	it.each([404, 405, 501])('lets a store be that keeps no webhooks: %i', async (status) => {
		const shop = await withWebhooks(status, 'No such thing.');
		await expect(generic.checkCredentials(shop)).resolves.toHaveProperty('storeUrl');
	});
});
