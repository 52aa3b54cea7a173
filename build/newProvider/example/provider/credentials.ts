import { z } from 'zod/v4';
import { pastedKey } from '../../../../engine/providers/pastedKey.ts';
import { webAddress } from '../../../../engine/providers/webAddress.ts';

const storeUrl = z.string('Store URL is missing.').transform((typed, context) => {
	const address = webAddress(typed);
	if (address !== null) return address;
	context.addIssue({
		code: 'custom',
		message: `"${typed}" is no web address. Give the one that the shop is at, such as https://shop.example.`,
	});
	return z.NEVER;
});

const fields = z.object({ storeUrl, apiKey: pastedKey('API key') });

export type SamplecartCredentials = z.output<typeof fields>;

/** What the credential type `commerceSamplecartApi` holds. */
export const credentialsSchema: z.ZodType<SamplecartCredentials> = fields;
