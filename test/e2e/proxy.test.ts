import { once } from 'node:events';
import { API_TOKEN, startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import { answerTo, ask, begin, type Asked } from '../support/ask.ts';
import { createHoldingDatabase, type HoldingDatabase } from '../support/heldStart.ts';
import { OWNER, waitUntil } from '../support/n8n.ts';
import { startSender, type PersistentSender } from '../support/persistentSender.ts';
import { startCaddy, startNginx, type Proxy } from '../support/proxies.ts';
import { shipmentData } from '../support/world.ts';

const KINDS = ['Caddy', 'nginx'] as const;
/** What the proxies say. */
const STARTING = {
	success: false,
	error: { code: 'UNAVAILABLE', message: expect.stringContaining('n8n is starting') },
};

describe('a real n8n behind Caddy and nginx that are configured as docs/proxy.md says', () => {
	let database: HoldingDatabase;
	let world: ApiWorld;
	const proxies = {} as Record<(typeof KINDS)[number], Proxy>;

	beforeAll(async () => {
		database = await createHoldingDatabase();
		world = await startApiWorld({
			...database.env,
			COMMERCE_DATABASE_URL: 'sqlite:.n8n/commerce.sqlite',
			N8N_PROXY_HOPS: '1',
		});
		proxies.Caddy = await startCaddy(world.n8n.port);
		proxies.nginx = await startNginx(world.n8n.port);
	}, 180_000);
	afterAll(async () => {
		for (const proxy of Object.values(proxies)) await proxy.stop();
		await world?.stop();
		await database?.remove();
	}, 60_000);

	/** A message of the store. @returns where it is posted to, and what is posted */
	const message = (base: string, id: string, more: object = {}) => {
		const signed = world.message('shipment.delivered', { ...shipmentData(id), ...more });
		const url = world.webhookUrl.replace(world.n8n.url, base);
		return [url, { method: 'POST', ...signed }] as const;
	};
	/** Ids of all shipments of which the API knows an event. */
	const stored = async () => {
		const ids = new Set<string>();
		for (let cursor = ''; ; ) {
			const { body } = await world.api('GET', `/api/events?limit=250${cursor}`);
			for (const { entityId } of body.data) ids.add(entityId);
			if (body.nextCursor === null) return ids;
			cursor = `&cursor=${String(body.nextCursor)}`;
		}
	};

	describe.each(KINDS)('%s', (kind) => {
		const call = async (path: string, { headers, ...asked }: Asked = {}) => {
			const authorization = `Bearer ${API_TOKEN}`;
			const url = `${proxies[kind].url}${path}`;
			return await ask(url, { ...asked, headers: { authorization, ...headers } });
		};
		const json = async (method: string, path: string, body?: object, headers?: object) => {
			const type = body && { 'content-type': 'application/json' };
			const asked = { method, headers: { ...type, ...headers }, body: JSON.stringify(body) };
			const { text, ...answer } = await call(path, asked);
			return { ...answer, body: JSON.parse(text) };
		};

		it('gives a client whose base is an origin the whole API at /api, and leaves /api/v1 to n8n', async () => {
			const { body: made } = await json('POST', '/api/workflows/configure', {
				name: `Customer Delivery Notification, ${kind}`,
				entityType: 'Shipment',
				triggerId: 'shipment_delivered',
				action: { type: 'send_email', recipient: 'customer', template: 'delivery_confirmation' },
				conditions: { status: 'delivered' },
			});
			expect(made).toMatchObject({ success: true, data: { isActive: true } });
			const { guid } = made.data;
			const listed = await json('GET', '/api/workflows/Shipment/configured?managed=true');
			expect(listed.body.data).toContainEqual(expect.objectContaining({ guid }));
			const toggled = await json('GET', `/api/workflows/configured/${guid}/toggle`);
			expect(toggled.body).toEqual({ success: true, data: { guid, isActive: false } });
			const deleted = await json('DELETE', `/api/workflows/configured/${guid}`);
			expect(deleted.body).toEqual({ success: true });

			const ofN8n = await json('GET', '/api/v1/workflows', undefined, {
				'x-n8n-api-key': world.n8nApiKey,
			});
			expect(ofN8n.body).toEqual({ data: expect.any(Array), nextCursor: null });
		});

		it('passes what HTTP has for clients: HEAD, conditions, compression, chunks, and Idempotency-Key', async () => {
			const path = '/api/workflows/triggers/Order';
			const head = await call(path, { method: 'HEAD' });
			expect([head.status, head.text]).toEqual([200, '']);
			const known = { 'if-none-match': head.headers.etag!, 'accept-encoding': 'gzip' };
			expect((await call(path, { headers: known })).status).toBe(304);
			expect((await call(path, { headers: { 'if-none-match': '*' } })).status).toBe(304);
			// n8n is asked first whether it is ready, and without the conditions of the request.
			const [url, posted] = message(proxies[kind].url, `conditional-${kind}`);
			const conditional = { ...posted.headers, 'if-none-match': '*' };
			expect((await ask(url, { ...posted, headers: conditional })).status).toBe(200);

			const dryRun = { entityType: 'Order', triggerId: 'order_created' };
			const chunked = { 'transfer-encoding': 'chunked' };
			const inChunks = await json('POST', '/api/workflows/dry-run', dryRun, chunked);
			expect(inChunks.body).toMatchObject({ success: true, data: { lookedAt: 0 } });
			const large = await json('POST', '/api/workflows/dry-run', { name: 'a'.repeat(300_000) });
			expect([large.status, large.body.error.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);

			const named = { 'idempotency-key': `give-up-${kind}` };
			const once = await json('POST', '/api/dead-letters/give-up', undefined, named);
			const again = await json('POST', '/api/dead-letters/give-up', undefined, named);
			expect(again.body).toEqual({ success: true, data: expect.anything() });
			expect(again.body).toEqual(once.body);
			expect(again.headers['idempotency-replayed']).toBe('true');
		});

		it('passes a message of a store that is larger than most bodies', async () => {
			const id = `large-${kind}`;
			const [url, posted] = message(proxies[kind].url, id, { note: 'a'.repeat(3_000_000) });
			expect((await ask(url, posted)).status).toBe(200);
			expect(await stored()).toContain(id);
		});

		it('lets no caller choose the address by which requests without a token are counted', async () => {
			const statuses: number[] = [];
			for (let i = 0; i < 61; i += 1) {
				const headers = { authorization: '', 'x-forwarded-for': `192.0.2.${i}` };
				statuses.push((await call('/api/integrations', { headers })).status);
			}
			expect(statuses.at(-1)).toBe(429);
			expect((await call('/api/integrations')).status).toBe(200);
		});

		it("keeps the connection of n8n's editor open", async () => {
			const login = { emailOrLdapLoginId: OWNER.email, password: OWNER.password };
			const { headers } = await json('POST', '/rest/login', login);
			const request = begin(`${proxies[kind].url}/rest/push?pushRef=${kind}`, {
				headers: {
					cookie: headers['set-cookie']![0]!.split(';')[0]!,
					origin: proxies[kind].url,
					connection: 'Upgrade',
					upgrade: 'websocket',
					'sec-websocket-version': '13',
					'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
				},
			});
			request.end();
			const [answer, socket] = await once(request, 'upgrade');
			expect(answer.statusCode).toBe(101);
			// A masked ping: what n8n refuses, it closes instead.
			socket.write(Buffer.from([0x89, 0x80, 0, 0, 0, 0]));
			expect([...(await once(socket, 'data'))[0]]).toEqual([0x8a, 0x00]);
			socket.destroy();
		});
	});

	/** Ends n8n and starts it, and does something while it starts and answers everything with 200. */
	const restart = async (end: 'stop' | 'kill', meanwhile: () => Promise<unknown>) => {
		const goOn = await database.holdStarts();
		let started: Promise<void>;
		try {
			await world.n8n[end]();
			started = world.n8n.start();
			const [url, posted] = message(world.n8n.url, `lost-${end}`);
			const { text } = await waitUntil(() => ask(url, posted), {
				what: 'n8n to listen',
				timeoutMs: 60_000,
			});
			expect(text).toBe('n8n is starting up. Please wait');
			await meanwhile();
		} finally {
			await goOn();
		}
		await started;
	};

	it('while n8n is stopped and killed under load, every message that is answered with 2xx is stored, and any other is told to come again', async () => {
		const [throughCaddy, throughNginx] = KINDS.map((kind) =>
			startSender(kind, (id) => {
				const [url, posted] = message(proxies[kind].url, id);
				return async () => await ask(url, posted);
			}),
		) as [PersistentSender, PersistentSender];
		const senders = [throughCaddy, throughNginx];
		const toldToWait = ({ refusals }: PersistentSender) =>
			refusals.findLast(({ status }) => status === 503);
		const allGoOn = async () => {
			const before = senders.map(({ accepted }) => accepted.length);
			const isGoingOn = () => senders.every(({ accepted }, i) => accepted.length > before[i]! + 20);
			await waitUntil(isGoingOn, { what: 'messages to be accepted', timeoutMs: 60_000 });
		};
		await allGoOn();
		await restart('stop', async () => {
			const isSaid = () => senders.every(toldToWait);
			await waitUntil(isSaid, { what: 'messages to be refused', timeoutMs: 60_000 });
		});
		await allGoOn();

		// One of each kind whose second half comes when another n8n is there.
		const halves = await Promise.all(
			KINDS.map(async (kind) => {
				const [url, { method, headers, body }] = message(proxies[kind].url, `half-${kind}`);
				const length = { 'content-length': String(body.length), expect: '100-continue' };
				const request = begin(url, { method, headers: { ...headers, ...length } });
				const answer = answerTo(request).then(({ status }) => status);
				request.flushHeaders();
				await once(request, 'continue');
				request.write(body.slice(0, 50));
				return { answer, goOn: () => request.end(body.slice(50)) };
			}),
		);
		await restart('kill', async () => {
			for (const { goOn } of halves) goOn();
			expect(await Promise.all(halves.map(({ answer }) => answer))).toEqual([503, 503]);
		});
		await allGoOn();
		await Promise.all(senders.map(async ({ stop }) => await stop()));

		const known = await stored();
		for (const sender of senders) {
			expect(sender.accepted.filter((id) => !known.has(id))).toEqual([]);
			// An n8n that stops says 500 itself.
			expect(sender.refusals.filter(({ status }) => status < 500)).toEqual([]);
			expect(toldToWait(sender)!.headers['retry-after']).toBe('5');
			expect(JSON.parse(toldToWait(sender)!.text)).toEqual(STARTING);
		}
		expect([...known].filter((id) => id.startsWith('lost'))).toEqual([]);
		// Caddy has them wait, and refuses what it cannot.
		expect(throughCaddy.refusals.length).toBeLessThan(throughNginx.refusals.length);
	}, 300_000);
});
