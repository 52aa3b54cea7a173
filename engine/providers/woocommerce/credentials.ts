import { z } from 'zod/v4';
import { pastedKey } from '../pastedKey.ts';
import { webAddress } from '../webAddress.ts';

const storeUrl = z.string('Store URL is missing.').transform((typed, context) => {
	const address = webAddress(typed)?.replace(/\/(wp-admin|wp-json)(\/.*)?$/, '');
	if (address) return address;
	context.addIssue({
		code: 'custom',
		message: `"${typed}" is no web address. Give the shop's, such as https://shop.example.`,
	});
	return z.NEVER;
});

const fields = z.object({
	storeUrl,
	consumerKey: pastedKey('Consumer key'),
	consumerSecret: pastedKey('Consumer secret'),
});

export type WooCommerceCredentials = z.output<typeof fields>;

/**
 * What the credential type `commerceWooCommerceApi` holds. The general names of the REST API, `apiKey`
 * and `apiSecret`, are understood too.
 */
export const credentialsSchema: z.ZodType<WooCommerceCredentials> = z.preprocess((given) => {
	if (typeof given !== 'object' || given === null) return given;
	const { apiKey, apiSecret, ...named } = given as Record<string, unknown>;
	return {
		...(apiKey === undefined ? {} : { consumerKey: apiKey }),
		...(apiSecret === undefined ? {} : { consumerSecret: apiSecret }),
		...named,
	};
}, fields);
