import fc from 'fast-check';
import { detectChange, type Change, type Snapshot } from '../../../core/events/detectChange.ts';
import type { Order } from '../../../core/events/entities.ts';
import { normaliseOrder as shopifyOrder } from '../../../core/providers/shopify/normaliseOrder.ts';
import { normaliseOrder as woocommerceOrder } from '../../../core/providers/woocommerce/normaliseOrder.ts';
import { createRenderer } from '../../../core/templates/createRenderer.ts';
import { renderEmail } from '../../../core/templates/renderEmail.ts';
import { templateScope } from '../../../core/templates/templateScope.ts';
import { roundingOf } from '../../../core/money/orderSums.ts';
import { carts, ModelOrder, steps, type Cart } from '../../support/moneyModel.ts';

/** A shop: the body of a message about an order, and what it can have of a cart. */
type Shop = {
	readonly has: (cart: Cart) => Cart;
	readonly body: (order: ModelOrder) => unknown;
	readonly read: (body: unknown) => ReturnType<typeof shopifyOrder>;
};

const shopify: Shop = {
	has: (cart) => ({ ...cart, fee: 0 }),
	read: (body) => shopifyOrder(body, []),
	body(order) {
		const { cart, text, refunds } = order;
		const removed = order.lines.some((line) => line.removed > 0);
		/** As it was ordered: what an edit has taken out is still in Shopify's amounts "before returns". */
		const whole = new ModelOrder(cart);
		whole.lines = order.lines.map((line) => ({ ...line, removed: 0 }));
		return {
			id: 1,
			name: '#1',
			currency: cart.currency,
			presentment_currency: cart.currency,
			taxes_included: cart.taxesIncluded,
			financial_status: !order.isPaid
				? 'pending'
				: order.refunded() > 0
					? 'partially_refunded'
					: 'paid',
			fulfillment_status: null,
			cancelled_at: null,
			closed_at: null,
			created_at: order.at(0),
			updated_at: order.at(),
			note: order.note,
			total_price: text(whole.total()),
			current_total_price: text(order.total() - order.refunded()),
			total_tax: text(whole.tax()),
			current_total_tax: text(order.tax()),
			total_discounts: text(whole.discounts()),
			current_total_discounts: text(order.discounts()),
			total_tip_received: text(cart.tip),
			total_outstanding: text(order.isPaid ? 0 : order.total()),
			total_shipping_price_set: {
				shop_money: { amount: text(cart.shipping), currency_code: cart.currency },
			},
			shipping_lines: [{ title: 'Post', price: text(cart.shipping) }],
			discount_codes: cart.discount > 0 ? [{ code: 'X', amount: text(whole.discounts()) }] : [],
			line_items: order.lines.map((line) => {
				const all = whole.goods({ ...line, removed: 0 });
				return {
					id: line.id,
					product_id: line.id,
					name: `Thing ${line.id}`,
					quantity: line.quantity,
					current_quantity: line.quantity - line.removed,
					price: text(line.price),
					discount_allocations: all.discount > 0 ? [{ amount: text(all.discount) }] : [],
					tax_lines: [{ price: text(all.tax) }],
				};
			}),
			refunds: refunds.map((refund) => ({
				id: refund.id,
				created_at: order.at(),
				transactions:
					refund.amount === 0
						? []
						: [
								{
									kind: 'refund',
									status: refund.works ? 'success' : 'failure',
									amount: text(refund.amount),
									currency: cart.currency,
								},
							],
				refund_line_items: [],
				order_adjustments: [],
			})),
			fulfillments: [],
			isEdited: removed,
		};
	},
};

const woocommerce: Shop = {
	has: (cart) => ({ ...cart, tip: 0 }),
	read: (body) => woocommerceOrder(body, [], false),
	body(order) {
		const { cart, text } = order;
		const net = (gross: number) => (cart.taxesIncluded ? gross - order.taxOf(gross) : gross);
		const lines = order.lines
			.filter((line) => line.quantity > line.removed)
			.map((line) => ({ line, ...order.goods(line) }));
		const discount = lines.reduce((sum, each) => sum + net(each.gross) - net(each.net), 0);
		const discountTax = lines.reduce(
			(sum, each) => sum + order.taxOf(each.gross) - order.taxOf(each.net),
			0,
		);
		return {
			id: 1,
			number: '1',
			status: order.isPaid ? 'processing' : 'pending',
			currency: cart.currency,
			prices_include_tax: cart.taxesIncluded,
			date_created_gmt: order.at(0).slice(0, 19),
			date_modified_gmt: order.at().slice(0, 19),
			date_paid_gmt: order.isPaid ? order.at(0).slice(0, 19) : null,
			customer_note: order.note,
			total: text(order.total()),
			total_tax: text(order.tax()),
			shipping_total: text(net(cart.shipping)),
			shipping_tax: text(order.taxOf(cart.shipping)),
			discount_total: text(discount),
			discount_tax: text(discountTax),
			line_items: lines.map(({ line, gross, net: after }) => ({
				id: line.id,
				product_id: line.id,
				name: `Thing ${line.id}`,
				quantity: line.quantity - line.removed,
				subtotal: text(net(gross)),
				subtotal_tax: text(order.taxOf(gross)),
				total: text(net(after)),
				total_tax: text(order.taxOf(after)),
			})),
			fee_lines:
				cart.fee > 0
					? [{ name: 'Wrap', total: text(net(cart.fee)), total_tax: text(order.taxOf(cart.fee)) }]
					: [],
			coupon_lines:
				cart.discount > 0
					? [{ code: 'x', discount: text(discount), discount_tax: text(discountTax) }]
					: [],
			// A refund that did not work is not kept by WooCommerce.
			refunds: order.refunds
				.filter(({ works }) => works)
				.map(({ id, amount }) => ({ id, reason: '', total: text(-amount) })),
		};
	},
};

const render = createRenderer();
const WORDING = {
	locale: 'en-US',
	timeZone: 'UTC',
	now: new Date('2026-03-01T10:00:00Z'),
};

/** The rows of a mail add up to its total, to the last unit. */
function expectMailOf(change: Change, model: ModelOrder): void {
	const order = change.entity as Order;
	const item = { order, previous: change.previous };
	const scope = templateScope(item, { shopName: 'Shop', message: null, locale: 'en-US' });
	const { currency, sums, total, lines } = scope.mail.money;
	const unit = 10 ** -{ EUR: 2, JPY: 0, KWD: 3 }[model.cart.currency];
	const units = (amount: number) => Math.round(amount / unit);
	expect(total).toBe(model.amount(model.total()));
	expect(currency).toBe(model.cart.currency);
	expect(sums).not.toContainEqual(expect.objectContaining({ amount: 0 }));
	const goods = lines.reduce((sum, line) => sum + units(line.total!), 0);
	expect(goods).toBe(model.subtotal());
	const rows = sums.filter(({ label }) => label !== 'Including tax' && label !== 'Subtotal');
	expect(goods + rows.reduce((sum, { amount }) => sum + units(amount), 0)).toBe(units(total!));
	const wording = { ...WORDING, currency };
	const { text } = renderEmail(render, { template: 'order_confirmation' }, scope, wording);
	expect(text).toContain('Total: ');
}

describe.each([
	['Shopify', shopify],
	['WooCommerce', woocommerce],
] as const)('random carts of %s', (_name, shop) => {
	it('have no wrong sum, no refund without money, and one event for each edit', () => {
		fc.assert(
			fc.property(carts.map(shop.has), steps, (cart, list) => {
				const model = new ModelOrder(cart);
				let known: Snapshot | null = null;
				const tell = (): Change | null => {
					const [observation] = shop.read(shop.body(model));
					const at = Date.parse(model.at());
					const { change, snapshot } = detectChange(observation!, known, 0, at + 1_000, {
						at,
						isAnswer: false,
					});
					known = snapshot ?? known;
					if (change) {
						const order = change.entity as Order;
						expect(order.total).toBe(model.amount(model.total()));
						expect(order.subtotal).toBe(model.amount(model.subtotal()));
						expect(order.refundedTotal).toBe(model.amount(model.refunded()));
						expect(Math.abs(order.roundingDifference!)).toBeLessThanOrEqual(roundingOf(order));
						expectMailOf(change, model);
					}
					return change;
				};
				expect(tell()!.codes).toContain('order_created');
				for (const step of list) {
					const done = model.take(step);
					const change = tell();
					const codes: readonly string[] = change?.codes ?? [];
					expect(codes.includes('order_edited')).toBe(done === 'edited');
					expect(codes.includes('order_refunded')).toBe(done === 'refunded');
					if (done === null) expect(change).toBeNull();
					if (done === 'edited') expect(change!.previous).toHaveProperty('lineItems');
					expect(tell()).toBeNull();
				}
			}),
			{ numRuns: 150 },
		);
	});
});
