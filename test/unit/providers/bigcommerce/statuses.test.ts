import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Order } from '../../../../engine/events/entities.ts';
import { normaliseOrder } from '../../../../engine/providers/bigcommerce/normaliseOrder.ts';
import { AS_KNOWN } from '../../../../engine/providers/storeReading.ts';

/** BigCommerce's list, and what each means here: of the order, and of a payment that nothing else tells of. */
const MEANT: ReadonlyArray<readonly [id: number, name: string, status: string, payment: string]> = [
	[1, 'Pending', 'pending_payment', 'pending'],
	[2, 'Shipped', 'fulfilled', 'paid'],
	[3, 'Partially Shipped', 'partially_fulfilled', 'paid'],
	[4, 'Refunded', 'refunded', 'refunded'],
	[5, 'Cancelled', 'cancelled', 'voided'],
	[6, 'Declined', 'failed', 'failed'],
	[7, 'Awaiting Payment', 'pending_payment', 'pending'],
	[8, 'Awaiting Pickup', 'ready_for_pickup', 'paid'],
	[9, 'Awaiting Shipment', 'processing', 'paid'],
	[10, 'Completed', 'completed', 'paid'],
	[11, 'Awaiting Fulfillment', 'processing', 'paid'],
	[12, 'Manual Verification Required', 'on_hold', 'pending'],
	[13, 'Disputed', 'on_hold', 'paid'],
	[14, 'Partially Refunded', 'partially_refunded', 'partially_refunded'],
];

const observed = (more: object, reading = AS_KNOWN) =>
	normaliseOrder({ id: 1, date_modified: 'Wed, 10 Jan 2018 21:05:30 +0000', ...more }, reading);
const orderOf = (more: object, reading = AS_KNOWN) => observed(more, reading)[0]!.entity as Order;

describe('the status of a BigCommerce order', () => {
	it.each(MEANT)('%i is "%s": %s, and its payment %s', (id, name, status, paymentStatus) => {
		// Shops show names of their own; the number counts.
		const order = orderOf({
			status_id: id,
			status: name,
			custom_status: 'Ours',
			payment_status: '',
		});
		const nativeStatus = name.toLowerCase().replaceAll(' ', '-');
		expect(order).toMatchObject({ status, nativeStatus, paymentStatus });
		expect(orderOf({ status_id: String(id), status: 'Ours' })).toMatchObject({ status });
	});

	it('0 is "Incomplete": no order yet', () => {
		expect(observed({ status_id: 0, status: 'Incomplete' })).toEqual([]);
		expect(observed({ status_id: '0' })).toEqual([]);
	});

	it('that is new is unknown, with its number beside it', () => {
		for (const id of [15, 99, -1]) {
			expect(orderOf({ status_id: id, status: 'Brand New', payment_status: '' })).toMatchObject({
				...{ status: 'unknown', nativeStatus: `status-${id}`, paymentStatus: 'unknown' },
				fulfillmentStatus: 'unknown',
			});
		}
	});

	it('that is not told leaves what is known as it is', () => {
		for (const field of ['status', 'paymentStatus', 'fulfillmentStatus', 'nativeStatus']) {
			expect(orderOf({})).not.toHaveProperty(field);
		}
	});

	it('means what the merchant says that it means', () => {
		const statuses = new Map([['disputed', 'processing' as const]]);
		expect(orderOf({ status_id: 13 }, { ...AS_KNOWN, statuses })).toMatchObject({
			status: 'processing',
			nativeStatus: 'disputed',
		});
	});

	it('stands in the table of docs/bigcommerce.md', () => {
		const page = readFileSync(join(__dirname, '../../../../docs/bigcommerce.md'), 'utf8');
		const rows = [...page.matchAll(/^\| `(\w+)` +\| (.*?) +\|$/gm)];
		const told = rows.flatMap(([, status, names]) =>
			[...names!.matchAll(/([A-Z][\w ]+) \((\d+)\)/g)].map(([, name, id]) => [
				...[Number(id), name, status],
			]),
		);
		expect(told.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
			[0, 'Incomplete', 'draft'],
			...MEANT.map(([id, name, status]) => [id, name, status]),
		]);
	});
});

describe('the payment of a BigCommerce order', () => {
	/** The words of `payment_status` in bigcommerce/api-specs `reference/orders.v2.oas2.yml`. */
	it.each([
		['authorized', 'authorized'],
		['captured', 'paid'],
		['capture pending', 'authorized'],
		['declined', 'failed'],
		['held for review', 'pending'],
		['paid', 'paid'],
		['partially refunded', 'partially_refunded'],
		['pending', 'pending'],
		['refunded', 'refunded'],
		['void', 'voided'],
		['void pending', 'voided'],
		['Partially_Refunded', 'partially_refunded'],
		['something new', 'unknown'],
	])('that is "%s" is %s, whatever the status of the order', (word, paymentStatus) => {
		for (const status_id of [7, 11]) {
			expect(orderOf({ status_id, payment_status: word })).toMatchObject({ paymentStatus });
		}
	});

	it.each([
		['0.0000', 'paid'],
		['10.0000', 'partially_refunded'],
		['50.0000', 'refunded'],
	])('of 50.00, of which %s went back, is %s', (refunded_amount, paymentStatus) => {
		const money = { total_inc_tax: '50.0000', refunded_amount };
		expect(orderOf({ status_id: 11, payment_status: 'captured', ...money })).toMatchObject({
			paymentStatus,
		});
	});
});

describe('how far a BigCommerce order is shipped', () => {
	it.each([
		[11, 0, 'unfulfilled'],
		[11, 1, 'partially_fulfilled'],
		[11, 3, 'fulfilled'],
		[2, 0, 'fulfilled'],
		[10, 0, 'fulfilled'],
		[3, 0, 'partially_fulfilled'],
		[4, 3, 'fulfilled'],
		[14, 1, 'partially_fulfilled'],
		[5, 0, 'unfulfilled'],
		[15, 0, 'unfulfilled'],
	])('status %i with %i of 3 pieces shipped: %s', (status_id, items_shipped, fulfillmentStatus) => {
		expect(orderOf({ status_id, items_total: 3, items_shipped })).toMatchObject({
			fulfillmentStatus,
		});
	});
});
