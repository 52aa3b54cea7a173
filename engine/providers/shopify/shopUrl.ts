import { isPrivateWay, webAddress } from '../webAddress.ts';

/**
 * The address of a Shopify shop from whatever a merchant has at hand: `my-shop`,
 * `my-shop.myshopify.com`, `https://my-shop.myshopify.com/admin`, or the admin's address
 * `https://admin.shopify.com/store/my-shop`.
 *
 * @returns without a trailing slash; `null` for what is none of these
 * @see shopify-app-js `lib/utils/shop-validator.ts` for the names that a shop can have
 */
export function shopUrl(typed: string): string | null {
	const trimmed = typed.trim();
	if (/^[a-z0-9][a-z0-9-]*$/i.test(trimmed))
		return `https://${trimmed.toLowerCase()}.myshopify.com`;
	const address = webAddress(trimmed);
	if (address === null || !isPrivateWay(address)) return null;
	const { origin, host, pathname } = new URL(address);
	if (host !== 'admin.shopify.com') return origin;
	const shop = /^\/store\/([a-z0-9][a-z0-9-]*)/i.exec(pathname)?.[1];
	return shop ? `https://${shop.toLowerCase()}.myshopify.com` : null;
}
