import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { webhookCredential } from '../../../engine/messages/webhook/webhookCredential.ts';
import type { WebhookNetwork } from '../../../engine/messages/webhook/webhookRequest.ts';
import { testNetwork } from './testNetwork.ts';
import {
	call,
	failure,
	status,
	startReceiver,
	type Answer,
	type Receiver,
	type Received,
} from './webhookReceiver.ts';

const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const OLD_SECRET = `whsec_${randomBytes(24).toString('base64')}`;

const closing: Array<() => Promise<void>> = [];

afterEach(async () => {
	for (const close of closing.splice(0)) await close();
});

async function receiver(...answers: Answer[]): Promise<Receiver> {
	const server = await startReceiver(...answers);
	closing.push(() => server.close());
	return server;
}

describe('a webhook', () => {
	it.each(['POST', 'PUT', 'PATCH'] as const)('arrives as it was made: %s', async (method) => {
		const server = await receiver();
		const ownHeaders = { 'x-source': 'shop', 'user-agent': 'mine' };
		await call(`${server.url}/hook?a=1`, { request: { method, ownHeaders } });
		expect(server.received).toEqual([
			{
				method,
				url: '/hook?a=1',
				body: '{"type":"order.created","data":{"name":"Anna Müller"}}',
				headers: expect.objectContaining({
					host: new URL(server.url).host,
					'content-type': 'application/json',
					'content-length': '55',
					'x-source': 'shop',
					'user-agent': 'mine',
				}) as unknown,
			},
		]);
	});

	it('is signed so that the reference library of Standard Webhooks accepts it', async () => {
		const server = await receiver();
		const { signingKeys } = webhookCredential({ signingSecret: SECRET });
		await call(server.url, { signingKeys });
		const [{ body, headers }] = server.received as [Received];
		const verified = new Webhook(SECRET).verify(body, headers as Record<string, string>);
		expect(verified).toEqual({ type: 'order.created', data: { name: 'Anna Müller' } });
		expect(() =>
			new Webhook(SECRET).verify(body.replace('Anna', 'Anja'), headers as Record<string, string>),
		).toThrow('No matching signature found');
	});

	it.each([
		['the new secret', SECRET],
		['the old secret', OLD_SECRET],
	])('is accepted while a secret is being changed: %s', async (_what, known) => {
		const server = await receiver();
		const { signingKeys } = webhookCredential({ signingSecret: `${SECRET} ${OLD_SECRET}` });
		await call(server.url, { signingKeys });
		const [{ body, headers }] = server.received as [Received];
		expect(new Webhook(known).verify(body, headers as Record<string, string>)).toBeTruthy();
	});

	it('without a secret has an id but no signature', async () => {
		const server = await receiver();
		await call(server.url);
		expect(server.received[0]?.headers['webhook-id']).toBe('msg_abc');
		expect(server.received[0]?.headers).not.toHaveProperty('webhook-signature');
	});
});

describe('another try', () => {
	it.each([408, 429, 500, 502, 503, 504])('is made after %d', async (code) => {
		const server = await receiver(status(code), status(code), status(204));
		const network = testNetwork();
		const { attempts, response } = await call(server.url, { network });
		expect({ attempts, status: response.status }).toEqual({ attempts: 3, status: 204 });
		expect(network.waits).toEqual([1_000, 5_000]);
	});

	it('is made after a broken connection', async () => {
		const server = await receiver((response) => response.destroy(), status(200));
		expect(await call(server.url)).toMatchObject({ attempts: 2 });
	});

	it('is made after a name could not be looked up', async () => {
		const server = await receiver();
		const network = testNetwork({
			'shop.test': [Object.assign(new Error(), { code: 'EAI_AGAIN' }), ['127.0.0.1']],
		});
		const url = server.url.replace('127.0.0.1', 'shop.test');
		expect(await call(url, { network })).toMatchObject({ attempts: 2 });
	});

	it('has the id of the first, its own time, and a signature for it', async () => {
		const server = await receiver(status(500), status(200));
		const { signingKeys } = webhookCredential({ signingSecret: SECRET });
		let seconds = Math.floor(Date.now() / 1_000);
		const network = { ...testNetwork(), now: () => new Date((seconds += 1) * 1_000) };
		await call(server.url, { signingKeys, network });
		const [first, second] = server.received.map(({ headers }) => headers) as [
			Record<string, string>,
			Record<string, string>,
		];
		expect(second['webhook-id']).toBe(first['webhook-id']);
		expect(Number(second['webhook-timestamp'])).toBeGreaterThan(Number(first['webhook-timestamp']));
		for (const { body, headers } of server.received) {
			expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toBeTruthy();
		}
	});

	it('waits for as long as the receiver asks', async () => {
		const server = await receiver(status(429, { 'retry-after': '30' }), status(200));
		const network = testNetwork();
		await call(server.url, { network });
		expect(network.waits).toEqual([30_000]);
	});

	it('waits for no less than the delay where the receiver asks for less', async () => {
		const server = await receiver(status(503, { 'retry-after': '0' }), status(200));
		const network = testNetwork();
		await call(server.url, { network });
		expect(network.waits).toEqual([1_000]);
	});

	it('is left to the delivery where the receiver asks for more than a minute', async () => {
		const server = await receiver(status(429, { 'retry-after': '61' }));
		const network = testNetwork();
		expect(await failure(server.url, { network })).toMatchObject({ attempts: 1, retryable: true });
		expect(network.waits).toEqual([]);
	});

	it('is not made once the waiting is more than a minute together', async () => {
		const server = await receiver(status(429, { 'retry-after': '40' }));
		const network = testNetwork();
		expect(await failure(server.url, { network })).toMatchObject({ attempts: 2 });
		expect(network.waits).toEqual([40_000]);
	});

	it('is not made without delays', async () => {
		const server = await receiver(status(500));
		expect(await failure(server.url, { retryDelaysMs: [] })).toMatchObject({ attempts: 1 });
	});

	it.each([300, 304, 400, 401, 403, 404, 405, 409, 410, 413, 422])(
		'is never made after %d',
		async (code) => {
			const server = await receiver(status(code));
			const error = await failure(server.url);
			expect(error).toMatchObject({
				kind: 'status',
				retryable: false,
				attempts: 1,
				answer: { status: code },
			});
			expect(server.received).toHaveLength(1);
		},
	);

	it('is given up when the run is stopped', async () => {
		const server = await receiver(status(500));
		const stop = new AbortController();
		const network: WebhookNetwork = {
			...testNetwork(),
			wait: async (_milliseconds, signal) => {
				stop.abort();
				signal?.throwIfAborted();
			},
		};
		const error = await failure(server.url, { network, signal: stop.signal });
		expect(error).toMatchObject({ attempts: 1 });
		expect(server.received).toHaveLength(1);
	});

	it('that fails too is told of with all that is known', async () => {
		const server = await receiver(
			status(503, { 'content-type': 'application/json' }, '{"error":"later"}'),
		);
		const error = await failure(server.url);
		expect(error).toMatchObject({
			retryable: true,
			attempts: 3,
			answer: { status: 503, body: { error: 'later' } },
		});
		expect(error.message).toBe(
			`${server.url} answered 503. It has a problem of its own. It said: {"error":"later"} It was tried 3 times.`,
		);
	});
});
