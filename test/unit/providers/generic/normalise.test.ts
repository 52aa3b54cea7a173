import { ZodError } from 'zod/v4';
import { ENTITY_SCHEMAS } from '../../../../engine/events/entities.ts';
import { normalise } from '../../../../engine/providers/generic/normalise.ts';
import { payloadOf } from '../../../support/storePosts.ts';

const occurredAt = '2026-11-23T20:31:07.000Z';
const observe = (topic: string, payload: unknown) =>
	normalise({ kind: 'message', topic, receiptKey: 'x', occurredAt, payload })[0]!;
const observed = (type: string) => observe(type, payloadOf(`generic/${type}`).data);

describe('data of a generic store', () => {
	it('is taken over, with numbers that come as text and ids that come as numbers', () => {
		const order = observed('order.created');
		expect(order).toMatchObject({
			entityType: 'Order',
			id: '1001',
			changedAt: '2026-11-23T20:31:08.000Z',
			topicCodes: ['order_created'],
		});
		expect(order.entity).toMatchObject({
			id: '1001',
			status: 'processing',
			nativeStatus: 'processing',
			total: 94.7,
			totalTax: 15.12,
			createdAt: '2026-11-23T20:31:07.000Z',
			customer: { id: '7', email: 'ana@example.com' },
			shippingAddress: { postalCode: '10115' },
			lineItems: [{ id: '1', productId: '8', price: 49.9, quantity: 2 }],
		});
		expect(order.entity).not.toHaveProperty('somethingElse');
		expect(order.entity).not.toHaveProperty('note');
	});

	it('is changed when the message says, where the entity has no date of its own', () => {
		expect(observed('shipment.out_for_delivery').changedAt).toBe(occurredAt);
	});

	it('reads a status however it is written, and keeps the word', () => {
		expect(observed('shipment.out_for_delivery').entity).toMatchObject({
			status: 'out_for_delivery',
			nativeStatus: 'Out for Delivery',
		});
		expect(observe('order.updated', { id: 1, status: 'with the tailor' }).entity).toEqual({
			id: '1',
			status: 'unknown',
			nativeStatus: 'with the tailor',
		});
		expect(
			observe('order.updated', { id: 1, status: 'processing', nativeStatus: 'Being packed' })
				.entity,
		).toMatchObject({ status: 'processing', nativeStatus: 'Being packed' });
	});

	it('tells "none" from "not told"', () => {
		expect(
			observe('order.updated', { id: 1, note: null, tags: null, customer: null, attributes: null })
				.entity,
		).toEqual({ id: '1', note: null, tags: [], customer: null, attributes: {} });
	});

	it('deletes by the id alone', () => {
		expect(observed('order.deleted')).toEqual({
			entityType: 'Order',
			id: '1001',
			kind: 'delete',
			entity: { id: '1001' },
			changedAt: occurredAt,
			clock: 'record',
			topicCodes: ['order_deleted'],
		});
	});

	it.each([
		'order.created',
		'shipment.out_for_delivery',
		'customer.updated',
		'product.out_of_stock',
	])('%s becomes a canonical entity', (type) => {
		const { entityType, entity } = observed(type);
		expect(ENTITY_SCHEMAS[entityType].safeParse(entity).error).toBeUndefined();
	});

	it('an amount that cannot be costs no event: it stays in attributes as it was told', () => {
		const { entity } = observe('order.created', {
			id: 1,
			currency: 'EUR',
			total: 'much',
			totalTax: -3,
			outstandingTotal: -30,
			attributes: { giftWrap: 'yes' },
			lineItems: [
				{ id: 1, quantity: 2, price: { amount: '1.00' } },
				{ id: 2, quantity: -1, price: 5, total: 5 },
			],
			fees: [{ name: 'Rebate', amount: -2 }],
			refunds: [
				{ id: 1, amount: 5, currency: 'USD' },
				{ id: 2, amount: 4, currency: 'eur' },
			],
		});
		expect(entity).toMatchObject({
			total: null,
			totalTax: null,
			outstandingTotal: -30,
			fees: [{ name: 'Rebate', amount: -2 }],
			lineItems: [
				{ id: '1', quantity: 2, price: null, total: null },
				{ id: '2', quantity: null, price: 5, total: 5 },
			],
			refunds: [
				{ id: '1', amount: 0, currency: 'USD' },
				{ id: '2', amount: 4 },
			],
			attributes: {
				giftWrap: 'yes',
				amountsAsTold: {
					total: 'much',
					totalTax: -3,
					'lineItems.0.price': { amount: '1.00' },
					'lineItems.1.quantity': -1,
					'refunds.0.amount': '5 USD',
				},
			},
		});
		expect(ENTITY_SCHEMAS.Order.safeParse(entity).error).toBeUndefined();
	});

	it('an order whose amounts can be has no word about them', () => {
		expect(observed('order.created').entity).not.toHaveProperty('attributes.amountsAsTold');
	});

	it.each([
		[{}, 'id'],
		[{ id: 1, createdAt: '2026-11-23' }, 'createdAt'],
		[{ id: 1, lineItems: [{ name: {} }] }, 'lineItems.0.name'],
		[{ id: 1, status: 7 }, 'status'],
	])('says where %j is wrong', (data, path) => {
		let error: unknown;
		try {
			observe('order.updated', data);
		} catch (thrown) {
			error = thrown;
		}
		expect(error).toBeInstanceOf(ZodError);
		expect((error as ZodError).issues.map((issue) => issue.path.join('.'))).toEqual([path]);
	});
});
