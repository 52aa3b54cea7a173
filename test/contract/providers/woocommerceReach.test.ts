import { importStore } from '../../../engine/inbox/importStore.ts';
import { integrationOf } from '../../../engine/inbox/integration.ts';
import { createClient } from '../../../engine/providers/woocommerce/client.ts';
import { openState } from '../../../engine/state/openState.ts';
import type { Front } from '../../support/httpsFront.ts';
import type { SimulatedShopOptions } from '../../support/simulatedWooCommerce/startSimulatedShop.ts';
import { INTEGRATION, saveIntegration, testClock, testInbox } from '../../support/testInbox.ts';
import {
	refusesPagesOver,
	sendsOnToSlash,
	startWooReach,
	type WooReach,
} from '../../support/wooReach.ts';

let reach: WooReach;
const start = async (front: Front = {}, options: SimulatedShopOptions = {}) => {
	reach = await startWooReach(front, options);
	return reach;
};
afterEach(async () => await reach.close());

const moment = () => ({ now: new Date(), nonce: String(Math.random()) });
const FIRST = { since: null, page: null };
const hadHeader = () => reach.front.asked.map(({ headers }) => headers.authorization !== undefined);

describe('a shop that is reached in another way than most', () => {
	it('gets its keys in the query where its server drops the Authorization header, and from then on', async () => {
		const { connection } = await start({ drops: ['authorization'] });
		const call = createClient(moment);
		await call(connection, { method: 'GET', path: '/orders' });
		await call(connection, { method: 'GET', path: '/orders' });
		expect(hadHeader()).toEqual([true, false, false]);
	});

	it.each([
		[401, 'rest_not_logged_in'],
		[401, 'rest_login_required'],
		[403, 'jwt_auth_bad_auth_header'],
	] as const)('gets its keys in the query where a plugin answers %i %s', async (status, code) => {
		const { connection } = await start({
			answers: ({ headers }) =>
				headers.authorization === undefined
					? null
					: { status, json: { code, message: 'no', data: { status } } },
		});
		await createClient(moment)(connection, { method: 'GET', path: '/orders' });
		expect(hadHeader()).toEqual([true, false]);
	});

	it('gets wrong keys only once', async () => {
		const { connection, provider } = await start();
		const { credentials } = connection;
		const wrong = { ...credentials, consumerSecret: 'cs_wrong' };
		await expect(
			provider.listChanges({ ...connection, credentials: wrong }, 'Order', FIRST),
		).rejects.toThrow('does not accept the keys');
		expect(reach.front.asked).toHaveLength(1);
	});

	it.each([
		['says how many it takes', refusesPagesOver(50), ['100', '50', '50']],
		['does not say it', refusesPagesOver(30, 'nope'), ['100', '50', '20', '20']],
	])(
		'that refuses long pages is asked for shorter ones, where it %s',
		async (_, answers, asked) => {
			const { connection, provider, shop } = await start({ answers });
			for (let count = 0; count < 60; count += 1) {
				shop.data.tick();
				shop.data.placeOrder();
			}
			await provider.listChanges(connection, 'Order', FIRST);
			await provider.listChanges(connection, 'Customer', FIRST);
			const sizes = reach.front.asked.map(({ url }) => url.searchParams.get('per_page'));
			expect(sizes).toEqual(asked);
		},
	);

	it('is followed to the same address with a slash behind, and only for reading', async () => {
		const { connection } = await start({ answers: sendsOnToSlash as Front['answers'] });
		const call = createClient(moment);
		const { body } = await call(connection, { method: 'GET', path: '/orders' });
		const paths = reach.front.asked.map(({ url }) => url.pathname);
		expect(paths).toEqual(['/wp-json/wc/v3/orders', '/wp-json/wc/v3/orders/']);
		expect(body).toEqual([]);
		await expect(call(connection, { method: 'POST', path: '/orders' })).rejects.toMatchObject({
			kind: 'redirect',
			redirectTo: `${reach.front.url}/wp-json/wc/v3/orders/`,
			message: expect.stringContaining('"Plain" is not chosen under Settings > Permalinks'),
		});
	});

	it.each([
		['another host', (path: string) => `https://elsewhere.example${path}/`],
		['another path', () => '/wp-login.php'],
		['http', (path: string, host: string) => `http://${host}${path}/`],
	])('is not followed to %s', async (_, target) => {
		const { connection } = await start({
			answers: ({ url, headers }) => ({
				status: 302,
				json: {},
				headers: { location: target(url.pathname, headers.host!) },
			}),
		});
		const call = createClient(moment);
		await expect(call(connection, { method: 'GET', path: '/orders' })).rejects.toMatchObject({
			kind: 'redirect',
		});
		expect(reach.front.asked).toHaveLength(1);
	});

	it('that answers with nothing is found by the test of its keys', async () => {
		const { connection, provider } = await start({ answers: () => ({ status: 200 }) });
		await expect(provider.checkCredentials(connection)).rejects.toThrow(
			`${reach.front.url} answered with nothing to GET /webhooks.`,
		);
	});

	it.each(['/orders', '/customers', '/products'])(
		'whose keys may not see %s is found by the test of its keys',
		async (hidden) => {
			const { connection, provider, shop } = await start();
			shop.hidden = hidden;
			await expect(provider.checkCredentials(connection)).rejects.toMatchObject({
				kind: 'forbidden',
				message: expect.stringContaining(hidden),
			});
		},
	);
});

describe('a key that may only read', () => {
	const MAY_ONLY_READ = 'may only read. Make one with the permission "Read/Write"';

	it('is found by the test of the credential, and so before publishing asks for webhooks', async () => {
		const { connection, provider } = await start({}, { permissions: 'read' });
		await expect(provider.checkCredentials(connection)).rejects.toThrow(MAY_ONLY_READ);
	});

	it('is named when webhooks are registered, put right or removed', async () => {
		const { connection, provider, shop } = await start({}, { permissions: 'read' });
		const url = 'https://n8n.example/webhook/x/store';
		await expect(provider.registerWebhooks(connection, url, 'guid')).rejects.toThrow(MAY_ONLY_READ);
		shop.webhooks.push({
			...{ id: 24, name: 'n8n: order.updated', topic: 'order.updated', secret: 's' },
			...{ status: 'disabled', delivery_url: url },
		});
		await expect(provider.registerWebhooks(connection, url, 'guid')).rejects.toThrow(MAY_ONLY_READ);
		await expect(provider.removeWebhooks(connection, url)).rejects.toThrow(MAY_ONLY_READ);
	});

	it('brings in what has changed all the same, and the import says that it may only read', async () => {
		const { connection, provider, shop } = await start({}, { permissions: 'read' });
		shop.data.placeOrder();
		const state = await openState({ kind: 'sqlite', file: ':memory:' }, Date.now());
		try {
			const row = { ...INTEGRATION, provider: 'woocommerce', storeUrl: reach.front.url };
			await saveIntegration(state, row, Date.now());
			const done = await importStore(
				testInbox(state, testClock(Date.now())),
				{
					integration: (await integrationOf(state, row.space, row.guid))!,
					...{ provider, connection, webhookUrl: null },
				},
				['Order'],
				{ firesForExisting: false, onPage: () => {}, wait: async () => {} },
			);
			expect(done!.imported.Order).toMatchObject({ entities: 1 });
			expect(done!.webhooks).toMatchObject({ failed: expect.stringContaining(MAY_ONLY_READ) });
		} finally {
			await state.close();
		}
	});
});
