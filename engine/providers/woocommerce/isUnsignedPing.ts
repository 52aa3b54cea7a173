import type { StorePost } from '../provider.ts';

/** Longer than any ping: nothing else is looked at. */
const LONGEST_PING_BYTES = 40;

/**
 * While a webhook is being made, WooCommerce posts `webhook_id=<id>` as a form, without a signature and
 * without its own headers.
 *
 * @see woocommerce/woocommerce `includes/class-wc-webhook.php` (`deliver_ping`)
 */
export function isUnsignedPing({ headers, body }: StorePost): boolean {
	if (body.length > LONGEST_PING_BYTES) return false;
	if (Object.keys(headers).some((name) => name.startsWith('x-wc-'))) return false;
	return /^webhook_id=\d+$/.test(body.toString('latin1'));
}
