import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { testNetwork } from './testNetwork.ts';
import {
	call,
	failure,
	status,
	startReceiver,
	type Answer,
	type Receiver,
} from './webhookReceiver.ts';

const closing: Array<() => Promise<void>> = [];

afterEach(async () => {
	for (const close of closing.splice(0)) await close();
});

async function receiver(...answers: Answer[]): Promise<Receiver> {
	const server = await startReceiver(...answers);
	closing.push(() => server.close());
	return server;
}

describe('what the receiver answers', () => {
	const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

	it('is given with status, headers and parsed JSON, without cookies', async () => {
		const server = await receiver(
			status(202, { ...JSON_TYPE, 'x-id': '7', 'set-cookie': 'session=1' }, '{"ok":true}'),
		);
		const { response } = await call(server.url);
		expect(response).toMatchObject({ status: 202, body: { ok: true }, bodyProblem: null });
		expect(response.headers).toMatchObject({ 'x-id': '7' });
		expect(response.headers).not.toHaveProperty('set-cookie');
	});

	it.each(['constructor', '__proto__', 'toString', 'unknown'])(
		'is left out, and the webhook taken over, where it says that it is packed as %s',
		async (encoding) => {
			const packed = { ...JSON_TYPE, 'content-encoding': encoding };
			const server = await receiver(status(200, packed, '{"ok":true}'));
			const { response, attempts } = await call(server.url);
			expect(response).toMatchObject({
				status: 200,
				body: null,
				bodyProblem: 'It is packed in a way that is not known.',
			});
			expect(attempts).toBe(1);
		},
	);

	it.each([
		['text', { 'content-type': 'text/plain' }, 'ok', 'ok'],
		['JSON that is none', JSON_TYPE, '{"a":', '{"a":'],
		['nothing', JSON_TYPE, '', null],
		['a problem in JSON', { 'content-type': 'application/problem+json' }, '{"a":1}', { a: 1 }],
		['JSON nested too deeply', JSON_TYPE, '['.repeat(5_000) + ']'.repeat(5_000), /^\[{5000}/],
	])('may be %s', async (_what, headers, body, expected) => {
		const server = await receiver(status(200, headers, body));
		const { response } = await call(server.url);
		if (expected instanceof RegExp) expect(response.body).toMatch(expected);
		else expect(response.body).toEqual(expected);
	});

	it.each([
		['gzip', gzipSync],
		['deflate', deflateSync],
		['br', brotliCompressSync],
	] as const)('may be packed: %s', async (encoding, pack) => {
		const server = await receiver((response) =>
			response
				.writeHead(200, { ...JSON_TYPE, 'content-encoding': encoding })
				.end(pack('{"ok":true}')),
		);
		expect((await call(server.url)).response.body).toEqual({ ok: true });
	});

	it.each([
		['gzip', gzipSync],
		['br', brotliCompressSync],
	] as const)('is not unpacked beyond 1 MB: %s', async (encoding, pack) => {
		const bomb = pack(Buffer.alloc(200 * 1024 * 1024));
		expect(bomb.length).toBeLessThan(1024 * 1024);
		const server = await receiver((response) =>
			response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
		);
		const before = process.memoryUsage().rss;
		const { response } = await call(server.url);
		expect(response).toMatchObject({ body: null, bodyProblem: 'It is larger than 1 MB.' });
		expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
	});

	it('may be 1 MB, and no more', async () => {
		const most = 'a'.repeat(1024 * 1024);
		const server = await receiver(status(200, {}, most), status(200, {}, `${most}a`));
		expect((await call(server.url)).response.body).toBe(most);
		expect((await call(server.url)).response.bodyProblem).toBe('It is larger than 1 MB.');
	});

	it.each([
		['endless', (response: ServerResponse) => void response.writeHead(200).write('{')],
		[
			'cut off',
			(response: ServerResponse) =>
				void response
					.writeHead(200, { 'content-length': '10' })
					.write('{', () => response.destroy()),
		],
		[
			'packed and broken',
			(response: ServerResponse) =>
				void response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
		],
	])('has been taken over where only the body is %s', async (_what, answer) => {
		const server = await receiver(answer);
		const { response, attempts } = await call(server.url, { timeoutMs: 3_000 });
		expect(response).toMatchObject({ status: 200, bodyProblem: 'It did not arrive whole.' });
		expect(attempts).toBe(1);
	});

	it('is waited for until the time limit', async () => {
		const server = await receiver(() => {});
		const error = await failure(server.url, { timeoutMs: 200, retryDelaysMs: [] });
		expect(error).toMatchObject({
			kind: 'timeout',
			retryable: true,
			message: `${server.url} did not answer within 0.2 seconds.`,
		});
	});

	it('is not waited for where the name is never looked up', async () => {
		const network = { ...testNetwork(), resolve: () => new Promise<never>(() => {}) };
		const error = await failure('http://shop.test/', {
			network,
			timeoutMs: 200,
			retryDelaysMs: [],
		});
		expect(error.kind).toBe('timeout');
	});

	it('does not bring a secret into the message', async () => {
		const server = await receiver((response, { headers }) =>
			response.writeHead(401).end(`You sent ${headers.authorization} and ${headers['x-key']}`),
		);
		const ownHeaders = { authorization: 'Bearer s3cret-token', 'x-key': 'k3y-of-mine' };
		const { message } = await failure(`${server.url}/T0/s3cret-path?key=s3cret-query`, {
			request: { ownHeaders },
		});
		expect(message).toContain('It said: You sent *** and ***');
		expect(message).not.toMatch(/s3cret|k3y/);
	});

	it('may be no HTTP at all', async () => {
		const server = await receiver((response) => {
			response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n');
		});
		expect(await failure(server.url)).toMatchObject({ kind: 'protocol', attempts: 1 });
	});
});
