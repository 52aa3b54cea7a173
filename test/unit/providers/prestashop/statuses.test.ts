import {
	fulfillmentStatusOf,
	orderStateOf,
	paymentStatusOf,
	shipmentStatusOf,
} from '../../../../engine/providers/prestashop/statuses.ts';
import { shopClock } from '../../../../engine/providers/prestashop/zone.ts';
import { AS_KNOWN } from '../../../../engine/providers/storeReading.ts';
import type { ShopFacts } from '../../../../engine/providers/prestashop/shop.ts';
import { stateRow } from '../../../support/simulatedPrestaShop.ts';

const facts = (settings: Record<string, string>): ShopFacts => ({
	settings: new Map(Object.entries(settings)) as never,
	clock: shopClock('UTC', () => new Date()),
	languageId: '1',
});
const row = (id: number, name: string, flags = '', module = '') => ({
	...stateRow(id, name, flags, module),
	id: String(id),
});

/** What PrestaShop's own settings mean, whatever ids and names a shop has for them. */
const OWN = [
	['PS_OS_CHEQUE', 'pending_payment'],
	['PS_OS_BANKWIRE', 'pending_payment'],
	['PS_OS_COD_VALIDATION', 'pending_payment'],
	['PS_OS_PAYMENT', 'processing'],
	['PS_OS_WS_PAYMENT', 'processing'],
	['PS_OS_PREPARATION', 'processing'],
	['PS_OS_SHIPPING', 'fulfilled'],
	['PS_OS_DELIVERED', 'completed'],
	['PS_OS_CANCELED', 'cancelled'],
	['PS_OS_REFUND', 'refunded'],
	['PS_OS_ERROR', 'failed'],
	['PS_OS_OUTOFSTOCK', 'on_hold'],
	['PS_OS_OUTOFSTOCK_PAID', 'on_hold'],
	['PS_OS_OUTOFSTOCK_UNPAID', 'on_hold'],
] as const;

describe('a status of PrestaShop', () => {
	it.each(OWN)('that %s names is %s, whatever it is called and does', (setting, status) => {
		const { status: read } = orderStateOf(
			'77',
			row(77, 'Whatever', 'shipped'),
			facts({ [setting]: '77' }),
		);
		expect(read).toBe(status);
	});

	it.each([
		['paid logable invoice delivery shipped', '', 'fulfilled', true, true],
		['shipped', '', 'fulfilled', false, true],
		['delivery', '', 'processing', false, false],
		['paid', '', 'processing', true, false],
		['', 'ps_checkout', 'pending_payment', false, false],
		// A person has made it, and it may mean anything.
		['', '', 'unknown', false, false],
		['logable invoice', '', 'unknown', false, false],
	] as const)(
		'of the shop that does "%s" and is of the module "%s" is %s',
		(flags, module, status, isPaid, isShipped) => {
			const read = orderStateOf('20', row(20, 'Own', flags, module), facts({}));
			expect(read).toEqual({ id: '20', name: 'Own', status, isPaid, isShipped });
		},
	);

	it('means what the merchant says, by its id or its name, before anything else', () => {
		const given = row(20, 'Awaiting pickup', 'shipped');
		const reading = (word: string) => ({
			...AS_KNOWN,
			statuses: new Map([[word, 'ready_for_pickup' as const]]),
		});
		const own = facts({ PS_OS_DELIVERED: '20' });
		expect(orderStateOf('20', given, own, reading('20')).status).toBe('ready_for_pickup');
		expect(orderStateOf('20', given, own, reading('awaiting pickup')).status).toBe(
			'ready_for_pickup',
		);
		expect(orderStateOf('20', given, own).status).toBe('completed');
	});

	it('that the shop does not have any more is unknown, and no error', () => {
		const read = orderStateOf('99', undefined, facts({ PS_OS_PAYMENT: '2' }));
		expect(read).toEqual({
			id: '99',
			name: null,
			status: 'unknown',
			isPaid: false,
			isShipped: false,
		});
	});
});

describe('what was paid of an order of PrestaShop', () => {
	const of = (more: Partial<Parameters<typeof paymentStatusOf>[0]>) =>
		paymentStatusOf({
			...{ status: 'processing', wasPaid: false, paid: 0, total: 100, refunded: 0, ...more },
		});

	it.each([
		[{}, 'pending'],
		[{ status: 'unknown' }, 'unknown'],
		[{ wasPaid: true }, 'paid'],
		[{ paid: 100 }, 'paid'],
		[{ paid: 40 }, 'partially_paid'],
		[{ paid: 100, refunded: 30 }, 'partially_refunded'],
		[{ paid: 100, refunded: 100 }, 'refunded'],
		[{ status: 'refunded', wasPaid: true }, 'refunded'],
		[{ status: 'refunded' }, 'voided'],
		[{ status: 'cancelled' }, 'voided'],
		[{ status: 'cancelled', paid: 100 }, 'paid'],
		[{ status: 'failed' }, 'failed'],
		// A slip of an order that nobody has paid gives nothing back.
		[{ refunded: 30 }, 'pending'],
	] as const)('%j is %s', (more, status) => {
		expect(of(more)).toBe(status);
	});
});

describe('the parcels of an order of PrestaShop', () => {
	const state = (status: never, isShipped = false) => ({
		...{ id: '1', name: 'x', isPaid: true, isShipped, status },
	});

	it.each([
		['completed', true, 'delivered'],
		['fulfilled', true, 'shipped'],
		['fulfilled', false, 'shipped'],
		['processing', true, 'label_created'],
		['processing', false, null],
		['cancelled', true, 'cancelled'],
		['ready_for_pickup', true, 'ready_for_pickup'],
	])('of a status %s, with a number: %s, are %s', (status, hasNumber, expected) => {
		expect(shipmentStatusOf(state(status as never), hasNumber)).toBe(expected);
	});

	it('are shipped in a status of the shop that says so, whatever it means beside', () => {
		expect(shipmentStatusOf(state('on_hold' as never, true), false)).toBe('shipped');
		expect(fulfillmentStatusOf(state('on_hold' as never, true))).toBe('fulfilled');
		expect(fulfillmentStatusOf(state('unknown' as never))).toBe('unknown');
		expect(fulfillmentStatusOf(state('processing' as never))).toBe('unfulfilled');
	});
});
