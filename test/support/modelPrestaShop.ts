import { shopClock } from '../../engine/providers/prestashop/zone.ts';
import { observeOrder, readOrder } from '../../engine/providers/prestashop/normaliseOrder.ts';
import type { Observation } from '../../engine/events/observation.ts';
import {
	detailPayload,
	historyPayload,
	slipPayload,
} from '../../engine/providers/prestashop/orderPayload.ts';
import type { ModelSale } from './moneyModel.ts';

/** As PrestaShop has them: six decimals, whatever the currency. */
const six = (text: string) => Number(text).toFixed(6);
const local = (iso: string) => iso.slice(0, 19).replace('T', ' ');

/**
 * An order as the webservice tells it, in its several resources: amounts with and without tax, those of lines before
 * the discounts of the cart, and a credit slip for what was paid back.
 *
 * @see https://devdocs.prestashop-project.org/8/webservice/resources/orders/
 */
export function prestashopBody({ shop: order }: ModelSale) {
	const { cart, text } = order;
	const lines = order.lines
		.filter((line) => line.quantity > line.removed)
		.map((line) => ({ line, gross: order.goods(line).gross }));
	const net = (gross: number, tax: number) => six(text(gross - tax));
	const state = order.cancelledAt !== null ? '6' : order.paid > 0 ? '2' : '10';
	const states = [...new Set(['10', ...(order.paid > 0 ? ['2'] : []), state])];
	const slips = order.refunds.filter(({ works, amount }) => works && amount > 0);
	return {
		currency: cart.currency,
		order: {
			id: 1,
			reference: 'XKBKNABJK',
			current_state: state,
			date_add: local(order.at(0)),
			date_upd: local(order.at()),
			note: order.note,
			total_paid_tax_incl: six(text(order.total())),
			total_paid_tax_excl: net(order.total(), order.tax()),
			total_paid_real: six(text(order.paid)),
			total_shipping_tax_incl: six(text(cart.shipping)),
			total_discounts_tax_incl: six(text(order.discounts())),
			total_wrapping_tax_incl: six(text(cart.fee)),
			total_wrapping_tax_excl: net(cart.fee, order.taxOf(cart.fee)),
		},
		details: lines.map(({ line, gross }) => ({
			id: line.id,
			id_order: '1',
			product_id: String(line.id),
			product_name: `Thing ${line.id}`,
			product_quantity: String(line.quantity - line.removed),
			unit_price_tax_incl: six(text(line.price)),
			total_price_tax_incl: six(text(gross)),
			total_price_tax_excl: net(gross, order.taxOf(gross)),
		})),
		histories: states.map((id, index) => ({
			...{ id: index + 1, id_order: '1', id_order_state: id, date_add: local(order.at(0)) },
		})),
		slips: slips.map(({ id, amount, at }) => ({
			...{ id, id_order: '1', total_products_tax_incl: six(text(amount)) },
			...{ total_shipping_tax_incl: '0.000000', date_add: local(order.at(at)) },
			date_upd: local(order.at(at)),
		})),
	};
}

/** Reads such an order as an import does that asks for what has changed. */
export function prestashopOrder(body: unknown): Observation[] {
	const { order, currency, details, histories, slips } = body as ReturnType<typeof prestashopBody>;
	const none = new Map();
	const flags = (name: string, paid: string, module = '') => ({
		...{ id: name, name, paid, shipped: '0', module_name: module },
	});
	return observeOrder(
		{
			...readOrder(order),
			...{ currency, carriers: [], cartRules: [], customer: null, billing: null, delivery: null },
			details: details.map((each) => detailPayload.parse(each)),
			histories: histories.map((each) => historyPayload.parse(each)),
			slips: slips.map((each) => slipPayload.parse(each)),
		},
		{
			storeUrl: 'https://shop.example',
			facts: {
				settings: new Map([['PS_OS_CANCELED', '6']]),
				clock: shopClock('UTC', () => new Date('2027-01-01T00:00:00Z')),
				languageId: null,
			},
			tables: {
				...{ countries: none, regions: none, languages: none, carriers: none },
				states: new Map([
					['10', flags('Awaiting bank wire', '0', 'ps_wirepayment')],
					['2', flags('Payment accepted', '1')],
					['6', flags('Canceled', '0')],
				]),
			},
		},
		null,
	);
}
