import { randomBytes, randomInt } from 'node:crypto';
import type { WrittenBrand } from '../../../engine/brand/brand.ts';
import { brandOf } from '../../../engine/brand/brandOf.ts';
import { removeIntegration } from '../../../engine/inbox/removeIntegration.ts';
import { forgetCustomer } from '../../../engine/privacy/forgetCustomer.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { makeTrackingCode } from '../../../engine/tracking/trackingCode.ts';
import { newestTrackingKey } from '../../../engine/tracking/trackingKeys.ts';
import { apiInMemory, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import {
	genericStore,
	INTEGRATION,
	saveIntegration,
	testClock,
	testInbox,
	type TestClock,
} from '../../support/testInbox.ts';

const PAGE = 'https://n8n.example.com/webhook/commerce/api/track';
const CUSTOMER = { id: 'c-1', email: 'Ana@Example.com', firstName: 'Ana', lastName: 'Diaz' };
const ADDRESS = { line1: 'Secret Street 5', city: 'Leeds', postalCode: 'LS1', country: 'GB' };
const NOT_FOUND = 'We could not find this order';

eachDialect('the tracking page', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let api: ApiInMemory;
	let post: ReturnType<typeof genericStore>;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		api = apiInMemory(state);
		post = genericStore(testInbox(state, clock, { warn: () => {} }), clock);
		await connect({ trackingPage: PAGE, timeZone: 'Europe/Berlin' });
	});

	const connect = async (brand: WrittenBrand, given: Partial<typeof INTEGRATION> = {}) =>
		await saveIntegration(
			state,
			{ ...INTEGRATION, ...given, brandJson: JSON.stringify(brand) },
			clock.now(),
		);
	const tell = async (type: string, data: Record<string, unknown>) => {
		clock.advance(60_000);
		const { events } = await post(type, data);
		return events;
	};
	const order = (given: object = {}) => ({
		...{ id: '77', number: '#1001', status: 'processing', currency: 'EUR', total: 59.9 },
		...{ createdAt: '2026-03-01T09:30:00.000Z', customer: CUSTOMER, shippingAddress: ADDRESS },
		lineItems: [{ id: '1', name: 'Blue <mug>', quantity: 2, price: 29.95, total: 59.9 }],
		...given,
	});
	const shipment = (given: object = {}) => ({
		...{ id: 's1', orderId: '77', status: 'in_transit', customer: CUSTOMER },
		...{ carrier: 'DHL', trackingNumber: '00340434161094042557', shippingAddress: ADDRESS },
		trackingUrl: 'https://carrier.example/00340434161094042557',
		message: 'Left with the neighbour Smith in Secret Street 7',
		...given,
	});
	/** Where the mail about an order leads to. */
	const linkOf = async (orderId = '77', guid = INTEGRATION.guid) =>
		(await brandOf(state, { integration: { guid }, order: { id: orderId } })).orderPage;
	const open = async (link: string | undefined, acceptLanguage: string | null = null) =>
		await api.ask('GET', `/api/track/${link!.split('/').at(-1)!}`, undefined, { acceptLanguage });

	it('shows how far the parcels of an order are, and what is in it: no price, name, address or word of the carrier', async () => {
		await tell('order.created', order());
		await tell('shipment.created', shipment({ status: 'label_created' }));
		await tell('shipment.updated', shipment({ estimatedDeliveryAt: '2099-03-04T00:00:00.000Z' }));
		const { status, headers, text } = await open(await linkOf());
		expect(status).toBe(200);
		expect(headers).toMatchObject({
			'Content-Type': 'text/html; charset=utf-8',
			'Cache-Control': 'private, no-store',
			'Referrer-Policy': 'no-referrer',
			'X-Robots-Tag': 'noindex, nofollow',
		});
		for (const told of [
			...['<title>Order #1001 · Test Shop</title>', 'Blue &lt;mug&gt;', '× 2', 'On its way'],
			...[
				'aria-current="step">On its way',
				'DHL',
				'00340434161094042557',
				'Wednesday, 4 March 2099',
			],
			'href="https://carrier.example/00340434161094042557"',
			// In the time zone of the shop.
			'<time datetime="2026-03-01T09:30:00.000Z">1 Mar 2026, 10:30</time><span>Ordered',
		]) {
			expect(text).toContain(told);
		}
		for (const kept of ['59', '29.95', 'Ana', 'Diaz', 'Street', 'Leeds', 'example.com', 'c-1']) {
			expect(text).not.toContain(kept);
		}
		expect(Buffer.byteLength(text!)).toBeLessThan(50_000);
	});

	it('loads nothing from anybody, runs no script, and no other page may show it in itself', async () => {
		await tell('order.created', order());
		const { headers, text } = await open(await linkOf());
		const policy = headers['Content-Security-Policy']!;
		expect(policy).toMatch(/^sandbox allow-forms allow-popups allow-popups-to-escape-sandbox; /);
		expect(policy).toMatch(
			/default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
		);
		expect(text).not.toMatch(/<script|<img|<link|<iframe|style=|\son\w+=|@import|url\(/);
	});

	it('speaks the language of the order, from right to left where that is written so', async () => {
		await tell('order.created', order({ language: 'ar' }));
		await tell('shipment.created', shipment({ status: 'out_for_delivery' }));
		const arabic = await open(await linkOf(), 'de');
		expect(arabic.text).toContain('<html lang="ar" dir="rtl">');
		expect(arabic.text).toContain('سجل التتبع');
		await tell('order.created', order({ id: '78', number: '1002', language: 'de-AT' }));
		const german = await open(await linkOf('78'));
		expect(german.text).toContain('<html lang="de" dir="ltr">');
		expect(german.text).toContain('Bestellung <bdi>1002</bdi>');
	});

	it.each([
		['label_created', 'Packed', 'step'],
		['ready_for_pickup', 'Ready for pickup', 'step'],
		['delivered', 'Delivered', 'step'],
		['delayed', 'Your parcel takes longer', 'warn'],
		['attempted', 'could not hand over your parcel', 'warn'],
		['failed', 'Your parcel could not be delivered', 'alone'],
		['returned', 'Your parcel is on its way back to us', 'alone'],
		['cancelled', 'The shipment has been cancelled', 'alone'],
	])('tells honestly that a parcel is %s', async (status, words, shown) => {
		await tell('order.created', order());
		await tell('shipment.created', shipment({ status }));
		const { text } = await open(await linkOf());
		expect(text).toContain(words);
		expect(text!.includes('<ol class="steps"')).toBe(shown !== 'alone');
		expect(text!.includes('class="warn"')).toBe(shown !== 'step');
	});

	it('shows a parcel once that two systems have told, with the word that says more', async () => {
		await tell('order.created', order());
		await tell('shipment.created', shipment({ status: 'shipped' }));
		await tell(
			'shipment.created',
			shipment({
				id: 's2',
				status: 'out_for_delivery',
				trackingNumber: '0034 0434 1610 9404 2557',
			}),
		);
		const { text } = await open(await linkOf());
		expect(text!.match(/<ol class="steps"/g)).toHaveLength(1);
		expect(text).toContain('aria-current="step">Out for delivery');
	});

	it('is the same for whatever there is not to show', async () => {
		await tell('order.created', order());
		const link = (await linkOf())!;
		const unknown = await open(await linkOf('no-such-order'));
		expect(unknown.status).toBe(404);
		expect(unknown.text).toContain(NOT_FOUND);
		const same = async () => {
			const { status, text } = await open(link);
			expect([status, text]).toEqual([404, unknown.text]);
		};
		await tell('order.deleted', order());
		await same();
		await tell('order.created', order({ updatedAt: '2026-03-01T12:30:00.000Z' }));
		expect((await open(link)).status).toBe(200);
		await forgetCustomer(
			state,
			INTEGRATION.guid,
			{ email: 'ana@example.com', customerId: null },
			clock.now(),
		);
		await same();
		await removeIntegration(state, INTEGRATION.guid, clock.now());
		await same();
	});

	it('is there only for the shops that want it', async () => {
		await tell('order.created', order());
		const link = await linkOf();
		await connect({ shopName: 'Without' });
		expect(await linkOf()).toBeUndefined();
		expect((await open(link)).status).toBe(404);
	});

	it('gives nobody an order whose code they have not: random, cut, turned in one bit, put together of two, of another space', async () => {
		const other = {
			guid: '33333333-3333-5333-8333-333333333333',
			space: 'other',
			workflowId: 'w3',
		};
		await connect({ trackingPage: PAGE }, { ...other, storeUrl: 'https://other.example.com' });
		await tell('order.created', order());
		await tell('order.created', order({ id: '78', number: '1002' }));
		const [one, two] = [await linkOf('77'), await linkOf('78')].map(
			(link) => link!.split('/').at(-1)!,
		);
		expect((await open(one)).status).toBe(200);
		const key = await newestTrackingKey(state);
		const bytes = Buffer.from(one!, 'base64url');
		const guesses = [
			...Array.from({ length: 50 }, () => randomBytes(bytes.length).toString('base64url')),
			...Array.from({ length: one!.length }, (_, length) => one!.slice(0, length)).slice(1),
			...Array.from({ length: bytes.length * 8 }, (_, bit) => {
				const turned = Buffer.from(bytes);
				turned[bit >> 3]! ^= 1 << (bit & 7);
				return turned.toString('base64url');
			}),
			// The bits that no byte is made of.
			...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
				.map((last) => one!.slice(0, -1) + last)
				.filter((code) => code !== one),
			`${one}A`,
			`${one}=`,
			Buffer.concat([
				Buffer.from(two!, 'base64url').subarray(0, -16),
				bytes.subarray(-16),
			]).toString('base64url'),
			makeTrackingCode(
				{ ...key, key: 'another' },
				{ integrationGuid: INTEGRATION.guid, orderId: '77' },
			),
			makeTrackingCode(
				{ ...key, version: 2 },
				{ integrationGuid: INTEGRATION.guid, orderId: '77' },
			),
			makeTrackingCode(key, { integrationGuid: other.guid, orderId: '77' }),
			...['%00', '1001', 'x'.repeat(5_000), '<script>'],
		];
		for (const guess of guesses) {
			const { status, text } = await open(guess!);
			expect([guess, status]).toEqual([guess, 404]);
			expect(text).not.toContain('1001');
		}
	});

	const search = async (number: string, email: string) => {
		const startedAt = performance.now();
		const reply = await api.ask('POST', '/api/track', new URLSearchParams({ number, email }));
		return { ...reply, tookMs: performance.now() - startedAt };
	};

	it('is found by the number of the order and its e-mail address, in any spelling', async () => {
		await tell('order.created', order({ number: '#2001' }));
		const { text, headers } = await api.ask('GET', '/api/track');
		expect(text).toContain('<form method="post">');
		expect(headers['Content-Security-Policy']).toContain("form-action 'self'");
		for (const number of ['#2001', ' 2001', '02001']) {
			const found = await search(number, ' ana@EXAMPLE.com ');
			expect(found.status).toBe(303);
			expect((await open(found.headers.Location)).text).toContain('#2001');
		}
	});

	it('says nothing of whether an order is there: the same page, as late, whatever does not fit', async () => {
		await tell('order.created', order({ number: '2002' }));
		const missing = await search('2999', 'ana@example.com');
		expect([missing.status, missing.headers.Location]).toEqual([404, undefined]);
		for (const [number, email] of [
			['2002', 'somebody@example.com'],
			['2002', ''],
			['2002', 'ana@example.com\u0000'],
			['77', 'ana@example.com'],
			['%', 'ana@example.com'],
			['', ''],
		] as const) {
			const { status, text, tookMs } = await search(number, email);
			expect([number, email, status, text]).toEqual([number, email, 404, missing.text]);
			expect(tookMs).toBeGreaterThan(290);
		}
	});

	it('is not found by trying out addresses for a number', async () => {
		// Tries are counted for all databases of a process.
		const number = String(randomInt(1e6, 1e9));
		await tell('order.created', order({ number }));
		for (let tried = 0; tried < 10; tried += 1) {
			expect((await search(` #${number}`, `guess${tried}@example.com`)).status).toBe(404);
		}
		const { status, text } = await search(number, 'ana@example.com');
		expect([status, text!.includes('tried too often')]).toEqual([429, true]);
		expect((await search(`${number}0`, 'ana@example.com')).status).toBe(404);
	});

	it('is not found by trying out numbers for an address, written alike or not', async () => {
		const number = String(randomInt(1e6, 1e9));
		const email = `ana${number}@example.com`;
		await tell('order.created', order({ number, customer: { email } }));
		const tries = Array.from({ length: 30 }, async (_, tried) => {
			const written = tried % 2 === 0 ? email : ` ${email.toUpperCase()} `;
			return (await search(`${number}${tried}`, written)).status;
		});
		expect(new Set(await Promise.all(tries))).toEqual(new Set([404]));
		const { status, text } = await search(number, email);
		expect([status, text!.includes('tried too often')]).toEqual([429, true]);
		expect((await search(number, `other${email}`)).status).toBe(404);
	});

	it('goes on with older codes after another key, and ends those whose key is deleted', async () => {
		await tell('order.created', order());
		const older = await linkOf();
		await state.db.insertInto('trackingKey').values({ version: 2, key: 'newer' }).execute();
		const newer = await linkOf();
		expect(newer).not.toBe(older);
		expect([(await open(older)).status, (await open(newer)).status]).toEqual([200, 200]);
		await state.db.deleteFrom('trackingKey').where('version', '=', 1).execute();
		expect([(await open(older)).status, (await open(newer)).status]).toEqual([404, 200]);
	});
});
