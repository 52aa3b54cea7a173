import { z } from 'zod/v4';
import { pastedKey } from '../pastedKey.ts';
import { webAddress } from '../webAddress.ts';
import { signingKey } from '../../standardWebhooks/signingKey.ts';

const storeUrl = z.string('Store URL is missing.').transform((typed, context) => {
	const address = webAddress(typed);
	if (address !== null) return address;
	context.addIssue({
		code: 'custom',
		message: `"${typed}" is no web address. Give the one that the shop's API is at, such as https://shop.example/api.`,
	});
	return z.NEVER;
});

const fields = z.object({
	storeUrl,
	apiKey: pastedKey('API key'),
	apiSecret: pastedKey('Signing secret').refine(
		(secret) => signingKey(secret) !== null,
		'Signing secret must be "whsec_" and Base64 of 24 to 64 random bytes, as the shop shows it, or a text of at least 12 characters.',
	),
});

export type GenericCredentials = z.output<typeof fields>;

/** What the credential type `commerceGenericStoreApi` holds. */
export const credentialsSchema: z.ZodType<GenericCredentials> = fields;
