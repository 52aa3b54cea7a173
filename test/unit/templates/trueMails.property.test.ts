import fc from 'fast-check';
import { orderSchema, shipmentSchema } from '../../../engine/events/entities.ts';
import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../../engine/events/statuses.ts';
import { createRenderer } from '../../../engine/templates/createRenderer.ts';
import { renderEmail } from '../../../engine/templates/renderEmail.ts';
import { TEMPLATE_NAMES } from '../../../engine/templates/templateNames.ts';
import { templateScope } from '../../../engine/templates/templateScope.ts';

const render = createRenderer();
const now = new Date('2026-11-23T20:31:07.000Z');

/** Amounts as shops tell them: not at all, of nothing, of cents, of less, in floating point, below zero. */
const amount = fc.oneof(
	{ weight: 6, arbitrary: fc.integer({ min: 0, max: 50_000 }).map((cents) => cents / 100) },
	fc.constantFrom(null, 0, 0.001, 0.004_9, 12.396_694, 0.1 + 0.2, -5, 1e9),
);
const text = fc.constantFrom(null, '', ' ', 'Mug', 'ABC-1', 'Ünï & <b>');
const quantity = fc.constantFrom(null, 0, 1, 2, 0.3, 12);
const lineItem = fc.record({
	id: text,
	name: text,
	sku: text,
	quantity,
	removedQuantity: fc.constantFrom(null, 0, 0.1, 1),
	price: amount,
	total: amount,
});
const sums = {
	currency: fc.constantFrom(null, 'EUR', 'JPY', 'KWD', 'HUF', 'BTC', 'XYZ', 'points'),
	total: amount,
	subtotal: amount,
	totalTax: amount,
	shippingTotal: amount,
	discountTotal: amount,
	tips: amount,
	refundedTotal: amount,
	fees: fc.array(fc.record({ name: text, amount, tax: amount }), { maxLength: 2 }),
	discounts: fc.array(fc.record({ code: text, amount }), { maxLength: 2 }),
};
const lineItems = fc.array(lineItem, { maxLength: 4 });
type Sums = {
	readonly taxesIncluded: boolean | null;
	readonly lineItems: ReadonlyArray<{ readonly total: number | null }>;
	readonly fees: ReadonlyArray<{ readonly amount: number | null }>;
} & Readonly<Record<'shippingTotal' | 'tips' | 'discountTotal' | 'totalTax', number | null>>;

/** In floating point, as shops add up that do not mind. */
const totalOf = ({ lineItems, fees, taxesIncluded, ...sums }: Sums): number =>
	lineItems.reduce((sum, line) => sum + (line.total ?? 0), 0) +
	fees.reduce((sum, fee) => sum + (fee.amount ?? 0), 0) +
	(sums.shippingTotal ?? 0) +
	(sums.tips ?? 0) -
	Math.abs(sums.discountTotal ?? 0) +
	(taxesIncluded === false ? (sums.totalTax ?? 0) : 0);

const order = fc
	.record({
		number: text,
		status: fc.constantFrom(...ORDER_STATUSES),
		nativeStatus: fc.constantFrom(null, 'on-the-moon', 'paid, unfulfilled'),
		taxesIncluded: fc.constantFrom(null, true, false),
		...sums,
		lineItems,
		presentment: fc.oneof(fc.constant(null), fc.record({ ...sums, lineItems })),
		refunds: fc.array(fc.record({ id: fc.constantFrom('1', '2'), amount }), { maxLength: 2 }),
		shippingAddress: fc.constantFrom(null, { firstName: 'Bob', country: 'ZZ' }),
		fits: fc.boolean(),
	})
	.map(({ fits, ...fields }) =>
		orderSchema.parse({ id: '7', ...fields, ...(fits && { total: totalOf(fields) }) }),
	);
const shipment = fc
	.record({
		status: fc.constantFrom(...SHIPMENT_STATUSES),
		orderNumber: text,
		carrier: text,
		trackingNumber: text,
		trackingUrl: fc.constantFrom(null, '', 'javascript:alert(1)', 'https://t.example/?n=1'),
		estimatedDeliveryAt: fc.constantFrom(null, '2026-11-25T00:00:00.000Z'),
		parcels: fc.array(
			fc.record({
				carrier: text,
				trackingNumber: text,
				trackingUrl: fc.constantFrom(null, 'https://t.example/?n=2'),
			}),
			{ maxLength: 3 },
		),
		lineItems,
	})
	.map((fields) => shipmentSchema.parse({ id: '8', ...fields }));
const item = fc.oneof(
	fc.record({ order, previous: fc.oneof(fc.constant(null), order) }),
	fc.record({
		shipment,
		previous: fc.constantFrom(null, { status: 'shipped' }, { nativeStatus: 'x' }),
	}),
);

const NOT_FOR_EYES = /undefined|NaN|Infinity|\bnull\b|\[object|{{|{%|-0(?![.,]?\d)/;

describe('whatever a shop tells', () => {
	let checked = 0;
	it('a mail shows no inside of the program, no row of nothing, and no sum that is wrong', () => {
		fc.assert(
			fc.property(item, fc.constantFrom(...TEMPLATE_NAMES), (given, template) => {
				const scope = templateScope(given, { shopName: 'Shop', message: null, locale: 'en-US' });
				const { money } = scope.mail;
				const wording = { locale: 'en-US', timeZone: 'UTC', currency: money.currency, now };
				const mail = renderEmail(render, { template }, scope, wording);
				for (const part of [
					mail.subject,
					mail.text,
					mail.html!.replace(/<style[^]*<\/style>/, ''),
				]) {
					expect(part).not.toMatch(NOT_FOR_EYES);
				}
				expect(mail.subject.trim()).not.toBe('');
				expect(mail.subject).not.toMatch(/\s$|[:-]$| {2}/);
				expect(mail.html).not.toMatch(/<h[12][^>]*>\s*<\/h|href=""|<a [^>]*>\s*<\/a>/);
				const shown = mail.text.split('\n').filter((line) => /: -?[^\d]*0(?:\.0+)?$/.test(line));
				expect(shown.filter((line) => !/^(Order )?[Tt]otal: /.test(line))).toEqual([]);
				if (money.sums.length === 0 || money.total === null) return;
				checked += 1;
				const rows = money.sums.slice(money.sums[0]!.label === 'Subtotal' ? 1 : 0);
				const lines = money.lines.every((line) => line.total !== null)
					? money.lines.reduce((sum, line) => sum + line.total!, 0)
					: null;
				const subtotal = money.sums.find(({ label }) => label === 'Subtotal')?.amount ?? 0;
				const made = rows.reduce((sum, row) => sum + row.amount, subtotal);
				expect(Math.abs(made - money.total)).toBeLessThan(1e-4);
				if (lines !== null && money.lines.length > 0) {
					expect(Math.abs(lines - subtotal)).toBeLessThan(1e-4);
				}
			}),
			{ numRuns: 1_000 },
		);
		expect(checked).toBeGreaterThan(50);
	});
});
