import { openParts } from '../../../../engine/providers/shopify/fulfillmentOrders.ts';
import type { Shop } from '../../../../engine/providers/shopify/shop.ts';

const partsOf = async (...statuses: string[]) => {
	const nodes = statuses.map((status, id) => ({ id: String(id), status }));
	const pageInfo = { hasNextPage: false, endCursor: null };
	const answer = { order: { fulfillmentOrders: { nodes, pageInfo } } };
	const ask: Shop['ask'] = async (_query, _variables, data) => data.parse(answer);
	const shop: Shop = { ask, storeUrl: '', now: () => new Date(0), wait: async () => {} };
	return await openParts(shop, 'gid://shopify/Order/1');
};

describe('what is not sent of a Shopify order', () => {
	it('is told in words and counts', async () => {
		expect((await partsOf('ON_HOLD', 'SCHEDULED', 'ON_HOLD')).held).toBe(
			'2 on hold, 1 scheduled for later',
		);
	});

	it.each(['NEW_STATUS', 'constructor', '__proto__'])(
		'is not told of for a status that is not known: %s',
		async (status) => {
			expect(await partsOf(status)).toEqual({ byLocation: [], held: '' });
		},
	);
});
