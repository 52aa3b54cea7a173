import { z } from 'zod/v4';
import { pastedKey } from '../pastedKey.ts';
import { webAddress } from '../webAddress.ts';

export const API_URL = 'https://api.shipstation.com';

const apiUrl = z
	.string()
	.optional()
	.transform((typed, context) => {
		const address = typed?.trim() ? webAddress(typed)?.replace(/\/v2$/, '') : API_URL;
		if (address) return address;
		context.addIssue({
			code: 'custom',
			message: `"${typed}" is no web address. Leave it out: ShipStation has one address for all, ${API_URL}.`,
		});
		return z.NEVER;
	});

const fields = z.object({ apiKey: pastedKey('API key'), apiUrl });

export type ShipStationCredentials = z.output<typeof fields>;

/** What the credential type `commerceShipStationApi` holds. `storeUrl` of the REST API is understood too. */
export const credentialsSchema: z.ZodType<ShipStationCredentials> = z.preprocess((given) => {
	if (typeof given !== 'object' || given === null) return given;
	const { storeUrl, ...named } = given as Record<string, unknown>;
	return { ...(storeUrl === undefined ? {} : { apiUrl: storeUrl }), ...named };
}, fields);
