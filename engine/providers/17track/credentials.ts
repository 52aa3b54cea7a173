import { z } from 'zod/v4';
import { pastedKey } from '../pastedKey.ts';
import { webAddress } from '../webAddress.ts';

export const API_URL = 'https://api.17track.net';

const apiUrl = z
	.string()
	.optional()
	.transform((typed, context) => {
		const address = typed?.trim() ? webAddress(typed)?.replace(/\/track(\/.*)?$/, '') : API_URL;
		if (address) return address;
		context.addIssue({
			code: 'custom',
			message: `"${typed}" is no web address. Leave it out: 17TRACK has one address for all, ${API_URL}.`,
		});
		return z.NEVER;
	});

const fields = z.object({ apiKey: pastedKey('Security key'), apiUrl });

export type SeventeenTrackCredentials = z.output<typeof fields>;

/**
 * What the credential type `commerce17TrackApi` holds. The general name of the REST API, `storeUrl`, is understood
 * too; one key does for both ways.
 */
export const credentialsSchema: z.ZodType<SeventeenTrackCredentials> = z.preprocess((given) => {
	if (typeof given !== 'object' || given === null) return given;
	const { storeUrl, ...named } = given as Record<string, unknown>;
	return {
		...(storeUrl === undefined ? {} : { apiUrl: storeUrl }),
		...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null)),
	};
}, fields);
