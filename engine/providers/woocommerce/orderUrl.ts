import type { StoreReading } from '../storeReading.ts';
import { LONGEST_LINE } from '../payloadFields.ts';

/** Where an order is paid: `https://shop.example/checkout/order-pay/66/?pay_for_order=true&key=wc_order_…`. */
const PAY_PAGE = /^(https?:\/\/[^?#]+\/)order-pay\/(\d+)\/?\?(?:[^#]*&)?key=(wc_order_[\w-]+)/;

/**
 * A page of the shop as customers reach it. A shop names its pages by http or https as it is asked itself, and its
 * own queue, which sends webhooks, asks by http.
 */
export const pageUrl = (url: string, { isHttps }: Pick<StoreReading, 'isHttps'>): string =>
	url.replace(/^https?:/i, isHttps ? 'https:' : 'http:');

/**
 * The page that thanks for an order: it shows the order to whoever has its key, guests too. WooCommerce tells
 * no link to it, but one to the page for paying, which lies beside it under whatever name the shop gave it.
 *
 * @returns `undefined` where the message does not tell, `null` where the shop names its pages otherwise
 * @see woocommerce/woocommerce `includes/class-wc-order.php` (`get_checkout_order_received_url`)
 */
export function orderUrlOf(
	payload: object,
	id: string,
	reading: Pick<StoreReading, 'isHttps'>,
): string | null | undefined {
	const { payment_url: given } = payload as { payment_url?: unknown };
	if (given === undefined) return undefined;
	if (typeof given !== 'string' || given.length > LONGEST_LINE) return null;
	const [, checkout, number, key] = PAY_PAGE.exec(given) ?? [];
	return checkout && number === id
		? pageUrl(`${checkout}order-received/${id}/?key=${key}`, reading)
		: null;
}
