import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeItem } from '../../engine/deliveries/composeItem.ts';
import { receive } from '../../engine/inbox/receive.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { openState } from '../../engine/state/openState.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { newSecret } from '../support/postSigned.ts';
import { amountsIn, mailOf } from '../support/shopCase.ts';
import { signingStore } from '../support/signedPosts.ts';
import { connect, INTEGRATION, testClock, testInbox } from '../support/testInbox.ts';

const PERSON = { firstName: 'Ana', lastName: 'Mertens', email: 'ana@example.com' };

describe('the demo store and our mails agree', () => {
	let folder: string;
	let store: DemoStore;
	let database: OpenDatabase;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-demo-'));
		store = await startDemoStore({
			port: 0,
			dataFile: join(folder, 'store.json'),
			apiKey: 'demo-key',
			apiSecret: newSecret(),
		});
		database = await openState({ kind: 'sqlite', file: ':memory:' }, Date.now());
		await connect(database, clock);
	});
	afterEach(async () => {
		await store.stop();
		await database.close();
		await rm(folder, { recursive: true, force: true });
	});

	const clock = testClock(Date.now());
	const { receiver, post } = signingStore('generic');
	/** What comes of the store's message about an entity. */
	const tell = async (type: string, entity: object) => {
		clock.advance(1_000);
		const message = post(type, entity, new Date(clock.now()));
		const { events } = await receive(testInbox(database, clock), receiver, message);
		return events.map((event) => composeItem(event, INTEGRATION, [], 1));
	};
	const ask = async <T>(path: string, body?: object) => {
		const response = await fetch(`${store.url}${path}`, {
			headers: { authorization: 'Bearer demo-key', 'content-type': 'application/json' },
			...(body && { method: 'POST', body: JSON.stringify(body) }),
		});
		return (await response.json()) as T;
	};

	it('of tax included, a coupon, a fee, an edit, a partial refund and two parcels', async () => {
		const items = [
			{ productId: 'cup', quantity: 2 },
			{ productId: 'plant', quantity: 1 },
		];
		const placed = await ask<{ id: string; total: number; totalTax: number }>('/shop/orders', {
			...{ ...PERSON, items, coupon: 'harbour10', isGift: true },
		});
		const [confirmed] = await tell('order.created', placed);
		const rows = Object.fromEntries(amountsIn(mailOf(confirmed!, 'order_confirmation').text));
		expect(rows).toEqual({
			'2 x Morning cup': 29,
			'1 x Desk plant': 19.9,
			Subtotal: 48.9,
			'Discount (HARBOUR10)': -4.89,
			'Gift wrapping': 3.5,
			Shipping: 4.9,
			Total: placed.total,
			'Including tax': placed.totalTax,
		});
		expect(placed.total).toBe(52.41);

		const paid = store.pay(placed.id);
		await tell('order.paid', paid);
		const edit = async (productId: string, quantity: number) =>
			await tell(
				'order.edited',
				await ask(`/shop/orders/${placed.id}/edit`, { productId, quantity }),
			);
		for (const [productId, quantity] of [
			['plant', 0],
			['lamp', 1],
			['cup', 1],
		] as const) {
			const [edited] = await edit(productId, quantity);
			expect(edited!.event.codes).toEqual(['order_edited', 'order_updated']);
		}
		const [shown] = (
			await ask<{ orders: Array<{ total: number; subtotal: number }> }>('/shop/state')
		).orders;
		expect(shown).toMatchObject({ subtotal: 73.5, total: 74.55, outstandingTotal: 22.14 });

		const refunded = await ask<object>(`/shop/orders/${placed.id}/refund`, { amount: 5.24 });
		const [back] = await tell('order.refunded', refunded);
		expect(back!.event.codes).toContain('order_refunded');
		const { text } = mailOf(back!, 'refund_confirmation');
		expect(text).toContain('€5.24');

		const shipment = await ask<{ parcels: unknown[] }>(`/shop/orders/${placed.id}/shipInTwo`, {});
		const [shipped] = await tell('shipment.created', shipment);
		const mail = mailOf(shipped!, 'shipping_confirmation').text;
		expect(shipment.parcels).toHaveLength(2);
		for (const number of ['HP1001DE', 'HP1001DE-2']) expect(mail).toContain(number);
		expect(mail.match(/^\d+ x .*$/gm)).toEqual(['1 x Morning cup', '1 x Reading lamp']);

		const listed = await ask<{ data: Array<Record<string, unknown>> }>('/orders');
		expect(listed.data).toMatchObject([{ total: 74.55, refundedTotal: 5.24, paidTotal: 52.41 }]);
		expect(await tell('order.updated', listed.data[0]!)).toMatchObject([
			{ event: { codes: expect.arrayContaining(['order_fulfilled']) as unknown } },
		]);
	});

	it('of a number that is corrected: it is that of the first parcel', async () => {
		const { id } = store.pay(store.placeOrder(PERSON).id);
		const shipment = store.shipInTwo(id);
		await tell('shipment.created', shipment);
		const corrected = store.changeShipment(shipment.id, {
			trackingNumber: 'HP7',
			trackingUrl: 'https://carrier.example/HP7',
		});
		const [told] = await tell('shipment.updated', corrected);
		const { text } = mailOf(told!, 'shipping_confirmation');
		expect(text).toContain('HP7: https://carrier.example/HP7');
		expect(text).not.toContain('HP1001DE:');
		expect(text).toContain('HP1001DE-2:');
	});

	it('of a cancelled order, for which nobody has to pay any more', async () => {
		const placed = store.placeOrder(PERSON);
		await tell('order.created', placed);
		const [cancelled] = await tell('order.cancelled', store.cancel(placed.id));
		expect(cancelled!.order).toMatchObject({ status: 'cancelled', outstandingTotal: 0 });
		expect(cancelled!.event.codes).not.toContain('order_refunded');
	});
});
