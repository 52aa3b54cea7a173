import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callWebhook } from '../../../engine/messages/webhook/callWebhook.ts';
import type { ActionError } from '../../../engine/actions/actionError.ts';
import { resolveHost } from '../../../engine/http/httpRequest.ts';
import { startServer } from '../../support/simulatedServer.ts';
import { HOSTILE_NAMES, HOSTILE_URLS, NEVER_ALLOWED } from './hostileUrls.ts';
import { requestTo, testNetwork, type TestNetwork } from './testNetwork.ts';

/** Listens on every address of this machine, and counts whoever connects. */
let trap: Server;
let port: number;
let connections: number;
let redirectTo: string | null;

beforeAll(async () => {
	trap = createServer((_request, response) => {
		if (redirectTo === null) response.end('{}');
		else response.writeHead(307, { location: redirectTo }).end();
	});
	trap.on('connection', () => (connections += 1));
	await new Promise<void>((resolve) => trap.listen(0, resolve));
	({ port } = trap.address() as AddressInfo);
});

beforeEach(() => {
	connections = 0;
	redirectTo = null;
});

afterAll(async () => {
	trap.closeAllConnections();
	await new Promise((resolve) => trap.close(resolve));
});

const atPort = (url: string) => url.replaceAll('PORT', String(port));

async function call(
	url: string,
	allowPrivateAddresses: boolean,
	network: TestNetwork = testNetwork(HOSTILE_NAMES),
) {
	const call = {
		id: 'msg_1',
		signingKeys: [],
		retryDelaysMs: [1_000],
		timeoutMs: 5_000,
		allowPrivateAddresses,
	};
	return await callWebhook(requestTo(atPort(url)), call, network);
}

async function refusal(...given: Parameters<typeof call>): Promise<ActionError> {
	return await call(...given).then(
		({ response }) => Promise.reject(new Error(`It was answered ${response.status}.`)),
		(error: ActionError) => error,
	);
}

describe('a webhook URL', () => {
	it('on this server is called where private addresses are allowed', async () => {
		const { response } = await call('http://127.0.0.1:PORT/', true);
		expect(response.status).toBe(200);
		expect(connections).toBe(1);
	});

	it.each(HOSTILE_URLS)('is refused: %s', async (_what, url, kind) => {
		const error = await refusal(url, false);
		expect(error).toMatchObject({ name: 'ActionError', kind });
		expect(connections).toBe(0);
	});

	it('that is refused is not tried again', async () => {
		const network = testNetwork(HOSTILE_NAMES);
		expect(await refusal('http://mixed.test:PORT/', false, network)).toMatchObject({
			attempts: 1,
			retryable: false,
		});
		expect(network.asked).toEqual(['mixed.test']);
	});

	it.each(NEVER_ALLOWED)('is refused even with private addresses allowed: %s', async (url) => {
		const error = await refusal(url, true);
		expect(error.kind).toBe('address');
		expect(error.message).toContain('Such an address is never called.');
		expect(connections).toBe(0);
	});

	it('tells how a server of the own network can be called', async () => {
		const { message } = await refusal('http://private.test/', false);
		expect(message).toBe(
			'private.test must not be called: its address 10.0.0.5 is in a private network. If this is a server of your own, switch on "Allow Private Addresses".',
		);
	});

	it('is looked up as this machine does it', async () => {
		const network = { ...testNetwork(), resolve: resolveHost };
		expect(await refusal('http://localhost:PORT/', false, network)).toMatchObject({
			kind: 'address',
		});
		expect(connections).toBe(0);
		expect((await call('http://localhost:PORT/', true, network)).response.status).toBe(200);
	});
});

describe('a name whose address changes', () => {
	it('between check and use is called at the address that was checked', async () => {
		const received: string[] = [];
		const server = await startServer((request, response) => {
			received.push(request.url ?? '');
			response.end();
		});
		try {
			const network = testNetwork({ 'rebind.test': [['127.0.0.2'], ['127.0.0.1']] });
			const url = server.url.replace('127.0.0.1', 'rebind.test');
			await expect(
				callWebhook(
					requestTo(url),
					{
						id: 'msg_1',
						signingKeys: [],
						retryDelaysMs: [],
						timeoutMs: 1_000,
						allowPrivateAddresses: true,
					},
					network,
				),
			).rejects.toMatchObject({ attempts: 1 });
			expect(network.asked).toEqual(['rebind.test']);
			expect(received).toEqual([]);
		} finally {
			await server.close();
		}
	});

	it('is looked up by nobody else: a name that only we know is reached', async () => {
		const network = testNetwork({ 'ours.test': [['127.0.0.1']] });
		expect((await call('http://ours.test:PORT/', true, network)).response.status).toBe(200);
		expect(network.asked).toEqual(['ours.test']);
	});

	it('is checked again with each further try', async () => {
		const error = await refusal('http://slow.test:PORT/', false);
		expect(error).toMatchObject({ kind: 'address', attempts: 2 });
		expect(connections).toBe(0);
	});
});

describe('a redirect', () => {
	it.each([
		...NEVER_ALLOWED.map((url) => [url, 'address'] as const),
		['http://nobody.test:PORT/', 'unreachable'],
		['http://zone.test:PORT/', 'address'],
		['http://user@127.0.0.1:PORT/', 'redirect'],
		['http://127.0.0.1:0/', 'redirect'],
		['//0:PORT/', 'address'],
		['file:///etc/passwd', 'redirect'],
		['ftp://127.0.0.1:PORT/', 'redirect'],
		['javascript:alert(1)', 'redirect'],
		['unix:/var/run/docker.sock', 'redirect'],
		['http://[::1', 'redirect'],
	] as const)('is checked as the URL is: %s', async (target, kind) => {
		redirectTo = atPort(target);
		const error = await refusal('http://127.0.0.1:PORT/', true);
		expect(error.kind).toBe(kind);
		expect(connections).toBe(kind === 'unreachable' ? 2 : 1);
	});
});
