import { z } from 'zod/v4';
import { isTimeZone } from '../../templates/isTimeZone.ts';
import { pastedKey } from '../pastedKey.ts';
import { isPrivateWay, webAddress } from '../webAddress.ts';

const storeUrl = z.string('Store URL is missing.').transform((typed, context) => {
	const address = webAddress(typed)?.replace(/\/(api|index\.php)(\/.*)?$/, '');
	if (address && isPrivateWay(address)) return address;
	context.addIssue({
		code: 'custom',
		message: address
			? `"${typed}" begins with http: anybody on the way could read the key. Switch on SSL in the shop (Shop Parameters > General), and give the address with https.`
			: `"${typed}" is no web address. Give the shop's, such as https://shop.example.`,
	});
	return z.NEVER;
});

const fields = z.object({
	storeUrl,
	apiKey: pastedKey('Webservice key'),
	// Empty where the shop tells: n8n takes no credential that holds null.
	timeZone: z
		.string()
		.trim()
		.default('')
		.refine(
			(zone) => zone === '' || isTimeZone(zone),
			'"Time Zone" is no time zone. Give its name, such as Europe/Paris, or leave it empty.',
		),
});

export type PrestaShopCredentials = z.output<typeof fields>;

/**
 * What the credential type `commercePrestaShopApi` holds. The general name `apiSecret` is passed over: there is no
 * secret beside the key.
 */
export const credentialsSchema: z.ZodType<PrestaShopCredentials> = z.preprocess(
	(given) =>
		typeof given === 'object' && given !== null
			? Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
			: given,
	fields,
);
