import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { openState } from '../../engine/state/openState.ts';
import { caseShop, entityIn, readCase, type CaseShop, type Told } from '../support/shopCase.ts';

const ORDER = readCase('19-woo-tracking-removed').input.messages[0]!.body;
const SHIPPED_AT = Date.parse('2026-03-01T09:00:00Z') / 1_000;

/** A tracking number as a merchant enters it. */
type Parcel = { number: string; carrier: string };

/** What a plugin adds to an order. */
type Written = { meta_data: unknown; line_items?: unknown };

const meta = (entries: Readonly<Record<string, unknown>>): Written => ({
	meta_data: Object.entries(entries).map(([key, value], id) => ({ id, key, value })),
});
const item = ({ number, carrier }: Parcel) => ({
	tracking_provider: carrier,
	custom_tracking_provider: '',
	custom_tracking_link: '',
	tracking_number: number,
	date_shipped: String(SHIPPED_AT),
	tracking_id: `id of ${number}`,
});
const serialized = (value: unknown): string => {
	if (typeof value === 'string') return `s:${Buffer.byteLength(value)}:"${value}";`;
	if (typeof value === 'number') return `i:${value};`;
	const entries = Object.entries(value as object).map(([key, entry]) => {
		const name = Array.isArray(value) ? Number(key) : key;
		return serialized(name) + serialized(entry);
	});
	return `a:${entries.length}:{${entries.join('')}}`;
};
const asPhpObject = (list: readonly unknown[]) =>
	Object.fromEntries(list.map((entry, index) => [index + 1, entry]));
const shipmentTracking = (value: unknown) => meta({ _wc_shipment_tracking_items: value });

/** Plugins, and the ways in which what they keep reaches the REST API. */
const PLUGINS: Readonly<Record<string, (parcels: readonly Parcel[]) => Written>> = {
	'Shipment Tracking': (parcels) => shipmentTracking(parcels.map(item)),
	'Shipment Tracking, as an object of PHP': (parcels) =>
		shipmentTracking(asPhpObject(parcels.map(item))),
	'Shipment Tracking, as JSON': (parcels) => shipmentTracking(JSON.stringify(parcels.map(item))),
	'Shipment Tracking, serialized': (parcels) => shipmentTracking(serialized(parcels.map(item))),
	'Shipment Tracking, all meta as an object of PHP': (parcels) => ({
		meta_data: asPhpObject(shipmentTracking(parcels.map(item)).meta_data as unknown[]),
	}),
	'Advanced Shipment Tracking': (parcels) =>
		shipmentTracking(
			parcels.map((parcel) => ({ ...item(parcel), products_list: [], status_shipped: 1 })),
		),
	AfterShip: (parcels) =>
		meta({
			_aftership_tracking_items: parcels.map(({ number, carrier }) => ({
				slug: carrier,
				tracking_number: number,
				tracking_id: `${carrier}-${number}`,
				metrics: { created_at: '2026-03-01T09:00:00Z' },
			})),
			_aftership_tracking_number: parcels[0]?.number ?? '',
		}),
	'AfterShip beside Shipment Tracking': (parcels) =>
		meta({
			_wc_shipment_tracking_items: parcels.map(item),
			_aftership_tracking_items: parcels.map(({ number, carrier }) => ({
				slug: carrier,
				tracking_number: number,
			})),
		}),
	ParcelPanel: (parcels) =>
		meta({
			_parcelpanel_shipping_numbers: JSON.stringify(
				Object.fromEntries(
					parcels.map(({ number, carrier }) => [
						number,
						{ tracking_number: number, courier_code: carrier, fulfilled_at: SHIPPED_AT },
					]),
				),
			),
		}),
	'Orders Tracking': (parcels) => ({
		meta_data: [],
		line_items: [1, 2].map((id) => {
			const { number, carrier } = parcels[id - 1] ?? parcels[0] ?? { number: '', carrier: '' };
			const at = { carrier_url: '', carrier_name: '', time: SHIPPED_AT };
			const former = { tracking_number: 'FORMER', carrier_slug: 'dhl', ...at };
			const current = { tracking_number: number, carrier_slug: carrier, ...at };
			return {
				id,
				quantity: 1,
				total: '1',
				meta_data: [
					{ key: '_vi_wot_order_item_tracking_data', value: JSON.stringify([former, current]) },
				],
			};
		}),
	}),
	YITH: (parcels) =>
		meta({
			ywot_tracking_code: parcels.map(({ number }) => number).join(', '),
			ywot_carrier_id: parcels[0]?.carrier ?? '',
			ywot_pick_up_date: '2026-03-01',
			ywot_picked_up: 'on',
		}),
	'the first Shipment Tracking': (parcels) =>
		meta({
			_tracking_number: parcels.map(({ number }) => number).join('\n'),
			_tracking_provider: parcels[0]?.carrier ?? '',
			_date_shipped: SHIPPED_AT,
		}),
	'WooCommerce Shipping': (parcels) =>
		meta({
			wcshipping_labels: [
				...parcels.map(({ number, carrier }, index) => ({
					label_id: index,
					tracking: number,
					carrier_id: carrier,
					created: SHIPPED_AT * 1_000,
					status: 'PURCHASED',
				})),
				{ label_id: 8, tracking: 'BACK', carrier_id: 'ups', refund: { status: 'pending' } },
				{ label_id: 9, error: 'no money' },
			],
		}),
};

describe.each(Object.entries(PLUGINS))('the tracking numbers of %s', (_, written) => {
	let database: OpenDatabase;
	let shop: CaseShop;
	let minute: number;
	beforeEach(async () => {
		database = await openState({ kind: 'sqlite', file: ':memory:' }, Date.now());
		shop = await caseShop(database, 'woocommerce');
		minute = 0;
		await shop.tell('order.created', { ...ORDER, meta_data: [] });
	});
	afterEach(async () => await database.close());

	const orderWith = (...parcels: Parcel[]) => {
		minute += 1;
		const at = `2026-03-01T12:${String(minute).padStart(2, '0')}:00`;
		return { ...ORDER, ...written(parcels), date_modified_gmt: at };
	};
	const told = ({ items }: Pick<Told, 'items'>) =>
		items
			.filter(({ event }) => event.entityType === 'Shipment')
			.map((one) => {
				const { trackingNumber, carrier } = entityIn(one, 'Shipment');
				return [one.event.codes[0], trackingNumber, carrier];
			});
	const ONE = { number: 'ONE', carrier: 'dpd' };
	const TWO = { number: 'TWO', carrier: 'dpd' };

	it('that is added, a second one, another carrier, and one that is taken out, are each told once', async () => {
		const tell = async (...parcels: Parcel[]) =>
			told(await shop.tell('order.updated', orderWith(...parcels)));
		expect(await tell(ONE)).toEqual([['shipment_created', 'ONE', 'DPD']]);
		expect(await tell(ONE)).toEqual([]);
		expect(await tell(ONE, TWO)).toEqual([['shipment_created', 'TWO', 'DPD']]);
		const other = { ...ONE, carrier: 'ups' };
		expect((await tell(other, TWO)).map(([code, number]) => [code, number])).toContainEqual([
			'shipment_updated',
			'ONE',
		]);
		expect((await tell(other)).map(([code, number]) => [code, number])).toEqual([
			['shipment_cancelled', 'TWO'],
		]);
		expect((await tell()).map(([code, number]) => [code, number])).toEqual([
			['shipment_cancelled', 'ONE'],
		]);
	});

	it('are the same in the import', async () => {
		const list = async (...parcels: Parcel[]) =>
			told(await shop.list(orderWith(...parcels), { fulfillments: [] }));
		expect(await list(ONE, TWO)).toEqual([
			['shipment_created', 'ONE', 'DPD'],
			['shipment_created', 'TWO', 'DPD'],
		]);
		expect(await list(TWO)).toEqual([['shipment_cancelled', 'ONE', 'DPD']]);
	});
});

it("the carrier's name and link of a fulfillment are told as a person reads them", async () => {
	const database = await openState({ kind: 'sqlite', file: ':memory:' }, Date.now());
	const shop = await caseShop(database, 'woocommerce');
	const order = { ...ORDER, ...meta({ _fulfillment_status: 'fulfilled' }) };
	const { meta_data } = meta({
		_tracking_number: 'ONE',
		_tracking_url: 'https://track.example/?a=1&amp;n=ONE',
		_shipment_provider: 'other',
		_provider_name: 'Kuehne &amp; Nagel',
		_items: [{ item_id: 1, qty: 1 }],
	});
	const fulfillments = [{ id: 1, is_fulfilled: true, status: 'fulfilled', meta_data }];
	const { items } = await shop.list(order, { fulfillments });
	const shipment = items.find(({ event }) => event.entityType === 'Shipment')!;
	expect(entityIn(shipment, 'Shipment')).toMatchObject({
		carrier: 'Kuehne & Nagel',
		trackingUrl: 'https://track.example/?a=1&n=ONE',
	});
	await database.close();
});
