import { ENTITY_SCHEMAS } from '../../../../engine/events/entities.ts';
import type { Observation } from '../../../../engine/events/observation.ts';
import { normalise } from '../../../../engine/providers/woocommerce/normalise.ts';
import { parse } from '../../../../engine/providers/woocommerce/parse.ts';
import { RECORDED_WOOCOMMERCE, recordedWooCommerce } from '../../../support/storePosts.ts';

const SIGNED = RECORDED_WOOCOMMERCE.filter((name) => name !== '001-ping');

function recorded(name: string): Observation[] {
	const message = parse(recordedWooCommerce(name).post);
	if (message.kind !== 'message') throw new Error(`${name} is a ${message.kind}`);
	return normalise(message);
}
const observe = (topic: string, payload: unknown) =>
	normalise({ kind: 'message', topic, receiptKey: 'x', occurredAt: null, payload });
const DHL_PAGE =
	'https://www.dhl.com/global-en/home/tracking.html?tracking-id=JD014600003SE&submit=1';
const contentOf = ({ entity }: Observation) => ({ ...entity, updatedAt: null });

describe('recorded WooCommerce deliveries', () => {
	it('are all there', () => {
		expect(SIGNED).toHaveLength(17);
	});

	it.each(SIGNED)('%s becomes canonical entities', (name) => {
		const observations = recorded(name);
		expect(observations.length).toBeGreaterThan(0);
		for (const { entityType, entity } of observations) {
			expect(ENTITY_SCHEMAS[entityType].safeParse(entity).error).toBeUndefined();
		}
	});

	it.each([
		['018-order.created', '019-order.updated-same-content-as-created'],
		['015-customer.created', '016-customer.updated-right-after-created'],
	])('%s and %s have the same content', (created, updated) => {
		expect(contentOf(recorded(updated)[0]!)).toEqual(contentOf(recorded(created)[0]!));
	});

	it('show a changed transaction id and changed meta at the same modified time', () => {
		const orders = [
			'022-order.updated-processing',
			'023-order.updated-same-modified-time',
			'024-order.updated-tracking-meta-same-modified-time',
		].map((name) => recorded(name)[0]!);
		expect(new Set(orders.map(({ changedAt }) => changedAt)).size).toBe(1);
		expect(new Set(orders.map((order) => JSON.stringify(order.entity))).size).toBe(3);
		expect(orders[1]!.entity).toMatchObject({ transactionId: 'tx_1' });
	});

	it('make a shipment of a tracking number in the meta data', () => {
		const [, shipment] = recorded('024-order.updated-tracking-meta-same-modified-time');
		expect(shipment).toEqual({
			entityType: 'Shipment',
			id: '13-abc',
			kind: 'upsert',
			entity: {
				id: '13-abc',
				orderId: '13',
				status: 'shipped',
				carrier: 'DHL',
				trackingNumber: 'JD014600003SE',
				trackingUrl: DHL_PAGE,
				parcels: [{ trackingNumber: 'JD014600003SE', trackingUrl: DHL_PAGE, carrier: 'DHL' }],
				shippedAt: '2026-11-23T00:00:00.000Z',
			},
			changedAt: '2026-11-23T20:31:10.000Z',
			clock: 'record',
			topicCodes: ['shipment_created'],
		});
	});

	it('say by their own dates that the order was paid or completed just now', () => {
		const codes = (name: string) => recorded(name)[0]!.topicCodes;
		expect(codes('018-order.created')).toEqual(['order_created']);
		expect(codes('020-order.updated-on-hold')).toEqual([]);
		expect(codes('022-order.updated-processing')).toEqual(['order_paid', 'order_status_changed']);
		expect(codes('025-order.updated-completed')).toEqual([
			'order_fulfilled',
			'order_status_changed',
		]);
		expect(codes('027-order.updated-refund')).toEqual([]);
	});

	it('keep the status of an order that is refunded in part', () => {
		const [order] = recorded('027-order.updated-refund');
		expect(order!.entity).toMatchObject({
			status: 'completed',
			paymentStatus: 'partially_refunded',
			total: 84.7,
			refundedTotal: 10,
			refunds: [{ id: '14', amount: 10, reason: 'scratch' }],
		});
	});

	it('delete a product only if one is known, for any trashed post sends this', () => {
		expect(recorded('033-product.deleted-but-id-is-an-order')).toEqual([
			expect.objectContaining({
				entityType: 'Product',
				id: '15',
				kind: 'delete',
				onlyIfKnown: true,
			}),
		]);
		const [order] = recorded('034-order.deleted');
		expect(order).toMatchObject({ entityType: 'Order', id: '15', kind: 'delete', changedAt: null });
		expect(order).not.toHaveProperty('onlyIfKnown');
	});

	it('name the parent of a variation', () => {
		expect(recorded('014-product.created-variation-same-delivery-id')[0]!.entity).toMatchObject({
			parentId: '11',
			name: 'Mug - Red',
			price: 12,
			stockStatus: 'in_stock',
			stockQuantity: null,
		});
	});
});

describe('a WooCommerce payload', () => {
	it.each(['checkout-draft', 'auto-draft', 'draft', 'new', 'trash'])(
		'with the status %s is no order',
		(status) => {
			expect(observe('order.updated', { id: 1, status })).toEqual([]);
		},
	);

	it('restores an order', () => {
		expect(observe('order.restored', { id: 1, status: 'processing' })[0]).toMatchObject({
			kind: 'upsert',
			restores: true,
		});
	});

	it('is the same product when nothing but noise has moved', () => {
		const product = { id: 1, name: 'Mug', related_ids: [1], total_sales: 0, meta_data: [] };
		const noisy = {
			...product,
			related_ids: [7, 9],
			total_sales: '3',
			price_html: '<b>',
			_links: {},
			average_rating: '5.00',
			rating_count: 2,
		};
		expect(observe('product.updated', noisy)).toEqual(observe('product.updated', product));
	});

	it("keeps a plugin's own fields and meta under their names", () => {
		const [order] = observe('order.updated', {
			id: 1,
			status: 'processing',
			delivery_slot: 'morning',
			meta_data: [
				{ id: 1, key: 'gift', value: 'yes' },
				{ id: 2, key: 'seat', value: 1 },
				{ id: 3, key: 'seat', value: 2 },
			],
			line_items: [
				{
					id: 5,
					meta_data: [
						{ key: 'Engraving', value: 'A' },
						{ key: '_x', value: 1 },
					],
				},
			],
		});
		expect((order!.entity as { attributes: unknown }).attributes).toEqual({
			delivery_slot: 'morning',
			meta_data: { gift: 'yes', seat: [1, 2] },
			line_item_meta: { '5': { Engraving: 'A' } },
		});
	});

	it('is no change of a customer when WordPress notes when he was last seen', () => {
		const customer = { id: 2, email: 'a@example.com', meta_data: [] };
		const seen = {
			...customer,
			meta_data: [{ id: 1, key: 'wc_last_active', value: '1795392000' }],
		};
		expect(observe('customer.updated', seen)).toEqual(observe('customer.updated', customer));
	});

	it('does not report tracking as new that was there long before the last change', () => {
		const order = (shipped: string) => ({
			id: 1,
			status: 'processing',
			date_modified_gmt: '2026-11-23T20:31:10',
			meta_data: [
				{
					key: '_wc_shipment_tracking_items',
					value: [
						{ tracking_number: 'N1', date_shipped: shipped },
						{ date_shipped: shipped },
						null,
					],
				},
			],
		});
		const shipments = (shipped: string) => observe('order.updated', order(shipped)).slice(1);
		expect(shipments('2026-11-01')).toEqual([
			expect.objectContaining({ id: '1-N1', topicCodes: [] }),
		]);
		expect(shipments('2026-11-22')[0]).toMatchObject({ topicCodes: ['shipment_created'] });
	});

	it('shows where to pay only while the order has to be paid', () => {
		const order = { id: 1, status: 'pending', payment_url: 'https://shop.example/pay' };
		const attributes = (needsPayment: boolean) =>
			(
				observe('order.updated', { ...order, needs_payment: needsPayment })[0]!.entity as {
					attributes: object;
				}
			).attributes;
		expect(attributes(true)).toEqual({ payment_url: 'https://shop.example/pay' });
		expect(attributes(false)).toEqual({});
	});
});
