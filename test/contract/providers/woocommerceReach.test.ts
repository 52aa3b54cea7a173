import type { Connection } from '../../../core/providers/provider.ts';
import { StoreError } from '../../../core/providers/storeError.ts';
import type { StoreHttp, StoreRequest } from '../../../core/providers/storeHttp.ts';
import { createClient } from '../../../core/providers/woocommerce/client.ts';
import type { WooCommerceCredentials } from '../../../core/providers/woocommerce/credentials.ts';
import { createWooCommerce } from '../../../core/providers/woocommerce/index.ts';

const moment = () => ({ now: new Date('2026-03-01T12:00:00Z'), nonce: 'n' });
const credentials = {
	storeUrl: 'https://shop.example',
	consumerKey: 'ck_0123456789',
	consumerSecret: 'cs_9876543210',
};

/** A shop at https, of which only the answers matter here. */
function shop(answer: (request: StoreRequest) => unknown) {
	const asked: StoreRequest[] = [];
	const http: StoreHttp = async (request) => {
		asked.push(request);
		return await Promise.resolve({ status: 200, headers: {}, body: answer(request) });
	};
	const connection: Connection<WooCommerceCredentials> = { credentials, http };
	return { asked, connection };
}
const refuse = (kind: StoreError['kind'], message: string, status: number, body: object) => {
	throw new StoreError(kind, message, { status, answer: JSON.stringify(body) });
};

describe('a shop that is reached in another way than most', () => {
	it('gets its keys in the query where its server drops the Authorization header, and from then on', async () => {
		const { asked, connection } = shop(({ query = {} }) =>
			query.consumer_key === 'ck_0123456789' && query.consumer_secret === 'cs_9876543210'
				? []
				: refuse('unauthorized', 'no', 401, { code: 'woocommerce_rest_cannot_view' }),
		);
		const call = createClient(moment);
		await call(connection, { method: 'GET', path: '/orders' });
		await call(connection, { method: 'GET', path: '/orders' });
		expect(asked.map(({ headers }) => headers?.authorization !== undefined)).toEqual([
			true,
			false,
			false,
		]);
	});

	it.each([
		['unauthorized', 401, 'rest_not_logged_in'],
		['unauthorized', 401, 'rest_login_required'],
		['forbidden', 403, 'jwt_auth_bad_auth_header'],
	] as const)(
		'gets its keys in the query where a plugin answers %s %i %s',
		async (kind, status, code) => {
			const { asked, connection } = shop(({ headers }) =>
				headers?.authorization === undefined ? [] : refuse(kind, 'no', status, { code }),
			);
			await createClient(moment)(connection, { method: 'GET', path: '/orders' });
			expect(asked).toHaveLength(2);
			expect(asked[1]?.url).toMatch(/^https:/);
		},
	);

	it('gets wrong keys only once', async () => {
		const { asked, connection } = shop(() =>
			refuse('unauthorized', 'no', 401, { code: 'woocommerce_rest_authentication_error' }),
		);
		const call = createClient(moment);
		await expect(call(connection, { method: 'GET', path: '/orders' })).rejects.toThrow(
			'does not accept the keys',
		);
		expect(asked).toHaveLength(1);
	});

	it('that refuses long pages is asked for shorter ones', async () => {
		const body = {
			code: 'rest_invalid_param',
			data: { params: { per_page: 'per_page must be between 1 (inclusive) and 50 (inclusive)' } },
		};
		const { asked, connection } = shop(({ query = {} }) =>
			Number(query.per_page) > 50 ? refuse('rejected', 'no', 400, body) : [],
		);
		const provider = createWooCommerce(moment);
		const position = { since: null, page: null };
		await provider.listChanges(connection, 'Order', position);
		await provider.listChanges(connection, 'Customer', position);
		expect(asked.map(({ query }) => query?.per_page)).toEqual(['100', '50', '50']);
	});

	it('is followed to the same address with a slash behind, and only for reading', async () => {
		const { asked, connection } = shop(({ method, url }) => {
			if (url.endsWith('/')) return [];
			const { pathname } = new URL(url);
			return refuse(
				'redirect',
				`https://shop.example answered 301 to ${method} ${pathname} and sends calls on to ${url}/. Enter the address that the shop really has as store URL.`,
				301,
				{},
			);
		});
		const call = createClient(moment);
		await call(connection, { method: 'GET', path: '/orders' });
		expect(asked.at(-1)?.url).toBe('https://shop.example/wp-json/wc/v3/orders/');
		await expect(call(connection, { method: 'POST', path: '/orders' })).rejects.toMatchObject({
			kind: 'redirect',
			message: expect.stringContaining('"Plain" is not chosen under Settings > Permalinks'),
		});
	});

	it('that answers with nothing is found by the test of its keys', async () => {
		const { connection } = shop(() => null);
		await expect(createWooCommerce(moment).checkCredentials(connection)).rejects.toThrow(
			'https://shop.example answered with nothing to GET /webhooks.',
		);
	});

	it.each(['orders', 'customers', 'products'])(
		'whose keys may not see %s is found by the test of its keys',
		async (hidden) => {
			const { connection } = shop(({ url }) =>
				url.endsWith(`/${hidden}`)
					? refuse('forbidden', `GET /${hidden}: you may not`, 403, { code: 'x' })
					: [],
			);
			await expect(createWooCommerce(moment).checkCredentials(connection)).rejects.toThrow(hidden);
		},
	);
});
