import fc from 'fast-check';
import { detectChange, type Change, type Snapshot } from '../../../engine/events/detectChange.ts';
import type { Order } from '../../../engine/events/entities.ts';
import { observe as genericOrder } from '../../../engine/providers/generic/normalise.ts';
import type { Observation } from '../../../engine/events/observation.ts';
import { normaliseOrder as bigCommerceOrder } from '../../../engine/providers/bigcommerce/normaliseOrder.ts';
import { normaliseOrder as magentoOrder } from '../../../engine/providers/magento/normaliseOrder.ts';
import { normaliseOrder as shopifyOrder } from '../../../engine/providers/shopify/normaliseOrder.ts';
import { normaliseOrder as woocommerceOrder } from '../../../engine/providers/woocommerce/normaliseOrder.ts';
import { createRenderer } from '../../../engine/templates/createRenderer.ts';
import { renderEmail } from '../../../engine/templates/renderEmail.ts';
import type { TemplateName } from '../../../engine/templates/templateNames.ts';
import { templateScope } from '../../../engine/templates/templateScope.ts';
import { roundingOf } from '../../../engine/money/orderSums.ts';
import {
	carts,
	DECIMALS,
	ModelSale,
	steps,
	type Cart,
	type ModelOrder,
	type RefundOf,
	type Step,
} from '../../support/moneyModel.ts';
import { bigCommerceBody } from '../../support/modelBigCommerce.ts';
import { genericBody } from '../../support/modelGeneric.ts';
import { prestashopBody, prestashopOrder } from '../../support/modelPrestaShop.ts';
import { magentoBody } from '../../support/modelMagento.ts';
import { shopifyBody } from '../../support/modelShopify.ts';
import { woocommerceBody } from '../../support/modelWooCommerce.ts';

/** A shop: the body of a message about an order, and what it can have of a cart. */
type Shop = {
	readonly has: (cart: Cart) => Cart;
	readonly can: (step: Step) => Step;
	readonly body: (sale: ModelSale) => unknown;
	readonly read: (body: unknown) => Observation[];
	/** Which refunds it lists; `null`: also not what was paid of an order, nor what became of each line. */
	readonly lists: ((refund: RefundOf) => boolean) | null;
};

const shopify: Shop = {
	has: (cart) => cart,
	can: (step) => step,
	body: shopifyBody,
	read: (body) => shopifyOrder(body, []),
	lists: () => true,
};

const woocommerce: Shop = {
	has: (cart) => ({ ...cart, tip: 0, paidIn: null, isSparse: false }),
	can: (step) => (step.do === 'pay' ? { ...step, percent: 100 } : step),
	body: woocommerceBody,
	read: (body) => woocommerceOrder(body, [], false),
	lists: null,
};

const bigcommerce: Shop = {
	has: (cart) => ({ ...cart, tip: 0, paidIn: null }),
	can: (step) => (step.do === 'pay' ? { ...step, percent: 100 } : step),
	body: bigCommerceBody,
	read: bigCommerceOrder,
	lists: null,
};

/** A discount is not shared among the lines, and an order is paid by its status. */
const prestashop: Shop = {
	has: (cart) => ({ ...cart, tip: 0, paidIn: null, isSparse: false, taxesIncluded: true }),
	can: (step) => (step.do === 'pay' ? { ...step, percent: 100 } : step),
	body: prestashopBody,
	read: prestashopOrder,
	lists: null,
};

const generic: Shop = {
	has: (cart) => ({ ...cart, isSparse: false }),
	can: (step) => step,
	body: genericBody,
	read: (body) => [genericOrder('Order', body, null, [])],
	lists: ({ works }) => works,
};

const magento: Shop = {
	has: (cart) => ({ ...cart, fee: 0, tip: 0, paidIn: null, isSparse: false }),
	can: (step) => step,
	body: magentoBody,
	read: (body) => [magentoOrder(body, { languages: new Map(), currency: null })],
	lists: null,
};

const render = createRenderer();
const SHOP = { shopName: 'Shop', message: null, locale: 'en-US' };
const WORDING = { locale: 'en-US', timeZone: 'UTC', now: new Date('2026-03-01T10:00:00Z') };

function mailText(change: Change, template: TemplateName): string {
	const item = { order: change.entity, previous: change.previous };
	const scope = templateScope(item, SHOP);
	const wording = { ...WORDING, currency: scope.mail.currency };
	return renderEmail(render, { template }, scope, wording).text;
}

/** As a customer adds them up: each with the decimals of the currency, in units of the last one. */
function printedRows(text: string, { cart: { currency } }: ModelOrder): Array<[string, number]> {
	const decimals = DECIMALS[currency];
	const shape = decimals === 0 ? '[\\d,]+' : `[\\d,]+\\.\\d{${decimals}}`;
	const sign = { EUR: '€', USD: '\\$', JPY: '¥', KWD: 'KWD\\s' }[currency];
	const rows = [...text.matchAll(/^(.+): (?:(Free)|(-?.*\d))$/gm)];
	return rows.flatMap(([, label, free, amount]): Array<[string, number]> => {
		if (free) return [[label!, 0]];
		if (!/[€$¥]|KWD/.test(amount!)) return [];
		expect(amount).toMatch(new RegExp(`^-?${sign}${shape}$`));
		return [[label!, Number(amount!.replace(/[^\d-]/g, ''))]];
	});
}

/** The rows of a mail add up to its total, to the last unit, as they are printed. */
function expectMailOf(change: Change, model: ModelOrder, isExact: boolean): void {
	const rows = printedRows(mailText(change, 'order_confirmation'), model);
	const of = (label: RegExp) =>
		rows.reduce((sum, [name, amount]) => sum + (label.test(name) ? amount : 0), 0);
	const goods = of(/^\d+ x /);
	expect(goods).toBe(model.subtotal());
	expect(goods + of(/^(?!\d+ x |Total$|Subtotal$|Including tax$)/)).toBe(of(/^Total$/));
	if (isExact) expect(of(/^Total$/)).toBe(model.total());
	const inMail = rows.filter(([name]) => !/^\d+ x |^Total$/.test(name));
	expect(inMail.filter(([, amount]) => amount === 0)).toEqual([]);
}

/** The mail about a refund names what went back, in the currency that the customer paid in. */
function expectRefundMail(change: Change, model: ModelOrder): void {
	const [, printed] = /We have refunded (\S+(?:\s[\d.,]+)?) for your order/.exec(
		mailText(change, 'refund_confirmation'),
	)!;
	const [[, amount]] = printedRows(`Refund: ${printed!}`, model) as [[string, number]];
	expect(amount).toBe(model.refunds.at(-1)!.amount);
}

/** To 5 %, which is what rounding makes of small amounts, and two units for each refund. */
function expectNear(told: number, right: number, side: ModelOrder, count: number): void {
	const units = 10 ** -DECIMALS[side.cart.currency] * 2 * count;
	expect(Math.abs(told - right)).toBeLessThanOrEqual(right * 0.05 + units + 1e-9);
}

function expectOrder(order: Order, sale: ModelSale, shop: Shop): boolean {
	const { shop: model, customer } = sale;
	// Once pieces come back, Shopify no longer tells what an edit has taken off a line's discount and tax.
	const isBack = model.cancelledAt !== null || model.lines.some(({ returned }) => returned > 0);
	const isExact = !isBack || model.lines.every(({ removed }) => removed === 0);
	const sides = [
		[order, model],
		...(order.presentment ? [[order.presentment, customer] as const] : []),
	] as const;
	expect(order.presentment === null).toBe(model === customer);
	for (const [told, side] of sides) {
		const expected = { total: side.amount(side.total()), totalTax: side.amount(side.tax()) };
		const off = isExact ? 0 : roundingOf({ ...told, lineItems: order.lineItems });
		expect(told.currency).toBe(side.cart.currency);
		expect(Math.abs(told.total! - expected.total)).toBeLessThanOrEqual(off + 1e-9);
		expect(Math.abs(told.totalTax! - expected.totalTax)).toBeLessThanOrEqual(off + 1e-9);
		expect(told.subtotal).toBe(side.amount(side.subtotal()));
		expect(Math.abs(told.roundingDifference!)).toBeLessThanOrEqual(roundingOf(told));
		const { lists } = shop;
		const refunds = lists && side.refunds.filter(lists);
		const money = (refund: RefundOf) => (refund.works ? side.amount(refund.amount) : 0);
		if (told === order && order.presentment && model.cart.isSparse) {
			// Worked out at the rate of the order.
			expectNear(told.refundedTotal!, side.amount(side.refunded()), side, refunds!.length);
			continue;
		}
		expect(told.refundedTotal).toBe(side.amount(side.refunded()));
		if (!refunds) continue;
		if (isExact) expect(told.paidTotal).toBe(side.amount(side.paid));
		if (isExact && side.cart.isByGiftCard) expect(told.giftCards).toBe(told.paidTotal);
		expect(told.refunds.map(({ amount }) => amount)).toEqual(refunds.map(money));
	}
	if (shop.lists) {
		expect(order.lineItems.map(({ removedQuantity }) => removedQuantity)).toEqual(
			model.lines.map(({ removed }) => removed),
		);
	}
	return isExact;
}

describe.each([
	['Shopify', shopify],
	['WooCommerce', woocommerce],
	['BigCommerce', bigcommerce],
	['PrestaShop', prestashop],
	['Magento', magento],
	['a generic store', generic],
] as const)('random carts of %s', (_name, shop) => {
	it('have no wrong sum, no refund without money, and one event for each edit', () => {
		fc.assert(
			fc.property(carts.map(shop.has), steps, (cart, list) => {
				const sale = new ModelSale(cart);
				let known: Snapshot | null = null;
				const tell = (): Change | null => {
					const [observation] = shop.read(shop.body(sale));
					const at = Date.parse(sale.shop.at());
					const { change, snapshot } = detectChange(observation!, known, 0, at + 1_000, {
						at,
						isAnswer: false,
					});
					known = snapshot ?? known;
					if (change) {
						const isExact = expectOrder(change.entity as Order, sale, shop);
						expectMailOf(change, sale.customer, isExact);
					}
					return change;
				};
				expect(tell()!.codes).toContain('order_created');
				for (const step of list.map(shop.can)) {
					const before = sale.shop.refunded();
					const done = sale.take(step);
					const change = tell();
					const codes: readonly string[] = change?.codes ?? [];
					const isMoneyBack = sale.shop.refunded() > before;
					expect(codes.includes('order_edited')).toBe(done === 'edited');
					expect(codes.includes('order_refunded')).toBe(isMoneyBack);
					expect(codes.includes('order_cancelled')).toBe(done === 'cancelled');
					if (done === null) expect(change).toBeNull();
					if (done === 'edited') expect(change!.previous).toHaveProperty('lineItems');
					if (isMoneyBack) expectRefundMail(change!, sale.customer);
					expect(tell()).toBeNull();
				}
			}),
			{ numRuns: 100 },
		);
	}, 60_000);
});

describe('an order of Shopify', () => {
	it.each([['nobody had paid', []] as const, ['was paid', [{ do: 'pay', percent: 100 }]] as const])(
		'that %s keeps out what an edit has taken out, also once it is cancelled',
		(_name, paying) => {
			const piece = { quantity: 2, removed: 0, returned: 0 };
			const sale = new ModelSale({
				...{ currency: 'EUR', paidIn: null, taxesIncluded: true, taxRate: 19, discount: 0 },
				...{ shipping: 490, fee: 0, tip: 0, isByGiftCard: false, isSparse: false },
				lines: [
					{ id: 1, price: 2_000, ...piece },
					{ id: 2, price: 3_000, ...piece },
				],
			});
			for (const step of [...paying, { do: 'remove', line: 0, count: 1 } as const]) sale.take(step);
			sale.take({ do: 'cancel' });
			const [observation] = shopify.read(shopify.body(sale));
			const order = observation!.entity as Order;
			expect(order).toMatchObject({ total: 84.9, subtotal: 80 });
			expect(order.lineItems.map(({ removedQuantity }) => removedQuantity)).toEqual([1, 0]);
		},
	);
});
