import { z } from 'zod/v4';
import { pastedKey } from '../pastedKey.ts';
import { webAddress } from '../webAddress.ts';

const storeUrl = z.string('Store URL is missing.').transform((typed, context) => {
	const address = webAddress(typed)?.replace(/\/rest(\/.*)?$/, '');
	if (address !== undefined) return address;
	context.addIssue({
		code: 'custom',
		message: `"${typed}" is no web address. Give the one that customers open, such as https://shop.example.`,
	});
	return z.NEVER;
});

const fields = z.object({
	storeUrl,
	consumerKey: pastedKey('Consumer key'),
	consumerSecret: pastedKey('Consumer secret'),
	accessToken: pastedKey('Access token'),
	accessTokenSecret: pastedKey('Access token secret'),
});

export type MagentoCredentials = z.output<typeof fields>;

/** What the credential type `commerceMagentoApi` holds: the four keys of an integration. */
export const credentialsSchema: z.ZodType<MagentoCredentials> = fields;
