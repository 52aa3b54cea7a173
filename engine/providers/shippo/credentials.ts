import { z } from 'zod/v4';
import { pastedKey } from '../pastedKey.ts';
import { webAddress } from '../webAddress.ts';

export const API_URL = 'https://api.goshippo.com';

const apiUrl = z
	.string()
	.optional()
	.transform((typed, context) => {
		const address = typed?.trim() ? webAddress(typed) : API_URL;
		if (address) return address;
		context.addIssue({
			code: 'custom',
			message: `"${typed}" is no web address. Leave it out: Shippo has one address for all, ${API_URL}.`,
		});
		return z.NEVER;
	});

const fields = z.object({
	apiKey: pastedKey('API token'),
	// Empty where there is none: n8n takes no credential that holds null.
	webhookSecret: z.union([z.literal(''), pastedKey('HMAC secret')]).default(''),
	apiUrl,
});

export type ShippoCredentials = z.output<typeof fields>;

/**
 * What the credential type `commerceShippoApi` holds. The general names of the REST API, `storeUrl` and `apiSecret`,
 * are understood too.
 */
export const credentialsSchema: z.ZodType<ShippoCredentials> = z.preprocess((given) => {
	if (typeof given !== 'object' || given === null) return given;
	const { storeUrl, apiSecret, ...named } = given as Record<string, unknown>;
	return {
		...(storeUrl === undefined ? {} : { apiUrl: storeUrl }),
		...(apiSecret === undefined ? {} : { webhookSecret: apiSecret }),
		...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null)),
	};
}, fields);

/**
 * Whether the token is one for tests; Shippo keeps what was made with it apart.
 *
 * @see https://docs.goshippo.com/docs/guides_general/authentication
 */
export const isForTests = ({ apiKey }: Pick<ShippoCredentials, 'apiKey'>): boolean =>
	apiKey.startsWith('shippo_test_');
