import { z } from 'zod/v4';
import { pastedKey } from '../pastedKey.ts';
import { webAddress } from '../webAddress.ts';

export const API_URL = 'https://ssapi.shipstation.com';

const apiUrl = z
	.string()
	.optional()
	.transform((typed, context) => {
		const address = typed?.trim() ? webAddress(typed) : API_URL;
		if (address) return address;
		context.addIssue({
			code: 'custom',
			message: `"${typed}" is no web address. Leave it out: ShipStation has one address for all, ${API_URL}.`,
		});
		return z.NEVER;
	});

const fields = z.object({
	apiKey: pastedKey('API key'),
	apiSecret: pastedKey('API secret'),
	apiUrl,
});

export type ShipStationV1Credentials = z.output<typeof fields>;

/** What the credential type `commerceShipStationV1Api` holds. `storeUrl` of the REST API is understood too. */
export const credentialsSchema: z.ZodType<ShipStationV1Credentials> = z.preprocess((given) => {
	if (typeof given !== 'object' || given === null) return given;
	const { storeUrl, ...named } = given as Record<string, unknown>;
	return { ...(storeUrl === undefined ? {} : { apiUrl: storeUrl }), ...named };
}, fields);
