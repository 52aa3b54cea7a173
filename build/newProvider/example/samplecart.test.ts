import { orderSchema } from '../../../engine/events/entities.ts';
import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import type { Connection } from '../../../engine/providers/storeHttp.ts';
import type { SamplecartCredentials } from './provider/credentials.ts';
import { samplecart } from './provider/index.ts';
import { observeOrder } from './provider/orderData.ts';
import { observeShipment } from './provider/shipmentData.ts';
import { startSimulatedSamplecart, type SimulatedSamplecart } from './simulatedSamplecart.ts';

let shop: SimulatedSamplecart;
let connection: Connection<SamplecartCredentials>;
beforeEach(async () => {
	shop = await startSimulatedSamplecart();
	const credentials = samplecart.credentialsSchema.parse(shop.credential);
	connection = { credentials, http: axiosStoreHttp({ timeoutMs: 5_000 }) };
});
afterEach(async () => await shop.close());

const ORDER = {
	id: 7,
	number: '1007',
	status: 'paid',
	currency: 'EUR',
	taxes_included: true,
	total: '84.70',
	tax_total: '13.52',
	shipping_total: '4.90',
	discount_total: '10.00',
	paid_total: '84.70',
	items: [{ id: 1, sku: 'lamp', name: 'Lamp', quantity: 2, price: '44.90', tax: '12.74' }],
	customer: { id: 3, email: 'anna@shop.example', first_name: 'Anna', last_name: 'Berg' },
	language: 'de',
	shipping_address: { city: 'Graz', postal_code: '8010', country_code: 'AT' },
	updated_at: '2026-11-25T08:00:00Z',
};

it.each([
	['open', 'pending_payment'],
	['paid', 'processing'],
	['shipped', 'fulfilled'],
	['refunded', 'refunded'],
	['cancelled', 'cancelled'],
	['at_the_workshop', 'unknown'],
])('reads the status of an order, "%s", as %s', (native, status) => {
	const [observed] = observeOrder({ id: 1, status: native });
	expect(observed!.entity).toMatchObject({ status, nativeStatus: native });
});

it.each([
	['packed', 'label_created'],
	['moving', 'in_transit'],
	['at_the_door', 'out_for_delivery'],
	['delivered', 'delivered'],
	['lost', 'failed'],
	['beamed_up', 'unknown'],
])('reads the status of a shipment, "%s", as %s', (native, status) => {
	const { entity } = observeShipment({ id: 1, status: native });
	expect(entity).toMatchObject({ status, nativeStatus: native });
});

it('tells the money of an order so that its parts make its total', () => {
	const [observed] = observeOrder(ORDER);
	expect(orderSchema.parse(observed!.entity)).toMatchObject({
		...{ total: 84.7, subtotal: 89.8, shippingTotal: 4.9, discountTotal: 10 },
		...{ taxesIncluded: true, roundingDifference: 0, paidTotal: 84.7, currency: 'EUR' },
		customer: { email: 'anna@shop.example' },
		language: 'de',
	});
});

it('keeps an order whose amounts cannot be, and tells them as the shop did', () => {
	const [observed] = observeOrder({ ...ORDER, total: 'much', paid_total: '-1' });
	expect(observed!.entity).toMatchObject({ id: '7', total: null, paidTotal: null });
	expect(JSON.stringify(observed!.entity)).toContain('much');
});

it('adds a tracking number once', async () => {
	shop.save('orders', { id: '7', number: '1007', status: 'paid' });
	const tracking = {
		...{ orderId: '7', trackingNumber: 'JD0146', carrier: 'DHL', trackingUrl: null },
		notifyCustomer: false,
	};
	const first = await samplecart.addTracking(connection, tracking);
	expect(first).toMatchObject({
		changed: true,
		observations: [{ entity: { orderId: '7', orderNumber: '1007', trackingNumber: 'JD0146' } }],
	});
	expect(await samplecart.addTracking(connection, tracking)).toMatchObject({ changed: false });
	expect(shop.collections.shipments.size).toBe(1);
	await expect(
		samplecart.addTracking(connection, { ...tracking, orderId: '8' }),
	).rejects.toMatchObject({ kind: 'not_found' });
});

it('cancels an order once, and gives no other status to one', async () => {
	shop.save('orders', { id: '7', status: 'paid' });
	const cancel = { entityType: 'Order', id: '7', status: 'cancelled', note: null } as const;
	expect(await samplecart.updateStatus(connection, cancel)).toMatchObject({ changed: true });
	expect(await samplecart.updateStatus(connection, cancel)).toMatchObject({ changed: false });
	await expect(
		samplecart.updateStatus(connection, { ...cancel, status: 'completed' }),
	).rejects.toMatchObject({ kind: 'rejected' });
});

it('leaves out an entry that cannot be read, and takes the others', async () => {
	shop.save('orders', { id: '7', status: 'paid' });
	shop.save('orders', {
		id: '8',
		status: 'paid',
		items: Array.from({ length: 10_001 }, () => ({})),
	});
	const page = await samplecart.listChanges(connection, 'Order', { since: null, page: null });
	expect(page.observations.map(({ id }) => id)).toEqual(['7']);
	expect(page.refused).toMatchObject([{ id: '8' }]);
});
