import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import { StoreError } from '../../../engine/providers/storeError.ts';
import type { StoreRequest } from '../../../engine/providers/storeHttp.ts';
import { bodyOf, startServer, type SimulatedServer } from '../../support/simulatedServer.ts';

const TLS = join(__dirname, '../../fixtures/tls');
const SECRET = 'sk_live_0123456789';
const NOW = new Date('2026-11-23T20:31:07Z');

let server: SimulatedServer;
let received: { url: string; headers: Record<string, unknown>; body: string };

beforeAll(async () => {
	server = await startServer((request, response) => {
		void (async () => {
			const body = (await bodyOf(request)).toString();
			received = { url: request.url ?? '', headers: request.headers, body };
			const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
			const status = Number(searchParams.get('status') ?? 200);
			const headers = Object.fromEntries(
				[...searchParams]
					.filter(([name]) => name.startsWith('h-'))
					.map(([n, v]) => [n.slice(2), v]),
			);
			if (pathname === '/silent') return;
			if (pathname === '/drip') {
				response.writeHead(200, headers);
				const timer = setInterval(() => response.write(' '), 20);
				response.on('close', () => clearInterval(timer));
				return;
			}
			if (pathname === '/large') {
				response.writeHead(200, { 'content-encoding': 'gzip' });
				response.end(gzipSync(JSON.stringify('x'.repeat(100_000))));
				return;
			}
			if (pathname === '/cut') {
				response.writeHead(200, { 'content-length': '100' });
				response.write('{"id":');
				setTimeout(() => response.destroy(), 20);
				return;
			}
			response.writeHead(status, headers);
			response.end(searchParams.get('answer') ?? '');
		})();
	});
});
afterAll(async () => await server.close());

const http = axiosStoreHttp({ timeoutMs: 1_000, maxAnswerBytes: 50_000, now: () => NOW });
const get = (path: string, query: Record<string, string> = {}): StoreRequest => ({
	method: 'GET',
	url: server.url + path,
	query,
	headers: { authorization: `Bearer ${SECRET}` },
});
const failure = async (request: StoreRequest, by = http): Promise<StoreError> => {
	const error: unknown = await by(request).then(
		() => null,
		(thrown: unknown) => thrown,
	);
	if (!(error instanceof StoreError))
		throw new Error('a StoreError was expected', { cause: error });
	return error;
};

describe('a call to a store', () => {
	it('brings back the status, the headers in lower case and the JSON', async () => {
		const answer = await http(get('/', { status: '201', answer: '{"id":1}', 'h-X-Total': '7' }));
		expect(answer).toMatchObject({ status: 201, body: { id: 1 }, headers: { 'x-total': '7' } });
	});

	it('has null for an empty answer', async () => {
		expect((await http(get('/', { status: '204' }))).body).toBeNull();
	});

	it('sends JSON, a form, and a query that is encoded as RFC 3986 says', async () => {
		await http({ method: 'POST', url: server.url, json: { a: 'ü' } });
		expect(received.body).toBe('{"a":"ü"}');
		expect(received.headers['content-type']).toBe('application/json');
		await http({ method: 'POST', url: server.url, form: { a: 'b c', d: '&' } });
		expect(received.body).toBe('a=b+c&d=%26');
		await http({ method: 'GET', url: server.url, query: { sign: 'a+b/c=', 'x y': ':' } });
		expect(received.url).toBe('/?sign=a%2Bb%2Fc%3D&x%20y=%3A');
	});
});

describe('an answer that is no use', () => {
	it.each([
		[301, 'redirect'],
		[308, 'redirect'],
		[400, 'rejected'],
		[401, 'unauthorized'],
		[403, 'forbidden'],
		[404, 'not_found'],
		[410, 'not_found'],
		[408, 'unavailable'],
		[422, 'rejected'],
		[429, 'throttled'],
		[500, 'unavailable'],
		[501, 'unavailable'],
		[503, 'unavailable'],
	])(
		'of %i is "%s", with the address, the status and what the store said',
		async (status, kind) => {
			const answer = '{"message":"No such luck"}';
			const error = await failure(get('/wp-json/x', { status: String(status), answer }));
			expect(error).toMatchObject({ kind, status, answer });
			expect(error.message).toContain(server.url);
			expect(error.message).toContain(`${status} to GET /wp-json/x`);
			if (kind !== 'redirect') expect(error.message).toContain('No such luck.');
		},
	);

	it('that is a redirect is not followed, and names where it goes without its query', async () => {
		const location = `${server.url}/elsewhere?key=${SECRET}`;
		const error = await failure(get('/here', { status: '302', 'h-location': location }));
		expect(received.url).toContain('/here');
		expect(error.message).toContain(`${server.url}/elsewhere.`);
		expect(error.message).not.toContain(SECRET);
	});

	it.each([
		['30', 30_000],
		['Mon, 23 Nov 2026 20:31:17 GMT', 10_000],
	])('says how long to wait: Retry-After %s', async (header, expected) => {
		const error = await failure(get('/', { status: '429', 'h-retry-after': header }));
		expect(error.retryAfterMs).toBe(expected);
	});

	it.each([200, 403])('that is a web page with %i points at a firewall', async (status) => {
		const page = {
			answer: '<!DOCTYPE html><p>Checking your browser',
			'h-content-type': 'text/html',
		};
		const error = await failure(get('/', { status: String(status), ...page }));
		expect(error).toMatchObject({ kind: 'not_json', status });
		expect(error.message).toMatch(/web page.*firewall/);
	});

	it.each([
		[202, '<html><head><meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2F">'],
		[429, '<html><script>window._cf_chl_opt={cvId:"3"};</script>'],
		[503, '<!DOCTYPE html><title>Just a moment...</title><script>window._cf_chl_opt={}</script>'],
	])(
		'that asks for a person with %i points at a firewall, and not at a busy shop',
		async (status, answer) => {
			const page = { answer, 'h-content-type': 'text/html' };
			const error = await failure(get('/', { status: String(status), ...page }));
			expect(error).toMatchObject({ kind: 'not_json', status });
			expect(error.message).toMatch(/web page.*firewall/);
		},
	);

	it('that is half of some JSON is "not_json"', async () => {
		expect(await failure(get('/', { answer: '{"id":' }))).toMatchObject({ kind: 'not_json' });
	});

	it('whose connection breaks off is "unreachable"', async () => {
		expect(await failure(get('/cut'))).toMatchObject({
			kind: 'unreachable',
			message: expect.stringContaining('closed the connection before it had answered'),
		});
	});

	it('that is too large, unpacked, is not read to its end', async () => {
		expect(await failure(get('/large'))).toMatchObject({ kind: 'too_large' });
	});

	it.each(['/silent', '/drip'])('that does not end in time is given up: %s', async (path) => {
		const error = await failure(get(path), axiosStoreHttp({ timeoutMs: 200 }));
		expect(error).toMatchObject({ kind: 'timeout', status: null });
		expect(error.message).toMatch(/did not answer within 0\.2 seconds\. Try again later\.$/);
	});

	it('never shows a key, though the store repeats it', async () => {
		const answer = JSON.stringify({ message: `${'x'.repeat(190)}${SECRET} is wrong`, key: SECRET });
		const error = await failure(get('/', { status: '401', answer }));
		const shown = `${error.message} ${error.answer} ${JSON.stringify(error)} ${error.stack}`;
		expect(shown).not.toContain(SECRET);
		expect(shown).not.toContain(SECRET.slice(0, 10));
	});
});

describe('a store that cannot be reached', () => {
	const listening = async (tcp: Server) => {
		await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
		return (tcp.address() as AddressInfo).port;
	};
	const closed = async (tcp: Server) => {
		await new Promise((resolve) => tcp.close(resolve));
	};

	it('because nothing listens', async () => {
		const tcp = createTcpServer();
		const port = await listening(tcp);
		await closed(tcp);
		const error = await failure({ method: 'GET', url: `http://127.0.0.1:${port}/x?key=${SECRET}` });
		expect(error.kind).toBe('unreachable');
		expect(error.message).toMatch(/^http:\/\/127\.0\.0\.1:\d+ cannot be reached: nothing answers/);
		expect(error.message).not.toContain(SECRET);
	});

	it('because its name is not known', async () => {
		const error = await failure({ method: 'GET', url: 'https://shop.invalid/' });
		expect(error.kind).toBe('unreachable');
		expect(error.message).toMatch(/https:\/\/shop\.invalid cannot be reached: .*(name|looked up)/);
	});

	it('because its certificate is signed by itself', async () => {
		const tls = createTlsServer({
			cert: readFileSync(join(TLS, 'selfSigned.cert.pem')),
			key: readFileSync(join(TLS, 'selfSigned.key.pem')),
		});
		const port = await listening(tls);
		const error = await failure({ method: 'GET', url: `https://127.0.0.1:${port}/` });
		await closed(tls);
		expect(error.kind).toBe('unreachable');
		expect(error.message).toContain('its certificate is signed by nobody but itself');
	});

	it('because it speaks http where https is asked for', async () => {
		const error = await failure({ method: 'GET', url: server.url.replace('http:', 'https:') });
		expect(error.kind).toBe('unreachable');
		expect(error.message).toContain('http:// or https://');
	});
});
