import { z } from 'zod/v4';
import { pastedKey } from '../pastedKey.ts';
import { webAddress } from '../webAddress.ts';

export const API_URL = 'https://api.aftership.com';

const apiUrl = z
	.string()
	.optional()
	.transform((typed, context) => {
		const address = typed?.trim() ? webAddress(typed)?.replace(/\/tracking(\/.*)?$/, '') : API_URL;
		if (address) return address;
		context.addIssue({
			code: 'custom',
			message: `"${typed}" is no web address. Leave it out: AfterShip has one address for all, ${API_URL}.`,
		});
		return z.NEVER;
	});

const fields = z.object({
	apiKey: pastedKey('API key'),
	webhookSecret: pastedKey('Webhook secret'),
	apiUrl,
});

export type AfterShipCredentials = z.output<typeof fields>;

/**
 * What the credential type `commerceAfterShipApi` holds. The general names of the REST API, `storeUrl` and
 * `apiSecret`, are understood too.
 */
export const credentialsSchema: z.ZodType<AfterShipCredentials> = z.preprocess((given) => {
	if (typeof given !== 'object' || given === null) return given;
	const { storeUrl, apiSecret, ...named } = given as Record<string, unknown>;
	return {
		...(storeUrl === undefined ? {} : { apiUrl: storeUrl }),
		...(apiSecret === undefined ? {} : { webhookSecret: apiSecret }),
		...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null)),
	};
}, fields);
