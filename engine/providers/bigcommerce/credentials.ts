import { z } from 'zod/v4';
import { pastedKey } from '../pastedKey.ts';

/** Where the API of every store is. */
export const API_ORIGIN = 'https://api.bigcommerce.com';

/** `https://api.bigcommerce.com/stores/abc123/v3/`; the version at its end is not needed. */
const API_PATH = /^(https?:\/\/[^/?#\s]+)\/stores\/([a-z0-9]+)(?:\/(?:v\d+\/?)?)?$/i;
/** The permanent address of a store, and the name that BigCommerce has for it. */
const STORE_NAME = /^(?:https?:\/\/)?(?:store-)?([a-z0-9]+)(?:\.mybigcommerce\.com\/?)?$/i;

const apiPath = z.string('API path is missing.').transform((typed, context) => {
	const given = typed.trim();
	const [, origin = API_ORIGIN, hash = STORE_NAME.exec(given)?.[1]] = API_PATH.exec(given) ?? [];
	if (hash !== undefined && URL.canParse(origin)) {
		return `${new URL(origin).origin}/stores/${hash.toLowerCase()}`;
	}
	context.addIssue({
		code: 'custom',
		message: `"${given.slice(0, 100)}" is no API path. BigCommerce shows it beside the access token, such as https://api.bigcommerce.com/stores/abc123/v3/.`,
	});
	return z.NEVER;
});

const fields = z.object({
	apiPath,
	accessToken: pastedKey('Access token'),
	clientSecret: pastedKey('Client secret'),
});

/** `apiPath` has neither version nor trailing slash: `https://api.bigcommerce.com/stores/abc123`. */
export type BigCommerceCredentials = z.output<typeof fields>;

/**
 * What the credential type `commerceBigCommerceApi` holds. The general names of the REST API, `storeUrl`, `apiKey`
 * and `apiSecret`, are understood too.
 */
export const credentialsSchema: z.ZodType<BigCommerceCredentials> = z.preprocess((given) => {
	if (typeof given !== 'object' || given === null) return given;
	const { storeUrl, apiKey, apiSecret, ...named } = given as Record<string, unknown>;
	return {
		...(storeUrl === undefined ? {} : { apiPath: storeUrl }),
		...(apiKey === undefined ? {} : { accessToken: apiKey }),
		...(apiSecret === undefined ? {} : { clientSecret: apiSecret }),
		...named,
	};
}, fields);

/** Every store keeps this address, whatever domains it has. An API that is elsewhere stands for its store. */
export function storeUrlOf({ apiPath: path }: Pick<BigCommerceCredentials, 'apiPath'>): string {
	const hash = path.slice(path.lastIndexOf('/') + 1);
	return path.startsWith(`${API_ORIGIN}/`) ? `https://store-${hash}.mybigcommerce.com` : path;
}
