import type { StorePost } from '../provider.ts';

/**
 * A header of a delivery. Webhooks write `X-Shopify-Topic`, the newer Events `Shopify-Topic`.
 *
 * @param name without either prefix, in lower case
 */
export function shopifyHeader({ headers }: StorePost, name: string): string | undefined {
	return headers[`x-shopify-${name}`] ?? headers[`shopify-${name}`];
}
