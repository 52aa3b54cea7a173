import type { Shipment } from '../../../engine/events/entities.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { openState } from '../../../engine/state/openState.ts';
import { importOrder } from '../../support/importedShopify.ts';
import { caseShop, entityIn, mailOf, type Told } from '../../support/shopCase.ts';
import { shopifyOrder } from '../../support/shopifyOrder.ts';

const MUG = { id: 1, name: 'Mug', price: 20, quantity: 2 };
const TEA = { id: 2, name: 'Tea', price: 30, quantity: 1 };

/** Each step an hour after the one before. */
const timeOf = (index: number) =>
	new Date(Date.parse('2026-03-02T10:00:00Z') + index * 3_600_000).toISOString();

type Parcel = {
	readonly id?: number;
	readonly company?: string | null;
	readonly numbers?: readonly string[];
	readonly urls?: readonly string[];
	readonly more?: object;
};

/** A fulfillment as messages have it. */
const fulfillment = ({ id = 44, company = 'DHL', numbers = [], urls = [], more }: Parcel) => ({
	id,
	admin_graphql_api_id: `gid://shopify/Fulfillment/${id}`,
	order_id: 5001,
	status: 'success',
	shipment_status: null,
	service: 'manual',
	tracking_company: company,
	tracking_number: numbers[0] ?? null,
	tracking_numbers: numbers,
	tracking_url: urls[0] ?? null,
	tracking_urls: urls,
	created_at: timeOf(0),
	updated_at: timeOf(0),
	line_items: [],
	...more,
});

type Step = {
	readonly parcel: Parcel;
	readonly codes: readonly string[];
	readonly is?: object;
	readonly previous?: object;
};
const CREATED = ['shipment_created'];
const UPDATED = ['shipment_updated'];
const A1 = { trackingNumber: 'A1', trackingUrl: 'https://p.example/A1', carrier: 'DHL' };
const B2 = { trackingNumber: 'B2', trackingUrl: 'https://p.example/B2', carrier: 'DHL' };
const ONE = { numbers: ['A1'], urls: ['https://p.example/A1'] };
const TWO = {
	numbers: ['A1', 'B2'],
	urls: ['https://p.example/A1', 'https://p.example/B2'],
};

/** What becomes of a fulfillment; the first message makes it, the others change it. */
const STORIES: Readonly<Record<string, readonly Step[]>> = {
	'a second number that is added later': [
		{ parcel: ONE, codes: CREATED, is: { trackingNumber: 'A1', parcels: [A1] } },
		{
			parcel: TWO,
			codes: UPDATED,
			is: { trackingNumber: 'A1', parcels: [A1, B2] },
			previous: { parcels: [A1] },
		},
	],
	'a number that is added to a shipment without one': [
		{ parcel: { company: null }, codes: CREATED, is: { trackingNumber: null, parcels: [] } },
		{
			parcel: ONE,
			codes: UPDATED,
			is: { ...A1, parcels: [A1] },
			previous: { parcels: [], trackingNumber: null },
		},
	],
	'a number that is changed': [
		{ parcel: ONE, codes: CREATED },
		{
			parcel: { numbers: ['B2'], urls: ['https://p.example/B2'] },
			codes: UPDATED,
			is: { ...B2, parcels: [B2] },
			previous: { parcels: [A1], trackingNumber: 'A1' },
		},
	],
	'the first of two numbers that is taken back': [
		{ parcel: TWO, codes: CREATED },
		{
			parcel: { numbers: ['B2'], urls: ['https://p.example/B2'] },
			codes: UPDATED,
			is: { ...B2, parcels: [B2] },
			previous: { parcels: [A1, B2] },
		},
	],
	'the only number that is taken back': [
		{ parcel: ONE, codes: CREATED },
		{
			parcel: { company: null },
			codes: UPDATED,
			is: { status: 'shipped', trackingNumber: null, trackingUrl: null, parcels: [] },
			previous: { parcels: [A1] },
		},
	],
	'a shipment that is cancelled': [
		{ parcel: ONE, codes: CREATED },
		{
			parcel: { ...ONE, more: { status: 'cancelled' } },
			codes: ['shipment_cancelled', 'shipment_status_changed', 'shipment_updated'],
			is: { status: 'cancelled', parcels: [A1] },
		},
		{ parcel: { ...ONE, more: { status: 'cancelled' } }, codes: [] },
	],
	'a shipment by a service, without tracking': [
		{
			parcel: { company: null, more: { service: 'acme-warehouse' } },
			codes: CREATED,
			is: { service: 'acme-warehouse', carrier: null, trackingUrl: null, parcels: [] },
		},
	],
	'a carrier that nobody knows, with a link of its own': [
		{
			parcel: { company: 'Bike Bob', numbers: ['7'], urls: ['https://bob.example/7'] },
			codes: CREATED,
			is: {
				parcels: [
					{ trackingNumber: '7', trackingUrl: 'https://bob.example/7', carrier: 'Bike Bob' },
				],
			},
		},
	],
	'a carrier that nobody knows, without a link': [
		{
			parcel: { company: 'Bike Bob', numbers: ['7'] },
			codes: CREATED,
			is: { trackingUrl: null, parcels: [{ carrier: 'Bike Bob', trackingUrl: null }] },
		},
	],
	'a link without a number': [
		{
			parcel: { company: 'Other', urls: ['https://bob.example/ana'] },
			codes: CREATED,
			is: { trackingNumber: null, trackingUrl: 'https://bob.example/ana', parcels: [] },
		},
	],
	'a link for the second number alone': [
		{
			parcel: {
				company: 'Bike Bob',
				numbers: ['A1', 'B2'],
				urls: ['https://p.example/B2'],
			},
			codes: CREATED,
			is: {
				parcels: [
					{ trackingNumber: 'A1', trackingUrl: null },
					{ trackingNumber: 'B2', trackingUrl: 'https://p.example/B2' },
				],
			},
		},
	],
	'a link that is no link': [
		{
			parcel: { company: 'Bike Bob', numbers: ['A1'], urls: ['javascript:alert(1)'] },
			codes: CREATED,
			is: { trackingUrl: null },
		},
	],
	'a scan in the record after it was delivered': [
		{
			parcel: { ...ONE, more: { shipment_status: 'out_for_delivery' } },
			codes: ['shipment_out_for_delivery', 'shipment_created'],
		},
		{
			parcel: { ...ONE, more: { shipment_status: 'delivered' } },
			codes: ['shipment_delivered', 'shipment_status_changed', 'shipment_updated'],
		},
		{
			parcel: { ...ONE, more: { shipment_status: 'in_transit' } },
			codes: [],
			is: { status: 'delivered' },
		},
		{ parcel: { ...ONE, more: { shipment_status: 'delivered' } }, codes: [] },
	],
};

let database: OpenDatabase;
beforeEach(async () => {
	database = await openState({ kind: 'sqlite', file: ':memory:' }, Date.now());
});
afterEach(async () => await database.close());

const codesOf = ({ items }: Pick<Told, 'items'>, id = '44') =>
	items
		.filter(
			({ event, shipment }) => event.entityType === 'Shipment' && (shipment as Shipment).id === id,
		)
		.flatMap(({ event }) => event.codes);

const orderWith = (fulfillments: readonly object[], index: number) =>
	shopifyOrder({
		at: timeOf(index),
		financial: 'paid',
		lines: [MUG, TEA],
		fulfillments,
		more: { fulfillment_status: 'partial' },
	});

describe('what becomes of a shipment of Shopify', () => {
	it.each(Object.keys(STORIES))('%s', async (name) => {
		const shop = await caseShop(database, 'shopify');
		for (const [index, { parcel, codes, is = {}, previous }] of STORIES[name]!.entries()) {
			const body = { ...fulfillment(parcel), updated_at: timeOf(index) };
			const topic = index === 0 ? 'fulfillments/create' : 'fulfillments/update';
			const own = { ...body, email: 'ana@example.com', destination: null };
			const told = await shop.tell(topic, own);
			expect([index, codesOf(told)]).toEqual([index, codes]);
			for (const item of told.items) expect(entityIn(item, 'Shipment')).toMatchObject(is);
			if (previous) expect(told.items[0]!.previous).toMatchObject(previous);
			// The order's own message and the import find nothing that is not known.
			const order = orderWith([body], index);
			expect([index, codesOf(await shop.tell('orders/updated', order))]).toEqual([index, []]);
			const imported = await importOrder(database, shop.integration, order);
			expect([index, codesOf({ items: imported })]).toEqual([index, []]);
		}
	});

	it.each(Object.keys(STORIES))('the same where only the import tells: %s', async (name) => {
		const { integration } = await caseShop(database, 'shopify');
		for (const [index, { parcel, codes, is = {} }] of STORIES[name]!.entries()) {
			const body = { ...fulfillment(parcel), updated_at: timeOf(index) };
			const items = await importOrder(database, integration, orderWith([body], index));
			expect([index, codesOf({ items })]).toEqual([index, codes]);
			for (const item of items) {
				if (item.event.entityType === 'Shipment') {
					expect(entityIn(item, 'Shipment')).toMatchObject(is);
				}
			}
		}
	});

	it('two shipments are told each for itself, in the mail too', async () => {
		const shop = await caseShop(database, 'shopify');
		const first = fulfillment(ONE);
		const second = fulfillment({ id: 45, numbers: ['B2'], urls: ['https://p.example/B2'] });
		const told = [
			await shop.tell('fulfillments/create', { ...first, email: 'ana@example.com' }),
			await shop.tell('fulfillments/create', { ...second, email: 'ana@example.com' }),
		];
		expect(told.map(({ items }) => items.map(({ event }) => event.codes))).toEqual([
			[['shipment_created']],
			[['shipment_created']],
		]);
		const text = mailOf(told[1]!.items[0]!, 'shipping_confirmation').text;
		expect(text).toContain('B2');
		expect(text).not.toContain('A1');
		const { items } = await shop.tell('orders/updated', orderWith([first, second], 1));
		expect(items.filter(({ event }) => event.entityType === 'Shipment')).toEqual([]);
	});
});

/** What a carrier reports, and what it fires: the time of each is in hours. */
const SCANS: Readonly<
	Record<string, ReadonlyArray<readonly [at: number, status: string, codes: readonly string[]]>>
> = {
	'a failure, and then the delivery': [
		[1, 'in_transit', ['shipment_in_transit', 'shipment_status_changed', 'shipment_updated']],
		[2, 'failure', ['shipment_exception', 'shipment_status_changed', 'shipment_updated']],
		[3, 'delivered', ['shipment_delivered', 'shipment_status_changed', 'shipment_updated']],
	],
	'two attempts, one after the other': [
		[
			1,
			'attempted_delivery',
			['shipment_exception', 'shipment_status_changed', 'shipment_updated'],
		],
		[2, 'attempted_delivery', []],
		[
			3,
			'out_for_delivery',
			['shipment_out_for_delivery', 'shipment_status_changed', 'shipment_updated'],
		],
		[
			4,
			'attempted_delivery',
			['shipment_exception', 'shipment_status_changed', 'shipment_updated'],
		],
		[5, 'delivered', ['shipment_delivered', 'shipment_status_changed', 'shipment_updated']],
	],
	'scans that come out of order': [
		[
			3,
			'out_for_delivery',
			['shipment_out_for_delivery', 'shipment_status_changed', 'shipment_updated'],
		],
		[1, 'carrier_picked_up', []],
		[2, 'in_transit', []],
		[4, 'delivered', ['shipment_delivered', 'shipment_status_changed', 'shipment_updated']],
		[3.5, 'delayed', []],
	],
	'scans after the delivery': [
		[1, 'delivered', ['shipment_delivered', 'shipment_status_changed', 'shipment_updated']],
		[2, 'out_for_delivery', []],
		[3, 'in_transit', []],
		[4, 'attempted_delivery', []],
		[5, 'delivered', ['shipment_updated']],
	],
	'a delivery that goes back and arrives at the shop': [
		[1, 'delivered', ['shipment_delivered', 'shipment_status_changed', 'shipment_updated']],
		[2, 'failure', ['shipment_exception', 'shipment_status_changed', 'shipment_updated']],
		[3, 'delivered', ['shipment_status_changed', 'shipment_updated']],
	],
	'a word that says nothing': [
		[1, 'confirmed', []],
		[2, 'in_transit', ['shipment_in_transit', 'shipment_status_changed', 'shipment_updated']],
		[3, 'confirmed', []],
	],
};

describe("what a carrier reports of a shipment of Shopify's", () => {
	it.each(Object.keys(SCANS))('%s', async (name) => {
		const shop = await caseShop(database, 'shopify');
		await shop.tell('fulfillments/create', fulfillment(ONE));
		for (const [index, [hours, status, codes]] of SCANS[name]!.entries()) {
			const told = await shop.tell('fulfillment_events/create', {
				id: index + 1,
				fulfillment_id: 44,
				order_id: 5001,
				status,
				message: null,
				happened_at: timeOf(hours),
			});
			expect([index, codesOf(told)]).toEqual([index, codes]);
		}
	});
});
