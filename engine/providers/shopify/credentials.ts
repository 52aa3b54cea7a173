import { z } from 'zod/v4';
import { pastedKey } from '../pastedKey.ts';
import { shopUrl } from './shopUrl.ts';

const storeUrl = z.string('Store URL is missing.').transform((typed, context) => {
	const address = shopUrl(typed);
	if (address !== null) return address;
	context.addIssue({
		code: 'custom',
		message: `"${typed}" is no Shopify shop. Give its name or address, such as my-shop.myshopify.com.`,
	});
	return z.NEVER;
});

const byMode = z.discriminatedUnion('authentication', [
	z.object({
		authentication: z.literal('clientCredentials'),
		storeUrl,
		clientId: pastedKey('Client ID'),
		clientSecret: pastedKey('Client secret'),
	}),
	z.object({
		authentication: z.literal('adminToken'),
		storeUrl,
		adminToken: pastedKey('Admin API access token'),
		/** Signs the webhooks of the app that the token belongs to. */
		apiSecret: pastedKey('API secret key'),
	}),
]);

export type ShopifyCredentials = z.output<typeof byMode>;

/**
 * What the credential type `commerceShopifyApi` holds. The general names of the REST API are understood
 * too: `apiKey` is the client id, or the token where it begins with `shpat_`.
 */
export const credentialsSchema: z.ZodType<ShopifyCredentials> = z.preprocess(withMode, byMode);

function withMode(given: unknown): unknown {
	if (typeof given !== 'object' || given === null) return given;
	const { apiKey, ...named } = given as Record<string, unknown>;
	const isToken = typeof apiKey === 'string' && apiKey.trim().startsWith('shpat_');
	const general =
		apiKey === undefined
			? {}
			: isToken
				? { adminToken: apiKey }
				: { clientId: apiKey, clientSecret: named.apiSecret };
	const fields: Record<string, unknown> = { ...general, ...named };
	const mode = fields.adminToken && !fields.clientId ? 'adminToken' : 'clientCredentials';
	return { authentication: mode, ...fields };
}
