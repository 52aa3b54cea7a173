import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { createVapidPair } from '../../engine/messages/push/vapidKeys.ts';
import { apiWorkflow } from '../../demo/apiWorkflow.ts';
import { ENDPOINTS } from '../../api/endpoints.ts';
import { API_TOKEN, startApiWorld, withPush, type ApiWorld } from '../support/apiWorld.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { waitUntil } from '../support/n8n.ts';
import { newSecret } from '../support/postSigned.ts';
import { shipmentData } from '../support/world.ts';

/** So many requests without a token are answered with 401 in a minute; further ones with 429. */
const WITHOUT_TOKEN_PER_MINUTE = 60;
const REQUESTS = 2_000;
const AT_ONCE = 20;
const GUID = '00000000-0000-4000-8000-000000000000';

/** Segments below the base that the node takes, `api` among them. */
const DEEPEST = 8;
/** n8n decodes a path before it splits it. */
const segmentsOf = (path: string) =>
	decodeURIComponent(path.replace(/\?.*$/, '')).split('/').length - 1;

/** A path of an endpoint with something in the place of its parameters. */
const pathOf = (path: string, filling: string) =>
	path.replace(/\{entityType\}/, 'order').replaceAll(/\{\w+\}/g, filling);

describe('the REST API towards strangers, on a real n8n', () => {
	let world: ApiWorld;
	let shop: DemoStore;
	const secrets = {
		apiToken: API_TOKEN,
		storeKey: 'key-of-the-store-that-is-secret',
		storeSecret: newSecret(),
		webhookSecret: newSecret(),
		webhookHeader: 'Bearer of-the-receiver-that-is-secret',
		customerSecret: 'customers-are-signed-with-this',
		wrongStoreKey: 'a-wrong-key-that-somebody-typed',
		privateKey: '',
		n8nApiKey: '',
		apiTokenMade: '',
	};

	beforeAll(async () => {
		const pair = await createVapidPair();
		secrets.privateKey = pair.privateKey;
		world = await startApiWorld(
			{},
			withPush({}, { ...pair, customerSecret: secrets.customerSecret }),
		);
		secrets.n8nApiKey = world.n8nApiKey;
		shop = await startDemoStore({
			port: 0,
			dataFile: join(world.userFolder, 'another-shop.json'),
			apiKey: secrets.storeKey,
			apiSecret: secrets.storeSecret,
		});
	}, 180_000);
	afterAll(async () => {
		await shop?.stop();
		await world?.stop();
	}, 60_000);

	const ask = async (method: string, path: string, init: RequestInit = {}) => {
		const response = await fetch(`${world.base}${path}`, {
			method,
			...init,
			headers: { authorization: `Bearer ${API_TOKEN}`, ...init.headers },
		});
		return { status: response.status, text: await response.text(), headers: response.headers };
	};

	it('no token, wrong token: 401 from every endpoint that is not public', async () => {
		let refused = 0;
		for (const { access, methods, path } of ENDPOINTS) {
			if (access === 'public') continue;
			for (const method of methods) {
				const { status, body } = await world.api(method, pathOf(path, GUID), undefined, {
					authorization: '',
				});
				refused += 1;
				const isOverTheLimit = refused > WITHOUT_TOKEN_PER_MINUTE && status === 429;
				const expected = isOverTheLimit ? [429, 'TOO_MANY_REQUESTS'] : [401, 'UNAUTHORIZED'];
				expect([path, status, body.error?.code]).toEqual([path, ...expected]);
			}
		}
		for (const authorization of [
			'Bearer wrong',
			`Bearer ${API_TOKEN}x`,
			`Bearer ${API_TOKEN.slice(0, -1)}`,
			`Basic ${API_TOKEN}`,
			API_TOKEN,
		]) {
			const reply = await world.api('GET', '/api/integrations', undefined, { authorization });
			expect([authorization, reply.status]).toEqual([authorization, 401]);
			expect(reply.headers.get('www-authenticate')).toBe('Bearer');
		}
	});

	it('guessing tokens is slowed down, and the right one always works', async () => {
		const statuses: number[] = [];
		for (let guess = 0; guess < 30; guess += 1) {
			const { status } = await world.api('GET', '/api/integrations', undefined, {
				authorization: `Bearer guess-${guess}`,
			});
			statuses.push(status);
		}
		expect(statuses.at(-1)).toBe(429);
		expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
		expect((await world.api('GET', '/api/integrations')).status).toBe(200);
	});

	it('a refused request costs n8n no more than twice what one to the Store Trigger does', async () => {
		const paths = [
			`${world.base}/api/integrations`,
			`${world.base}/api/events/${GUID}`,
			`${world.base}/api/nothing/like/this`,
		];
		const timed = async (url: string) => {
			const startedAt = performance.now();
			const response = await fetch(url, { method: 'POST', headers: { connection: 'keep-alive' } });
			await response.arrayBuffer();
			expect(response.status).toBeGreaterThanOrEqual(400);
			expect(response.status).toBeLessThan(500);
			return performance.now() - startedAt;
		};
		const times = { api: [] as number[], store: [] as number[] };
		// By turns, so that whatever else this machine does slows both.
		for (let round = 0; round < 60; round += 1) {
			times.api.push(await timed(paths[round % paths.length]!));
			times.store.push(await timed(world.webhookUrl));
		}
		const median = (all: number[]) => all.toSorted((one, other) => one - other)[30]!;
		expect(median(times.api)).toBeLessThan(2 * median(times.store) + 2);
	}, 60_000);

	it('every refused request is counted, and the public ones are limited, too', async () => {
		const statusesOf = async (path: string, headers: Record<string, string>, count: number) => {
			const statuses = new Set<number>();
			for (let asked = 0; asked < count; asked += 1) {
				statuses.add((await ask('GET', path, { headers })).status);
			}
			return statuses;
		};
		expect(await statusesOf('/api/events', { authorization: '' }, 70)).toContain(429);
		for (const path of ['/api/push/public-key', '/api/push/service-worker.js', '/api/health']) {
			expect(await statusesOf(path, { authorization: '' }, 125)).toContain(429);
		}
		// Guessing is no cheaper at an endpoint that wants no token.
		const { status } = await ask('GET', '/api/push/subscribe.js', {
			headers: { authorization: 'Bearer one-more-guess' },
		});
		expect(status).toBe(429);
		expect((await world.api('GET', '/api/integrations')).status).toBe(200);
	}, 90_000);

	it('a node of version 1 works on beside it, and so does a second one of version 2', async () => {
		const template = apiWorkflow({
			commerceApi: await world.n8n.createCredential('API', 'commerceApi', {
				apiToken: 'token-of-another-node',
				n8nUrl: world.n8n.url,
				n8nApiKey: world.n8nApiKey,
			}),
		});
		const others = {
			former: { typeVersion: 1, parameters: {} },
			second: { typeVersion: 2, parameters: { apiOptions: { nameAmongSeveral: 'second' } } },
		};
		for (const [webhookId, changed] of Object.entries(others)) {
			const nodes = template.nodes.map((node) =>
				node.webhookId ? { ...node, ...changed, webhookId } : node,
			);
			const { id } = await world.n8n.createWorkflow({ ...template, nodes });
			await world.n8n.publish(id);
			const get = async (path: string, token: string) =>
				await fetch(`${world.n8n.url}/webhook/${webhookId}/api${path}`, {
					headers: { authorization: `Bearer ${token}` },
				});
			await waitUntil(
				async () => (await get('/workflows/triggers/Order', 'token-of-another-node')).ok,
				{ what: `the ${webhookId} node to answer` },
			);
			expect((await get('/integrations', 'token-of-another-node')).status).toBe(200);
			expect((await get('/integrations', API_TOKEN)).ok).toBe(false);
			const description = (await (await get('/openapi.json', 'token-of-another-node')).json()) as {
				servers: Array<{ url: string }>;
			};
			expect(description.servers).toEqual([{ url: `/webhook/${webhookId}` }]);
		}
		expect((await world.api('GET', '/api/workflows/triggers/Order')).status).toBe(200);
		expect((await world.api('GET', `/api/events/${GUID}`)).status).toBe(404);
	}, 90_000);

	it('unknown path, wrong method, malformed JSON, too large a body: the envelope', async () => {
		const large = JSON.stringify({ name: 'x'.repeat(300 * 1024) });
		const cases = [
			['GET', '/api/nothing', undefined, 404, 'NOT_FOUND'],
			['GET', '/api/workflows/Nothing/configured', undefined, 404, 'NOT_FOUND'],
			['DELETE', '/api/integrations', undefined, 405, 'METHOD_NOT_ALLOWED'],
			['POST', '/api/workflows/configure', '[]', 400, 'CONFIGURATION_ERROR'],
			['POST', '/api/workflows/configure', large, 413, 'PAYLOAD_TOO_LARGE'],
		] as const;
		for (const [method, path, body, status, code] of cases) {
			const reply = await world.api(method, path, body);
			expect([path, reply.status, reply.body.success, reply.body.error?.code]).toEqual([
				path,
				status,
				false,
				code,
			]);
		}
		const broken = await ask('POST', '/api/workflows/configure', {
			headers: { 'content-type': 'application/json' },
			body: '{"name": ',
		});
		expect(isUnread(broken.status, broken.text)).toBe(true);
		const { body } = await world.api('GET', '/api/workflows/triggers/Basket');
		expect(body.error?.message).toContain('Order, Shipment, Customer, Product');
	});

	it('a misspelt field, an unknown store, a wrong type: the built package names the field and what is allowed', async () => {
		const mail = {
			name: 'Tell the customer',
			entityType: 'Shipment',
			triggerId: 'shipment_delivered',
			action: { type: 'send_email', template: 'delivery_confirmation' },
		};
		const configure = '/api/workflows/configure';
		const cases: Array<[path: string, body: object | undefined, message: RegExp]> = [
			[
				configure,
				{ ...mail, action: { ...mail.action, to: 'back-office@example.com' } },
				/^action\.to: .*Did you mean "recipient"\?/,
			],
			[
				configure,
				{ ...mail, condition: { status: 'delivered' } },
				/^condition: .*Did you mean "conditions"\?/,
			],
			[configure, { ...mail, integrations: [GUID] }, /^integrations: there is no store 0{8}-/],
			[configure, { ...mail, name: 7 }, /^name: it must be a text, not a number\.$/],
			[
				configure,
				{ ...mail, action: { ...mail.action, template: 'fancy' } },
				/^action\.template: "fancy" is not allowed\. Allowed are .*order_confirmation/,
			],
			[configure, { ...mail, action: { type: 'fax' } }, /^action\.type: .*send_email, send_push/],
			[
				'/api/integrations/provider/configure',
				{
					providerId: 'generic',
					credentials: { storeUrl: shop.url, apiToken: secrets.storeKey },
				},
				/^credentials\.apiToken: .*Did you mean "apiKey"\?/,
			],
			[
				'/api/integrations/provider/configure',
				{ providerId: 'generic', credentials: {}, settings: { pushTraking: true } },
				/^settings\.pushTraking: .*Did you mean "pushTracking"\?/,
			],
			['/api/dead-letters/retry', { integration: GUID }, /^integration: there is no such field/],
			[`/api/dead-letters/retry?integration=${GUID}`, undefined, /^integration: there is no store/],
		];
		const before = (await world.n8n.listWorkflows()).length;
		for (const [path, body, message] of cases) {
			const reply = await world.api('POST', path, body);
			expect([reply.status, reply.body.error?.message]).toEqual([
				400,
				expect.stringMatching(message),
			]);
		}
		const misspelt = await world.api('GET', '/api/workflows/Order/configured?mangaged=true');
		expect(misspelt.body.error?.message).toContain('Did you mean "managed"?');
		expect((await world.n8n.listWorkflows()).length).toBe(before);
	});

	it('2,000 generated malformed requests get 4xx with the envelope, never 5xx, and n8n stays up', async () => {
		const requests = fc.sample(malformed(), { numRuns: REQUESTS, seed: 20_261_124 });
		for (let first = 0; first < REQUESTS; first += AT_ONCE) {
			await Promise.all(
				requests.slice(first, first + AT_ONCE).map(async ({ method, path, init }) => {
					const { status, text } = await ask(method, path, init);
					const shown = `${method} ${path} ${String(init.body)} -> ${status} ${text}`;
					if (status < 400 || status >= 500) throw new Error(shown);
					// Deeper paths than any endpoint has are answered by n8n itself.
					if (segmentsOf(path) > DEEPEST && status === 404) return;
					// And so are bodies that it cannot read: it does so before it asks the node.
					if (isUnread(status, text)) return;
					// Shoppers get a page.
					if (path.startsWith('/api/track') && text.startsWith('<!doctype html>')) return;
					const body = JSON.parse(text) as { success: unknown; error: Record<string, unknown> };
					expect([shown, body.success, Object.keys(body.error ?? {})]).toEqual([
						shown,
						false,
						['code', 'message'],
					]);
				}),
			);
		}
		// Posts without a signature count as refused until a good one comes.
		await world.report('shipment.created', shipmentData('after'));
		await waitUntil(async () => (await world.api('GET', '/api/health')).body.data.status === 'ok', {
			what: 'health to be well',
		});
	}, 240_000);

	it('no secret is in any answer, log, execution or our database', async () => {
		await world.api('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials: {
				storeUrl: shop.url,
				apiKey: secrets.wrongStoreKey,
				apiSecret: secrets.storeSecret,
			},
		});
		const connected = await world.api('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials: {
				storeUrl: shop.url,
				apiKey: secrets.storeKey,
				apiSecret: secrets.storeSecret,
			},
		});
		expect(connected.status).toBe(200);
		const workflow = {
			entityType: 'Shipment',
			triggerId: 'shipment_delivered',
			conditions: { status: 'delivered' },
		};
		for (const [name, action] of Object.entries({
			mail: { type: 'send_email', template: 'delivery_confirmation' },
			hook: {
				type: 'webhook',
				url: `${shop.url}/nothing-here`,
				headers: { Authorization: secrets.webhookHeader },
				secret: secrets.webhookSecret,
				allowPrivateAddresses: true,
			},
			status: { type: 'update_status', status: 'completed', target: 'order' },
		})) {
			const { status } = await world.api('POST', '/api/workflows/configure', {
				...workflow,
				name,
				action,
			});
			expect([name, status]).toEqual([name, 200]);
		}
		await world.report('shipment.delivered', shipmentData('secret'));
		await world.mail.waitForMails(1);
		const made = await fetch(`${world.base}/api/tokens`, {
			method: 'POST',
			headers: {
				...{ authorization: `Bearer ${API_TOKEN}`, 'content-type': 'application/json' },
				'idempotency-key': 'a-token-of-its-own',
			},
			body: JSON.stringify({ name: 'Back office', scopes: ['read', 'workflows'] }),
		});
		const { token, id } = ((await made.json()) as { data: { token: string; id: string } }).data;
		secrets.apiTokenMade = token.slice(-43);
		for (const path of ['integrations', 'integrations/providers', 'events', 'health', 'tokens']) {
			await world.api('GET', `/api/${path}`);
			const authorization = `Bearer ${token}`;
			const { status } = await world.api('GET', `/api/${path}`, undefined, { authorization });
			expect([path, status]).toEqual([path, path === 'tokens' ? 403 : 200]);
		}
		expect((await world.api('DELETE', `/api/tokens/${id}`)).status).toBe(200);

		const executions = await world.n8n.listExecutions({ includeData: true, limit: 100 });
		expect(executions.length).toBeGreaterThan(0);
		const folder = join(world.userFolder, '.n8n');
		const state = (await readdir(folder)).filter((name) => name.startsWith('commerce.sqlite'));
		expect(state).toContain('commerce.sqlite');
		const places: Record<string, string> = {
			answers: JSON.stringify(world.replies.map(({ reply }) => reply.body)),
			log: world.n8n.output(),
			executions: JSON.stringify(executions),
			workflows: JSON.stringify(await world.n8n.listWorkflows()),
		};
		for (const name of state) places[name] = await readFile(join(folder, name), 'latin1');
		// The grep finds what is there.
		expect(places['commerce.sqlite']! + (places['commerce.sqlite-wal'] ?? '')).toContain(shop.url);
		for (const [place, content] of Object.entries(places)) {
			for (const [name, secret] of Object.entries(secrets)) {
				expect([place, name, content.includes(secret)]).toEqual([place, name, false]);
			}
		}
	}, 90_000);
});

/** Requests that no endpoint can take. */
function malformed() {
	const withBody = ENDPOINTS.filter(({ body }) => body?.safeParse({}).success === false);
	const withGuid = ENDPOINTS.filter(({ path }) => /\{(id|guid)\}/.test(path));
	const json = { 'content-type': 'application/json' };
	// Not XML: n8n reads that by itself, and after a broken one its parser never answers a request again.
	const type = fc.constantFrom('application/json', 'text/plain', '');
	const word = fc.string({ minLength: 1, maxLength: 30, unit: 'binary' }).filter(isWord);
	const hostile = fc.constantFrom(
		"'; drop table event; --",
		'../../etc/passwd',
		'%00',
		'{{7*7}}',
		'__proto__',
		'<script>',
		'A'.repeat(2_000),
	);
	const segment = fc.oneof(word, hostile).map((text) => encodeURIComponent(text));
	return fc.oneof(
		fc
			.record({
				endpoint: fc.constantFrom(...withBody),
				value: fc.oneof(
					fc.jsonValue({ maxDepth: 5 }),
					fc.dictionary(
						fc.constantFrom('name', 'action', '__proto__', 'keys', 'x'),
						fc.jsonValue(),
					),
				),
			})
			.map(({ endpoint, value }) => ({
				method: 'POST',
				path: endpoint.path as string,
				init: { headers: json, body: JSON.stringify(value) } as RequestInit,
			})),
		fc
			.record({
				endpoint: fc.constantFrom(...withBody),
				bytes: fc.uint8Array({ minLength: 1, maxLength: 200 }),
				type,
			})
			.filter(({ bytes }) => !isJson(bytes))
			.map(({ endpoint, bytes, type: contentType }) => ({
				method: 'POST',
				path: endpoint.path as string,
				init: {
					headers: contentType === '' ? {} : { 'content-type': contentType },
					body: Buffer.from(bytes),
				} as RequestInit,
			})),
		fc
			.record({ endpoint: fc.constantFrom(...withGuid), segment })
			.map(({ endpoint: { methods, path }, segment: filling }) => ({
				method: methods[0] as string,
				path: pathOf(path, filling),
				init: {} as RequestInit,
			})),
		fc
			.record({
				segments: fc.array(segment, { minLength: 1, maxLength: 7 }),
				method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
			})
			.map(({ segments, method }) => ({
				method: method as string,
				path: `/api/${segments.join('/')}`,
				init: {} as RequestInit,
			})),
		fc
			.record({
				name: fc.constantFrom('limit', 'cursor', 'since', 'entityType', 'trigger', 'integration'),
				value: fc.oneof(word, hostile).filter((text) => !/^\s*\d+\s*$/.test(text)),
			})
			.map(({ name, value }) => ({
				method: 'GET',
				path: `/api/events?${name}=${encodeURIComponent(`${value}~`)}`,
				init: {} as RequestInit,
			})),
	);
}

/** Neither a dot segment, which never leaves the client, nor half of a letter, which has no URL. */
const isWord = (text: string) => text.isWellFormed() && !/^\.{1,2}$/.test(text);

const isUnread = (status: number, text: string) =>
	status === 422 && text.includes('Failed to parse request body');

function isJson(bytes: Uint8Array): boolean {
	try {
		JSON.parse(Buffer.from(bytes).toString());
		return true;
	} catch {
		return false;
	}
}
