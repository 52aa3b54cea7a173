import { decimalsOf } from '../../../engine/money/amounts.ts';
import { reasonToSkip } from '../../../engine/messages/email/reasonToSkip.ts';
import { createRenderer } from '../../../engine/templates/createRenderer.ts';
import { renderEmail, type EmailTemplate } from '../../../engine/templates/renderEmail.ts';
import { templateScope } from '../../../engine/templates/templateScope.ts';
import { SAMPLE_ITEMS } from '../../support/emailItems.ts';

const render = createRenderer();
const { order: ORDER } = SAMPLE_ITEMS.order;
const { shipment: SHIPMENT } = SAMPLE_ITEMS.shipment;

function mail(
	template: EmailTemplate | EmailTemplate['template'],
	item: Record<string, unknown>,
	timeZone = 'UTC',
) {
	const scope = templateScope(item, { shopName: null, message: null, locale: 'en-US' });
	const given = typeof template === 'string' ? { template } : template;
	const now = new Date('2026-11-23T20:31:07.000Z');
	const { currency } = scope.mail;
	return renderEmail(render, given, scope, { locale: 'en-US', timeZone, currency, now });
}

/** Lines such as `Shipping: €4.90` and `2 x Candle: -€3.00`. */
const amountsIn = (text: string) =>
	[...text.matchAll(/^(.+?): (-?)€([\d,]+\.\d+)$/gm)].map(
		([, label, minus, amount]) =>
			[label!, Number(`${minus}${amount!.replaceAll(',', '')}`)] as const,
	);

const own = (text: string, item: Record<string, unknown>) =>
	mail({ template: 'custom', subject: 'Hi', text }, item).text.trim();

/** An order of amounts without further ado. */
const orderOf = (more: Record<string, unknown>) => ({
	order: {
		...ORDER,
		taxesIncluded: true,
		totalTax: 0,
		shippingTotal: 0,
		discountTotal: 0,
		discounts: [],
		fees: [],
		refundedTotal: 0,
		refunds: [],
		...more,
	},
});

describe('amounts in a mail', () => {
	it('make the total as they are written, also where the shop tells fractions of a cent', () => {
		const item = orderOf({
			taxesIncluded: false,
			total: 20.01,
			totalTax: 3.4727,
			shippingTotal: 4.1349,
			lineItems: [
				{ name: 'Mug', quantity: 1, total: 8.2645 },
				{ name: 'Cup', quantity: 1, total: 4.135 },
			],
		});
		const rows = amountsIn(mail('order_confirmation', item).text);
		const sum = rows
			.filter(([label]) => !/^(Total|Subtotal|Including tax)$/.test(label))
			.reduce((all, [, amount]) => all + amount, 0);
		expect(sum).toBeCloseTo(20.01, 6);
	});

	it('never have a row of nothing, also where the rest is less than a cent', () => {
		const item = orderOf({
			total: 10.003,
			lineItems: [{ name: 'Mug', quantity: 1, total: 10 }],
		});
		expect(mail('order_confirmation', item).text).not.toMatch(/Rounding|[^0-9]0\.00/);
	});

	it.each([
		// ICU counts what people pay in cash; ISO 4217 and shops have two decimals.
		['RSD', 1299.99, 'RSD 1,299.99'],
		['PKR', 1299.5, 'PKR 1,299.50'],
		['COP', 50000.5, 'COP 50,000.50'],
		['HUF', 12990, 'HUF 12,990'],
		['JPY', 1200, '¥1,200'],
		['KWD', 1.234, 'KWD 1.234'],
		['EUR', 5, '€5.00'],
		['BTC', 0.00125, 'BTC 0.00125'],
	])('are written with the decimals that %s has', (currency, total, written) => {
		const item = orderOf({ currency, total, lineItems: [{ name: 'A', quantity: 1, total }] });
		const { text } = mail('order_confirmation', item);
		expect(text.replaceAll('\u00a0', ' ')).toContain(`Total: ${written}\n`);
	});

	it('are rounded by ISO 4217, whatever the version of Node.js', () => {
		const decimals = ['HUF', 'IDR', 'PKR', 'RSD', 'ISK', 'KWD', 'CLF', 'EUR', '???'].map(
			decimalsOf,
		);
		expect(decimals).toEqual([2, 2, 2, 2, 0, 3, 4, 2, 2]);
	});

	it('name the code of a discount only where all of it is of that code', () => {
		const discounts = [
			{ code: 'SUMMER10', amount: 10 },
			{ code: null, amount: 5 },
		];
		const lineItems = [{ name: 'A', quantity: 1, total: 100 }];
		const item = orderOf({ total: 85, discountTotal: 15, discounts, lineItems });
		expect(mail('order_confirmation', item).text).toContain('Discount: -€15.00');
		const one = orderOf({ total: 90, discountTotal: 10, discounts: [discounts[0]], lineItems });
		expect(mail('order_confirmation', one).text).toContain('Discount (SUMMER10): -€10.00');
	});

	it('stand beside quantities without noise of binary fractions', () => {
		const lineItems = [{ name: 'Cheese, kg', quantity: 0.3, removedQuantity: 0.1, total: 4 }];
		expect(mail('order_confirmation', orderOf({ total: 4, lineItems })).text).toContain(
			'0.2 x Cheese, kg: €4.00',
		);
	});
});

describe('a refund confirmation', () => {
	it('tells what was paid back by this event in the currency of the payment', () => {
		const presentment = { currency: 'USD', total: 110, refundedTotal: 33, refunds: [] };
		const before = { ...presentment, refundedTotal: 11 };
		const item = {
			...orderOf({ refundedTotal: 30, presentment }),
			previous: { refundedTotal: 10, presentment: before },
		};
		const { text } = mail('refund_confirmation', item);
		expect(text).toContain('We have refunded $22.00');
		expect(text).toContain('Refunded in total: $33.00');
	});

	it('is not sent about an order that tells no refund in any way', () => {
		const skip = (order: object, event?: object) =>
			reasonToSkip(
				{ customer: { email: 'a@example.com' }, order, event },
				{ recipient: { kind: 'customer' }, template: 'refund_confirmation' },
			);
		expect(skip({ status: 'processing', refundedTotal: null, refunds: [] })).toBe(
			'no money has been refunded',
		);
		expect(skip({ status: 'refunded', refundedTotal: null, refunds: [] })).toBeNull();
		expect(skip({ refundedTotal: null }, { codes: ['order_refunded'] })).toBeNull();
		expect(skip({ refundedTotal: null, refunds: [{ id: '1', amount: 5 }] })).toBeNull();
	});

	it('is not announced by the status of an order that nobody had paid', () => {
		const item = orderOf({ status: 'refunded', refundedTotal: 0 });
		const { subject, text } = mail('order_status_update', item);
		expect(subject + text).not.toMatch(/refunded/i);
	});
});

describe('a mail names', () => {
	it('whoever has bought, not whoever gets the present', () => {
		const order = {
			...ORDER,
			customer: null,
			billingAddress: { firstName: 'Anna' },
			shippingAddress: { firstName: 'Bob' },
		};
		expect(mail('order_confirmation', { order }).text).toContain('Hello Anna,');
	});

	it("no status in the store's own code", () => {
		const order = { ...ORDER, status: 'unknown', nativeStatus: 'awaiting-stock_check' };
		const { subject, html } = mail('order_status_update', { order });
		expect(subject).toBe('Your order #1001: Awaiting stock check');
		expect(html).not.toContain('awaiting-stock');
	});

	it('no status before, where only another word of the store has changed', () => {
		const order = { ...ORDER, status: 'processing', nativeStatus: 'paid, unfulfilled' };
		const item = { order, previous: { nativeStatus: 'authorized, unfulfilled' } };
		expect(mail('order_status_update', item).text).not.toMatch(/Before|authorized/);
	});

	it('no id of the shop for an order whose number is not known yet', () => {
		const shipment = { ...SHIPMENT, orderNumber: null, orderId: '820982911946154508' };
		const integration = { provider: 'shopify' };
		const { subject, text } = mail('shipping_confirmation', { shipment, integration });
		expect(subject).toBe('Your order has been shipped');
		expect(text).not.toContain('820982911946154508');
	});

	it('every parcel of a shipment when its status is told', () => {
		const parcels = ['A1', 'A2'].map((trackingNumber) => ({
			trackingNumber,
			trackingUrl: `https://dhl.example/${trackingNumber}`,
			carrier: 'DHL',
		}));
		const shipment = { ...SHIPMENT, status: 'in_transit', parcels, trackingNumber: 'A1' };
		const { text, html } = mail('order_status_update', { shipment });
		for (const part of [text, html]) {
			expect(part).toContain('https://dhl.example/A1');
			expect(part).toContain('https://dhl.example/A2');
		}
		expect(text).toContain('Your parcels are on their way to you.');
	});

	it('one parcel of several as what it is: a part of the order', () => {
		expect(mail('delivery_confirmation', { shipment: SHIPMENT }).text).toContain(
			'In this shipment:\n1 x Wool blanket',
		);
		expect(mail('order_confirmation', { order: ORDER }).text).not.toContain('In this shipment');
	});

	it('the day that a carrier expects, in every time zone', () => {
		const shipment = {
			...SHIPMENT,
			deliveredAt: null,
			estimatedDeliveryAt: '2026-11-25T00:00:00.000Z',
		};
		const { text } = mail('shipping_confirmation', { shipment }, 'America/New_York');
		expect(text).toContain('Expected: November 25, 2026');
		const byHour = { ...shipment, estimatedDeliveryAt: '2026-11-25T03:30:00.000Z' };
		expect(mail('shipping_confirmation', { shipment: byHour }, 'America/New_York').text).toContain(
			'Expected: November 24, 2026',
		);
	});

	it('no payment that nobody waits for', () => {
		const order = { ...ORDER, status: 'pending_payment', paymentStatus: 'authorized' };
		expect(mail('order_status_update', { order }).text).not.toMatch(/payment\b/i);
		const unpaid = { ...order, paymentStatus: 'pending', outstandingTotal: 5 };
		expect(mail('order_status_update', { order: unpaid }).text).toContain(
			'We are waiting for your payment.',
		);
	});

	it.each([
		['what is to be sent', {}, true],
		['what was sent already', { status: 'completed', fulfillmentStatus: 'fulfilled' }, false],
		['a download', { shippingAddress: null, shippingMethod: null }, false],
	])('a shipment to come only of %s', (_what, more, isAnnounced) => {
		const { text, html } = mail('order_confirmation', { order: { ...ORDER, ...more } });
		expect(text.includes('will let you know when it ships.')).toBe(isAnnounced);
		expect(html).not.toMatch(/SHIPS|{%/);
	});

	it.each([
		['order_confirmation', { order: { status: 'cancelled' } }, 'the order has been cancelled'],
		['order_confirmation', { order: { status: 'failed' } }, 'the order was not paid for'],
		['order_confirmation', { order: { status: 'on_hold' } }, null],
		['order_status_update', { order: { status: 'cancelled' } }, null],
		[
			'shipping_confirmation',
			{ shipment: { status: 'cancelled' } },
			'the shipment has been cancelled',
		],
		['delivery_confirmation', { shipment: { status: 'delivered' } }, null],
	] as const)('nothing that has come to nothing: %s about %j', (template, item, reason) => {
		const customer = { email: 'a@example.com' };
		expect(reasonToSkip({ customer, ...item }, { recipient: { kind: 'customer' }, template })).toBe(
			reason,
		);
		const team = { kind: 'addresses', addresses: 'team@example.com' } as const;
		expect(reasonToSkip({ customer, ...item }, { recipient: team, template })).toBeNull();
	});

	it('no day that nobody has promised', () => {
		const shipment = { ...SHIPMENT, status: 'out_for_delivery' };
		expect(mail('order_status_update', { shipment }).text).not.toContain('today');
	});
});

describe('an own template', () => {
	it('writes nothing for what is no number', () => {
		expect(own('[{{ nothing | times: 2 }}]', { nothing: 'x' })).toMatch(/^\[0?\]$/);
		expect(own('[{{ a }}{{ b }}{{ a | money }}]', { a: Number.NaN, b: Infinity })).toBe('[]');
	});

	it('never shows the inside of the program for a field that has parts', () => {
		expect(own('[{{ order.shippingAddress }}]', { order: ORDER })).not.toContain('[object');
		expect(own('[{{ order.lineItems }}]', { order: ORDER })).not.toContain('[object');
	});

	it('calculates with decimals', () => {
		const order = { total: 0.3, refundedTotal: 0.1, tax: 1.1 };
		expect(own('{{ order.total | minus: order.refundedTotal }}', { order })).toBe('0.2');
		expect(own('{{ order.refundedTotal | plus: 0.2 }}', { order })).toBe('0.3');
		expect(own('{{ order.tax | times: 3 }}', { order })).toBe('3.3');
	});

	it('has a subject also where its fields are empty', () => {
		const item = { order: { note: '' }, integration: { name: 'Fjord' } };
		const given = { template: 'custom', subject: '{{ order.note }}', text: 'x' } as const;
		expect(mail(given, item).subject).toBe('News from Fjord');
		expect(
			mail(
				{ template: 'delivery_confirmation', subject: '{{ order.note }}' },
				{ shipment: SHIPMENT },
			).subject,
		).toBe('Your order #1001 has been delivered');
	});
});
