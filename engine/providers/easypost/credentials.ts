import { z } from 'zod/v4';
import { pastedKey } from '../pastedKey.ts';
import { webAddress } from '../webAddress.ts';

export const API_URL = 'https://api.easypost.com';

const apiUrl = z
	.string()
	.optional()
	.transform((typed, context) => {
		const address = typed?.trim() ? webAddress(typed)?.replace(/\/v2$/, '') : API_URL;
		if (address) return address;
		context.addIssue({
			code: 'custom',
			message: `"${typed}" is no web address. Leave it out: EasyPost has one address for all, ${API_URL}.`,
		});
		return z.NEVER;
	});

const fields = z.object({ apiKey: pastedKey('API key'), apiUrl });

export type EasyPostCredentials = z.output<typeof fields>;

/**
 * What the credential type `commerceEasyPostApi` holds. The general name of the REST API, `storeUrl`, is understood
 * too.
 */
export const credentialsSchema: z.ZodType<EasyPostCredentials> = z.preprocess((given) => {
	if (typeof given !== 'object' || given === null) return given;
	const { storeUrl, ...named } = given as Record<string, unknown>;
	return {
		...(storeUrl === undefined ? {} : { apiUrl: storeUrl }),
		...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null)),
	};
}, fields);

/** What a key is for, and what was made with it. EasyPost keeps the two apart as if they were two accounts. */
export type Mode = 'test' | 'production';

/**
 * Keys begin with `EZTK` and `EZAK`. Not documented, so that of any other key nothing is known.
 *
 * @returns `null` where the key does not tell
 */
export function modeOf({ apiKey }: Pick<EasyPostCredentials, 'apiKey'>): Mode | null {
	if (apiKey.startsWith('EZTK')) return 'test';
	return apiKey.startsWith('EZAK') ? 'production' : null;
}
