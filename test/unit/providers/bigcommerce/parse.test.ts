import { providerOf } from '../../../../engine/providers/providers.ts';
import type { StoreMessage } from '../../../../engine/providers/provider.ts';

const bigcommerce = providerOf('bigcommerce')!;
const parsed = (body: unknown, headers: Record<string, string> = {}): StoreMessage =>
	bigcommerce.parse({
		headers,
		body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
		receivedAt: new Date(),
	});

const HASH = '7ee67cd1cf2ca60bc1aa9e5fe957d2de373be4ca';
const message = (scope: string, data: unknown, more: object = {}) => ({
	...{ scope, store_id: '1025646', data, hash: HASH, created_at: 1_764_061_200 },
	producer: 'stores/abc',
	...more,
});

/** One for each scope, as the `data` of the samples in bigcommerce/docs `docs/webhooks/callbacks/data` has it. */
const READ: ReadonlyArray<readonly [scope: string, data: unknown, entityType: string, id: string]> =
	[
		['store/order/created', { type: 'order', id: 250 }, 'Order', '250'],
		['store/order/updated', { type: 'order', id: 250 }, 'Order', '250'],
		[
			'store/order/statusUpdated',
			{ type: 'order', id: 250, status: { previous_status_id: 0, new_status_id: 11 } },
			...(['Order', '250'] as const),
		],
		[
			'store/order/refund/created',
			{ type: 'order', id: 250, refund: { refund_id: 3 } },
			...(['Order', '250'] as const),
		],
		// As the schemas beside the samples have them: neither names the entity as all others do.
		[
			'store/order/transaction/created',
			{ order_id: '250', transaction_id: '9', type: 'purchase', result: { code: '0' } },
			...(['Order', '250'] as const),
		],
		['store/order/transaction/updated', { type: 'order', id: '250' }, 'Order', '250'],
		[
			'store/customer/channel/login/access/updated',
			{ customer_id: 32, channel_ids: [1] },
			...(['Customer', '32'] as const),
		],
		['store/shipment/created', { type: 'shipment', id: 12, orderId: 251 }, 'Order', '251'],
		['store/shipment/updated', { type: 'shipment', id: 12, orderId: 251 }, 'Order', '251'],
		['store/shipment/deleted', { type: 'shipment', id: 12, orderId: 251 }, 'Order', '251'],
		['store/customer/created', { type: 'customer', id: 32 }, 'Customer', '32'],
		['store/customer/updated', { type: 'customer', id: 32 }, 'Customer', '32'],
		...['created', 'updated', 'deleted'].map(
			(word) =>
				[
					`store/customer/address/${word}`,
					{ type: 'customer', id: 60, address: { customer_id: 32 } },
					'Customer',
					'32',
				] as const,
		),
		['store/product/created', { type: 'product', id: 205 }, 'Product', '205'],
		['store/product/updated', { type: 'product', id: 205 }, 'Product', '205'],
		...['store/product/inventory/updated', 'store/product/inventory/order/updated'].map(
			(scope) =>
				[
					scope,
					{
						type: 'product',
						id: 167,
						inventory: { product_id: 167, method: 'absolute', value: 1 },
					},
					'Product',
					'167',
				] as const,
		),
		...['created', 'updated', 'deleted'].map(
			(word) =>
				[
					`store/sku/${word}`,
					{ type: 'sku', id: 461, sku: { product_id: 206, variant_id: 509 } },
					'Product',
					'206',
				] as const,
		),
		...['store/sku/inventory/updated', 'store/sku/inventory/order/updated'].map(
			(scope) =>
				[
					scope,
					{ type: 'sku', id: 461, inventory: { product_id: 206, value: 5, variant_id: 509 } },
					'Product',
					'206',
				] as const,
		),
	];

describe('a message of BigCommerce', () => {
	it.each(READ)('of the scope %s %j names what is to be read', (scope, data, entityType, id) => {
		expect(parsed(message(scope, data))).toMatchObject({
			kind: 'pointer',
			topic: scope,
			entityType,
			id,
		});
	});

	it.each([
		['store/order/archived', 'order', 'Order'],
		['store/customer/deleted', 'customer', 'Customer'],
		['store/product/deleted', 'product', 'Product'],
	])(
		'of the scope %s is the end of it, for there is nothing left to read',
		(scope, type, entityType) => {
			const told = parsed(message(scope, { type, id: 32 })) as StoreMessage & { kind: 'message' };
			expect(told).toMatchObject({ kind: 'message', occurredAt: '2025-11-25T09:00:00.000Z' });
			expect(bigcommerce.normalise(told)).toEqual([
				{
					...{ entityType, id: '32', kind: 'delete', entity: { id: '32' }, clock: 'record' },
					changedAt: '2025-11-25T09:00:00.000Z',
					topicCodes: [`${type}_deleted`],
					onlyIfKnown: true,
				},
			]);
		},
	);

	it.each([
		'store/order/message/created',
		'store/order/metafield/updated',
		'store/product/metafield/created',
		'store/customer/payment/instrument/default/updated',
		'store/cart/created',
		'store/hook/deliveryException',
		'store/information/updated',
		'something/else',
	])('of the scope %s is of no interest', (scope) => {
		expect(parsed(message(scope, { type: 'order', id: 250 }))).toEqual({
			kind: 'uninteresting',
			topic: scope,
		});
	});

	it('is known by one key however often it comes, and a later one of the same content by another', () => {
		const keyOf = (more: object, scope = 'store/order/updated') =>
			(parsed(message(scope, { type: 'order', id: 250 }, more)) as { receiptKey: string })
				.receiptKey;
		expect(keyOf({})).toBe(keyOf({}));
		const keys = [
			keyOf({}),
			keyOf({ hash: HASH.replace('7', '8') }),
			keyOf({ created_at: 1_764_061_201 }),
			keyOf({}, 'store/order/created'),
		];
		expect(new Set(keys).size).toBe(4);
		for (const key of keys) expect(key).toMatch(/^.{1,200}$/);
	});

	it('without a hash is known by the id of Standard Webhooks, and without one by its content', () => {
		const body = message('store/order/updated', { type: 'order', id: 250 }, { hash: undefined });
		const keyOf = (given: unknown, headers?: Record<string, string>) =>
			(parsed(given, headers) as { receiptKey: string }).receiptKey;
		expect(keyOf(body, { 'webhook-id': 'msg_1' })).toBe(keyOf(body, { 'webhook-id': 'msg_1' }));
		expect(keyOf(body, { 'webhook-id': 'msg_1' })).not.toBe(keyOf(body, { 'webhook-id': 'msg_2' }));
		expect(keyOf(body)).toBe(keyOf(body));
	});

	it.each([
		['', 'malformed'],
		['[]', 'malformed'],
		['{"scope":', 'malformed'],
		['{}', 'malformed'],
		[message('store/order/updated', { type: 'order' }), 'useless'],
		[message('store/order/updated', null), 'useless'],
		[message('store/order/updated', { id: 0 }), 'useless'],
		[message('store/order/updated', { id: '250/../../v3' }), 'useless'],
		[message('store/order/updated', { id: [250] }), 'useless'],
		[message('store/order/updated', { id: '9'.repeat(30) }), 'useless'],
		[message('store/shipment/created', { type: 'shipment', id: 12 }), 'useless'],
		[message('store/sku/updated', { type: 'sku', id: 461, sku: null }), 'useless'],
		[message('store/customer/address/created', { id: 60 }), 'useless'],
		[message('store/customer/deleted', { id: 'x' }), 'useless'],
	])('%j is none: %s', (body, kind) => {
		expect(parsed(body).kind).toBe(kind);
	});

	it.each([undefined, 'now', -1, 1e15, 12.5])(
		'that a customer is deleted says nothing of when, with the time %j',
		(at) => {
			const told = parsed(message('store/customer/deleted', { id: 32 }, { created_at: at }));
			expect(told).toMatchObject({ kind: 'message', occurredAt: null });
		},
	);
});
