import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import { createShopAddresses } from '../../../engine/providers/shopAddresses.ts';
import { StoreError } from '../../../engine/providers/storeError.ts';
import { startServer, type SimulatedServer } from '../../support/simulatedServer.ts';
import { dnsError, testNetwork } from '../webhook/testNetwork.ts';

const OPTION = 'Stores in Your Own Network';

describe('an address of a shop that was given through the API is no way into the own network', () => {
	let server: SimulatedServer;
	let asked = 0;
	let answer = { status: 200, body: '{}' };
	let port: string;

	beforeAll(async () => {
		server = await startServer((_request, response) => {
			asked += 1;
			response.writeHead(answer.status, { 'content-type': 'application/json' });
			response.end(answer.body);
		});
		({ port } = new URL(server.url));
	});
	beforeEach(() => {
		asked = 0;
		answer = { status: 200, body: '{"name":"Shop"}' };
	});
	afterAll(async () => await server.close());

	const call = async (
		host: string,
		{ allowPrivate = false, names = {} as Parameters<typeof testNetwork>[0] } = {},
	) => {
		const { resolve } = testNetwork(names);
		const http = axiosStoreHttp({
			timeoutMs: 2_000,
			addressesOf: createShopAddresses({ allowPrivate, option: OPTION }, resolve),
		});
		return await http({ method: 'GET', url: `http://${host}:${port}/health` }).catch(
			(error: unknown) => error,
		);
	};

	it.each(['127.0.0.1', '[::1]', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]', 'shop.example'])(
		'%s is refused before anything is sent, with the option that allows it',
		async (host) => {
			const error = await call(host, { names: { 'shop.example': [['127.0.0.1']] } });
			expect(error).toBeInstanceOf(StoreError);
			expect((error as StoreError).message).toMatch(/^Store URL: .* must not be called/);
			expect((error as StoreError).message).toContain(`switch on "${OPTION}"`);
			expect(asked).toBe(0);
		},
	);

	it.each(['169.254.169.254', '[fd00:ec2::254]', '100.100.100.200', 'metadata.example'])(
		'%s, where a cloud hands out keys, is refused with the option, too',
		async (host) => {
			const error = await call(host, {
				allowPrivate: true,
				names: { 'metadata.example': [['169.254.169.254']] },
			});
			expect((error as StoreError).message).toContain('Such an address is never called.');
		},
	);

	it('one address among several that must not be called refuses the name', async () => {
		const names = { 'shop.example': [['203.0.114.7', '10.0.0.7']] };
		expect(((await call('shop.example', { names })) as StoreError).message).toContain('10.0.0.7');
	});

	it('what was checked is what is called: the name is not looked up again', async () => {
		const names = { 'shop.example': [['127.0.0.1'], ['169.254.169.254']] };
		const answered = await call('shop.example', { allowPrivate: true, names });
		expect(answered).toMatchObject({ status: 200, body: { name: 'Shop' } });
		expect(asked).toBe(1);
	});

	it('a name that nobody knows is told as such', async () => {
		const names = { 'shop.example': [dnsError('ENOTFOUND')] };
		expect(((await call('shop.example', { names })) as StoreError).message).toContain(
			'No server is known by the name shop.example',
		);
	});

	it.each([
		['{"message":"root:x:0:0","kind":"Status","apiVersion":"v1"}'],
		['{"error":{"reason":"root:x:0:0"},"took":1}'],
		['{"errors":{"secret":{"inner":"root:x:0:0"}}}'],
		['["root:x:0:0"]'],
		['root:x:0:0'],
		['<html>root:x:0:0</html>'],
	])('nothing of a body that is not the error of a shop is quoted: %s', async (body) => {
		for (const status of [400, 401, 403, 404, 429, 500]) {
			answer = { status, body };
			const error = await call('127.0.0.1', { allowPrivate: true });
			expect((error as StoreError).message).toContain(`answered ${status}`);
			expect((error as StoreError).message).not.toContain('root:x');
		}
	});

	it.each([
		[
			'{"code":"woocommerce_rest_cannot_view","message":"No right.","data":{"status":403}}',
			'No right.',
		],
		['{"errors":{"line_items":["cannot be blank"]}}', 'cannot be blank'],
		['{"error":"invalid_client","error_description":"Unknown app."}', 'Unknown app.'],
		['{"message":"This key can only read."}', 'This key can only read.'],
	])('what a shop says is quoted: %s', async (body, said) => {
		answer = { status: 403, body };
		const error = await call('127.0.0.1', { allowPrivate: true });
		expect((error as StoreError).message).toContain(said);
	});
});
