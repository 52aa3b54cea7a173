import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { createVapidPair } from '../../core/messages/push/createVapidPair.ts';
import { ENDPOINTS } from '../../nodes/CommerceApi/endpoints.ts';
import { API_TOKEN, startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { newSecret } from '../support/postSigned.ts';
import { shipmentData } from '../support/world.ts';

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
	};

	beforeAll(async () => {
		const pair = await createVapidPair();
		secrets.privateKey = pair.privateKey;
		world = await startApiWorld(
			{},
			{
				credentials: async ({ n8n }) => ({
					commerceWebPushApi: await n8n.createCredential('Push', 'commerceWebPushApi', {
						subject: 'mailto:shop@example.com',
						...pair,
						customerSecret: secrets.customerSecret,
					}),
				}),
			},
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
		for (const { access, methods, path } of ENDPOINTS) {
			if (access === 'public') continue;
			for (const method of methods) {
				const { status, body } = await world.api(method, pathOf(path, GUID), undefined, {
					authorization: '',
				});
				expect([path, status, body.error?.code]).toEqual([path, 401, 'UNAUTHORIZED']);
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

	it('unknown path, wrong method, malformed JSON, too large a body: the envelope', async () => {
		const large = JSON.stringify({ name: 'x'.repeat(300 * 1024) });
		const cases = [
			['GET', '/api/nothing', undefined, 404, 'NOT_FOUND'],
			['GET', '/api/workflows/Nothing/configured', undefined, 404, 'NOT_FOUND'],
			['DELETE', '/api/integrations', undefined, 405, 'METHOD_NOT_ALLOWED'],
			['POST', '/api/workflows/configure', '{"name": ', 400, 'CONFIGURATION_ERROR'],
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
		const { body } = await world.api('GET', '/api/workflows/triggers/Basket');
		expect(body.error?.message).toContain('Order, Shipment, Customer, Product');
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
					const body = JSON.parse(text) as { success: unknown; error: Record<string, unknown> };
					expect([shown, body.success, Object.keys(body.error ?? {})]).toEqual([
						shown,
						false,
						['code', 'message'],
					]);
				}),
			);
		}
		expect((await world.api('GET', '/api/health')).body.data.status).toBe('ok');
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
		for (const path of ['integrations', 'integrations/providers', 'events', 'health']) {
			await world.api('GET', `/api/${path}`);
		}

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
	const type = fc.constantFrom('application/json', 'text/plain', 'application/xml', '');
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

function isJson(bytes: Uint8Array): boolean {
	try {
		JSON.parse(Buffer.from(bytes).toString());
		return true;
	} catch {
		return false;
	}
}
