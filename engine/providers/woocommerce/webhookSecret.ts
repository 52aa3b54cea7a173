import { createHmac } from 'node:crypto';
import type { WooCommerceCredentials } from './credentials.ts';

/**
 * The secret with which the store signs what it sends to one integration. It is made from the consumer
 * secret whenever it is needed, so it is kept nowhere. Hex, for WooCommerce decodes `&amp;` and the like
 * in a secret before it signs with it.
 *
 * @see woocommerce/woocommerce `includes/class-wc-webhook.php` (`generate_signature`)
 */
export function webhookSecret(
	{ consumerSecret }: WooCommerceCredentials,
	integrationGuid: string,
): string {
	return createHmac('sha256', consumerSecret)
		.update(`n8n-nodes-commerce webhook ${integrationGuid}`)
		.digest('hex');
}
