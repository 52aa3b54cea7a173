import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { checkStore } from '../../conformance/checkStore.ts';
import type { Permissions } from '../../conformance/context.ts';
import { printReport } from '../../conformance/printReport.ts';
import { SECTIONS, type Finding } from '../../conformance/report.ts';
import type { Deviation, StoreAnswer, StoreCall } from '../support/deviatingStore.ts';
import {
	API_KEY,
	paid,
	startGenericStoreWorld,
	type GenericStoreWorld,
} from '../support/genericStoreWorld.ts';
import { newSecret, post, sign } from '../support/postSigned.ts';

const ROOT = join(__dirname, '../..');
const PATIENCE_MS = 1_000;

let world: GenericStoreWorld;
let permissions: Required<Permissions>;

beforeEach(async () => {
	world = await startGenericStoreWorld();
	const { store } = world;
	const ids = [1, 2, 3, 4, 5].map((number) => paid(store, number));
	const shipment = store.ship(ids[4]!);
	store.ship(ids[3]!);
	const { orders, customers, shipments } = store.state;
	[...orders, ...customers, ...shipments].forEach((entity, index) => {
		entity.updatedAt = new Date(Date.parse('2026-11-23T20:00:00Z') + index * 1_000).toISOString();
	});
	permissions = { orderId: ids[1]!, shipmentId: shipment.id, trackingNumber: 'T-1' };
});
afterEach(async () => await world.stop());

const check = async (deviation: Deviation, allowed: Permissions = permissions) => {
	const { credentials } = await world.deviating(deviation);
	return await checkStore(credentials, allowed, PATIENCE_MS);
};
const lines = (findings: readonly Finding[], kind: Finding['kind']) => [
	...new Set(findings.filter((finding) => finding.kind === kind).map(({ line }) => line)),
];

type Json = Record<string, unknown>;
const onPath = (path: RegExp, method: string, { path: asked, method: by }: StoreCall) =>
	path.test(asked) && by === method;
const LIST = /^\/(orders|shipments|customers|products)$/;
const ORDERS = /^\/orders$/;
const ORDER = /^\/orders\/[^/]+$/;

/** Alters the JSON of good answers to some calls. */
const altering =
	(method: string, path: RegExp, alter: (json: Json, call: StoreCall) => unknown) =>
	(answer: StoreAnswer, call: StoreCall): StoreAnswer =>
		onPath(path, method, call) && answer.status < 300
			? { ...answer, json: alter(answer.json as Json, call) }
			: answer;
/** Alters each order, wherever the API tells of one. */
const alteringOrders =
	(alter: (order: Json) => Json) =>
	(answer: StoreAnswer, call: StoreCall): StoreAnswer => {
		const inList = altering('GET', ORDERS, (json) => ({
			...json,
			data: (json.data as Json[]).map(alter),
		}));
		return altering(call.method, ORDER, alter)(inList(answer, call), call);
	};
const without = (name: string, { query, ...call }: StoreCall): StoreCall => {
	const { [name]: _dropped, ...rest } = query;
	return { ...call, query: rest };
};

/** Each does one thing otherwise than the page says, and has to be named by these lines and no others. */
const DEVIATIONS: Readonly<Record<string, Deviation & { readonly lines: readonly string[] }>> = {
	'no name of the shop': {
		answer: altering('GET', /^\/health$/, ({ version }) => ({ version })),
		lines: ['GET /health answers 200 and the name of the shop'],
	},
	'answers that say that they are a web page': {
		answer: (answer) => ({ ...answer, headers: { 'content-type': 'text/html' } }),
		lines: ['Answers say that they are JSON'],
	},
	'orders for everybody': {
		call: (call) =>
			onPath(ORDERS, 'GET', call)
				? { ...call, headers: { authorization: `Bearer ${API_KEY}` } }
				: call,
		lines: ['GET /orders with a wrong key answers 401', 'GET /orders with no key answers 401'],
	},
	'changes by everybody': {
		call: (call) =>
			onPath(ORDER, 'PATCH', call)
				? { ...call, headers: { ...call.headers, authorization: `Bearer ${API_KEY}` } }
				: call,
		lines: ['PATCH /orders/{id} with a wrong key answers 401'],
	},
	'errors in a form of their own': {
		answer: (answer) =>
			answer.status < 400 ? answer : { ...answer, json: { error: answer.json } },
		lines: ['Errors say why, in a sentence'],
	},
	'errors that repeat the key': {
		answer: (answer, { headers }) =>
			answer.status === 401
				? { ...answer, json: { message: `${headers.authorization} is wrong.` } }
				: answer,
		lines: ['Errors do not repeat the key'],
	},
	'200 for a path that there is none of': {
		answer: (answer, { path }) =>
			path.startsWith('/no-such') && answer.status === 404 ? { status: 200, json: {} } : answer,
		lines: ['A path that there is none of answers 404'],
	},
	'a list without its envelope': {
		answer: altering('GET', ORDERS, ({ data }) => data),
		lines: ['GET /orders answers pages up to the last one'],
	},
	'a last page that does not say so': {
		answer: altering('GET', ORDERS, ({ data, nextCursor }) => ({
			data,
			...(nextCursor !== null && { nextCursor }),
		})),
		lines: ['GET /orders answers pages up to the last one'],
	},
	'a cursor that is ignored': {
		call: (call) => (onPath(ORDERS, 'GET', call) ? without('cursor', call) : call),
		lines: [
			'GET /orders: small pages have the same entities as large ones',
			'GET /orders with a broken cursor answers 400',
			'GET /orders?updatedSince= gives what was changed at that moment or later',
			'GET /orders leaves none out when one is changed between two pages',
		],
	},
	'updatedSince that is ignored': {
		call: (call) => (onPath(LIST, 'GET', call) ? without('updatedSince', call) : call),
		lines: ['orders', 'shipments', 'customers', 'products'].flatMap((name) => [
			`GET /${name}?updatedSince= a time to come gives nothing`,
			...(name === 'products'
				? []
				: [`GET /${name}?updatedSince= gives what was changed at that moment or later`]),
		]),
	},
	'updatedSince that leaves its own moment out': {
		call: (call) =>
			onPath(ORDERS, 'GET', call) && call.query.updatedSince
				? {
						...call,
						query: {
							...call.query,
							updatedSince: new Date(Date.parse(call.query.updatedSince) + 1).toISOString(),
						},
					}
				: call,
		lines: ['GET /orders?updatedSince= gives what was changed at that moment or later'],
	},
	'the newest first': {
		answer: altering('GET', ORDERS, ({ data, ...rest }) => ({
			...rest,
			data: (data as Json[]).toReversed(),
		})),
		lines: [
			'GET /orders: the one changed longest ago comes first',
			'GET /orders: small pages have the same entities as large ones',
			'GET /orders?updatedSince= gives what was changed at that moment or later',
		],
	},
	'pages that are larger than asked for': {
		call: (call) => (onPath(ORDERS, 'GET', call) ? without('limit', call) : call),
		lines: ['GET /orders?limit=2 gives 2 at most'],
	},
	'pages that are counted': {
		call: countPages,
		lines: ['GET /orders leaves none out when one is changed between two pages'],
	},
	'an amount that is no number': {
		answer: alteringOrders((order) => ({ ...order, total: 'much' })),
		lines: ['GET /orders: every field is of the kind in its table'],
	},
	'a time without its zone': {
		answer: alteringOrders((order) => ({ ...order, createdAt: '2026-11-23 20:31:07' })),
		lines: ['GET /orders: every field is of the kind in its table'],
	},
	'orders without their updatedAt': {
		answer: alteringOrders(({ updatedAt: _updatedAt, ...order }) => order),
		lines: [
			'GET /orders: every entity has its updatedAt',
			'PATCH /orders/{id} moves updatedAt',
			'PATCH /orders/{id} with what is so already changes nothing',
			'A message tells that the status of the order has changed',
		],
	},
	'an entity in an envelope': {
		answer: altering('GET', /^\/customers\/[^/]+$/, (data) => ({ data })),
		lines: ['GET /customers/{id} gives the entity as the list does'],
	},
	'a list that tells less than a single entity': {
		answer: altering('GET', /^\/products$/, ({ data, ...rest }) => ({
			...rest,
			data: (data as Json[]).map(({ vendor: _vendor, ...product }) => product),
		})),
		lines: ['GET /products/{id} gives the entity as the list does'],
	},
	'500 for an entity that there is none of': {
		answer: (answer, call) =>
			answer.status === 404 && onPath(/^\/shipments\//, 'GET', call)
				? { ...answer, status: 500 }
				: answer,
		lines: ['GET /shipments/{id} answers 404 where there is none'],
	},
	'a change that is not made': {
		call: (call) =>
			onPath(ORDER, 'PATCH', call) && call.path.endsWith(permissionsOrder()) && isStatus(call)
				? { ...call, method: 'GET', json: undefined }
				: call,
		lines: ['PATCH /orders/{id} answers 200 and the entity with the new status'],
	},
	'a change that is only said to be made': {
		call: (call) =>
			onPath(ORDER, 'PATCH', call) && call.path.endsWith(permissionsOrder()) && isStatus(call)
				? { status: 200, json: { ...orderNow(), ...(call.json as object) } }
				: call,
		lines: [
			'PATCH /orders/{id} does what it says',
			'PATCH /orders/{id} moves updatedAt',
			'A message tells that the status of the order has changed',
		],
	},
	'a second change that is another one': {
		answer: altering('PATCH', ORDER, (order, { json }) =>
			(json as { status?: string }).status === 'processing'
				? order
				: // A second ahead: within the same millisecond it would be the shop's own time.
					{ ...order, updatedAt: new Date(Date.now() + 1_000).toISOString() },
		),
		lines: [
			'PATCH /orders/{id} does what it says',
			'PATCH /orders/{id} with what is so already changes nothing',
		],
	},
	'a status that is none and is taken': {
		call: (call) =>
			onPath(ORDER, 'PATCH', call) && String((call.json as Json).status).startsWith('no-')
				? { status: 200, json: orderNow() }
				: call,
		lines: ['PATCH /orders/{id} answers 400 to a status that is none'],
	},
	'a webhook that loses its events': {
		answer: altering('POST', /^\/webhooks$/, (webhook) => ({
			...webhook,
			events: ['order.created'],
		})),
		lines: ['POST /webhooks answers 201 and the new webhook'],
	},
	'a webhook that is not shown': {
		answer: altering('GET', /^\/webhooks$/, () => ({ data: [] })),
		lines: ['GET /webhooks shows the new webhook'],
	},
	'a webhook that stays': {
		call: (call) => (call.method === 'DELETE' ? { status: 204 } : call),
		lines: [
			'GET /webhooks no longer shows a removed webhook',
			'DELETE /webhooks/{id} answers 404 where there is none',
		],
	},
	'messages that are signed with another secret': {
		message: ({ headers, body }) => {
			const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
			const signer = new Webhook(Buffer.alloc(32, 1).toString('base64'));
			const signature = signer.sign(headers['webhook-id']!, at, body);
			return { body, headers: { ...headers, 'webhook-signature': signature } };
		},
		lines: ['Messages are signed as Standard Webhooks says'],
	},
	'messages without a timestamp': {
		message: ({ headers, body }) => resigned(headers, body, ({ type, data }) => ({ type, data })),
		lines: [
			'A message tells that the status of the order has changed',
			'A message tells that the status of the shipment has changed',
			'Messages have a type, a timestamp and data that n8n understands',
		],
	},
	'messages that tell less than the list': {
		message: ({ headers, body }) =>
			resigned(headers, body, ({ data, ...rest }) => {
				const { shippingAddress: _shippingAddress, ...told } = data as Json;
				return { ...rest, data: told };
			}),
		lines: [
			'The message about the order tells what GET tells',
			'The message about the shipment tells what GET tells',
		],
	},
	'a new id for each attempt': {
		message: newIdForEachAttempt(),
		lines: ['A message that failed comes again with the same webhook-id'],
	},
	'no messages at all': {
		message: () => null,
		lines: [
			'A message tells that the status of the order has changed',
			'A message tells that the status of the shipment has changed',
		],
	},
	'a tracking number that is added twice': {
		answer: (answer, { path }) =>
			path.endsWith('/tracking') && answer.status === 200
				? { status: 201, json: { ...(answer.json as Json), id: 's-new' } }
				: answer,
		lines: ['POST /orders/{id}/tracking with the same number answers 200 and the same shipment'],
	},
};

describe('the conformance check', () => {
	it('finds nothing wrong in the demo store, and leaves it as it was', async () => {
		const { store } = world;
		const before = structuredClone(store.state);
		const findings = await checkStore(world.connection.credentials, permissions, PATIENCE_MS);
		expect(findings.filter(({ kind }) => kind !== 'ok')).toEqual([]);
		expect(findings.length).toBeGreaterThan(90);
		expect(store.state.webhooks).toEqual([]);
		const statuses = (list: ReadonlyArray<{ id: string; status: string }>) =>
			list.map(({ id, status }) => [id, status]);
		expect(statuses(store.state.orders)).toEqual(statuses(before.orders).map(fulfilledByTracking));
		expect(statuses(store.state.shipments)).toEqual([
			...statuses(before.shipments),
			[expect.any(String), 'in_transit'],
		]);
	});

	it('changes nothing without permission', async () => {
		const before = structuredClone(world.store.state);
		const findings = await checkStore(world.connection.credentials, {}, PATIENCE_MS);
		expect(lines(findings, 'wrong')).toEqual([]);
		expect(lines(findings, 'note')).toEqual([expect.stringContaining('--write and --order')]);
		expect(world.store.state).toEqual(before);
	});

	it.each(Object.entries(DEVIATIONS))(
		'names %s',
		async (_name, { lines: expected, ...deviation }) => {
			const findings = await check(deviation);
			expect(lines(findings, 'wrong')).toEqual(expected);
			for (const finding of findings) {
				if (finding.kind === 'wrong') expect(finding.came).not.toBe('');
			}
		},
	);

	it.each([
		['the right secret', () => world.apiSecret, []],
		['another one', newSecret, ['Messages are signed as Standard Webhooks says']],
	])('verifies a ping that is signed with %s', async (_name, secretOf, expected) => {
		const findings = await check(
			{
				call(call) {
					const { url } = Object(call.json) as { url?: string };
					if (url !== undefined) void post(url, sign(secretOf(), 'ping', {}));
					return call;
				},
			},
			{},
		);
		expect(lines(findings, 'wrong')).toEqual(expected);
		expect(lines(findings, 'ok').includes('Messages are signed as Standard Webhooks says')).toBe(
			expected.length === 0,
		);
	});

	it('never breaks down, whatever a shop answers', async () => {
		const path = fc.constantFrom(ORDERS, ORDER, /./);
		const replacement = fc.record({ path, json: fc.jsonValue(), every: fc.nat(4) });
		const script = fc.array(replacement, { minLength: 1, maxLength: 3 });
		await fc.assert(
			fc.asyncProperty(script, async (replacements) => {
				let calls = 0;
				const { credentials } = await world.deviating({
					answer(answer, call) {
						calls += 1;
						const found = replacements.find(
							(one) => one.path.test(call.path) && calls % (one.every + 1) === 0,
						);
						return found ? { status: 200, json: found.json } : answer;
					},
				});
				const findings = await checkStore(credentials, permissions, 0);
				expect(findings.length).toBeGreaterThan(0);
			}),
			{ numRuns: 15 },
		);
	});

	it('only notes the parts that a shop leaves out', async () => {
		const findings = await check({
			call: (call) =>
				call.path === '/health' || call.path.startsWith('/no-such')
					? call
					: { status: 501, json: { message: 'Not in this shop.' } },
		});
		expect(lines(findings, 'wrong')).toEqual([]);
		expect(lines(findings, 'note')).toEqual([
			...['orders', 'shipments', 'customers', 'products'].map((name) =>
				expect.stringContaining(`GET /${name}: there is none`),
			),
			expect.stringContaining('GET /webhooks: there is none'),
			expect.stringContaining(`GET /orders/${permissions.orderId} gives nothing to change`),
			expect.stringContaining(`GET /shipments/${permissions.shipmentId} gives nothing to change`),
			expect.stringContaining('POST /orders/{id}/tracking: there is none'),
			expect.stringContaining('Messages were not checked'),
		]);
	});

	it('notes fields and words that n8n does not understand', async () => {
		const findings = await check(
			{
				answer: alteringOrders((order) => ({
					...order,
					giftWrap: true,
					status: 'beim Schneider',
					lineItems: [{ sku: 'CUP', colour: 'red' }],
				})),
			},
			{},
		);
		expect(lines(findings, 'wrong')).toEqual([]);
		expect(lines(findings, 'note')).toEqual(
			expect.arrayContaining([
				expect.stringMatching(
					/^GET \/orders: fields that n8n ignores.*: lineItems\.colour, giftWrap$/,
				),
				'GET /orders: words that are no status and become "unknown": "beim Schneider"',
			]),
		);
	});

	it('says of a shop that is not there only that', async () => {
		const { credentials } = await world.deviating({});
		await world.stop();
		const findings = await checkStore(credentials, {}, PATIENCE_MS);
		expect(findings).toEqual([
			expect.objectContaining({ kind: 'wrong', came: expect.stringContaining('no answer') }),
		]);
		world = await startGenericStoreWorld();
	});

	it('prints what was expected, what came, and where it is described, and never a secret', async () => {
		const { apiKey, apiSecret } = world.connection.credentials;
		const findings = await check({
			answer: altering('GET', /^\/health$/, () => ({ key: apiKey, secret: apiSecret })),
		});
		const text = printReport(findings, [apiKey, apiSecret]);
		expect(text).toContain(
			[
				'WRONG GET /health answers 200 and the name of the shop',
				'      expected: 200 {"name": "…"}',
				'      came:     200 {"key":"***","secret":"***"}',
				'      see:      docs/generic-store.md, "GET /health"',
			].join('\n'),
		);
		expect(text).toMatch(/\n\d+ ok, 1 wrong, \d+ to know$/);
		expect(text).not.toContain(apiKey);
		expect(text).not.toContain(apiSecret);
	});

	it('points at headings that the page has', () => {
		const page = readFileSync(join(ROOT, 'docs/generic-store.md'), 'utf8');
		const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
		for (const section of SECTIONS) expect(headings).toContain(section);
	});
});

describe('the command', () => {
	const run = async (...given: string[]) => {
		const command = spawn(process.execPath, [join(ROOT, 'conformance/run.ts'), ...given], {
			env: { ...process.env, NODE_OPTIONS: '' },
		});
		let output = '';
		for (const stream of [command.stdout, command.stderr]) {
			stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
		}
		const [code] = (await once(command, 'close')) as [number];
		return { code, output };
	};

	it('ends with 0 when all is well, and shows no secret', async () => {
		const { storeUrl, apiKey, apiSecret } = world.connection.credentials;
		const { code, output } = await run(storeUrl, apiKey, apiSecret);
		expect(output).toMatch(/\d+ ok, 0 wrong, 1 to know/);
		expect(code).toBe(0);
		expect(output).not.toContain(apiKey);
		expect(output).not.toContain(apiSecret);
	});

	it('ends with 1 when something is wrong', async () => {
		const { storeUrl, apiSecret } = world.connection.credentials;
		const { code, output } = await run(storeUrl, 'key-of-a-stranger', apiSecret);
		expect(output).toContain('WRONG GET /health');
		expect(code).toBe(1);
	});

	it.each([
		[[], 'Three things are needed'],
		[['https://shop.example', 'key', 'short'], 'Signing secret must be'],
		[['https://shop.example', 'key', 'a-signing-secret', '--order', '1'], 'give --write as well'],
		[['https://shop.example', 'key', 'a-signing-secret', '--write'], 'give --order'],
	])('ends with 2 and says how it is used for %j', async (given, sentence) => {
		const { code, output } = await run(...given);
		expect(code).toBe(2);
		expect(output).toContain(sentence);
		expect(output).toContain('Usage: npm run conformance');
	});
});

const permissionsOrder = () => permissions.orderId;
const orderNow = () =>
	structuredClone(world.store.state.orders.find(({ id }) => id === permissions.orderId)!);
const isStatus = ({ json }: StoreCall) => {
	const { status } = json as { status?: string };
	return status !== undefined && !status.startsWith('no-');
};

/** The tracking number is a parcel of the order: it is shipped then. */
function fulfilledByTracking([id, status]: string[]): string[] {
	return [id!, id === permissions.orderId ? 'fulfilled' : status!];
}

/** A cursor that is how many to skip. */
function countPages(call: StoreCall): StoreCall | StoreAnswer {
	const { updatedSince, cursor = '0', limit = '50' } = call.query;
	const isAllowed = call.headers.authorization === `Bearer ${API_KEY}`;
	if (!onPath(ORDERS, 'GET', call) || !isAllowed || updatedSince || !/^\d+$/.test(cursor)) {
		return call;
	}
	const all = world.store.state.orders.toSorted((one, other) =>
		one.updatedAt! < other.updatedAt! ? -1 : 1,
	);
	const to = Number(cursor) + Number(limit);
	const nextCursor = to < all.length ? String(to) : null;
	return { status: 200, json: { data: all.slice(Number(cursor), to), nextCursor } };
}

function resigned(
	headers: Readonly<Record<string, string>>,
	body: string,
	alter: (envelope: Json) => Json,
) {
	const altered = JSON.stringify(alter(JSON.parse(body) as Json));
	const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
	const signature = new Webhook(world.apiSecret).sign(headers['webhook-id']!, at, altered);
	return { body: altered, headers: { ...headers, 'webhook-signature': signature } };
}

function newIdForEachAttempt() {
	let attempts = 0;
	return ({ headers, body }: { headers: Readonly<Record<string, string>>; body: string }) => {
		attempts += 1;
		const renamed = { ...headers, 'webhook-id': `msg_attempt-${attempts}` };
		return resigned(renamed, body, (envelope) => envelope);
	};
}
