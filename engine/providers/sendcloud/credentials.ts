import { z } from 'zod/v4';
import { pastedKey } from '../pastedKey.ts';
import { webAddress } from '../webAddress.ts';

export const PANEL_URL = 'https://panel.sendcloud.sc';

const panelUrl = z
	.string()
	.optional()
	.transform((typed, context) => {
		const address = typed?.trim() ? webAddress(typed)?.replace(/\/api(\/.*)?$/, '') : PANEL_URL;
		if (address) return address;
		context.addIssue({
			code: 'custom',
			message: `"${typed}" is no web address. Leave it out: Sendcloud has one address for all, ${PANEL_URL}.`,
		});
		return z.NEVER;
	});

const fields = z.object({
	publicKey: pastedKey('Public key'),
	secretKey: pastedKey('Secret key'),
	// Empty where there is none: n8n takes no credential that holds null.
	webhookSecret: z.union([z.literal(''), pastedKey('Webhook signature key')]).default(''),
	panelUrl,
});

export type SendcloudCredentials = z.output<typeof fields>;

/**
 * What the credential type `commerceSendcloudApi` holds. The general names of the REST API, `storeUrl`, `apiKey`
 * and `apiSecret`, are understood too.
 */
export const credentialsSchema: z.ZodType<SendcloudCredentials> = z.preprocess((given) => {
	if (typeof given !== 'object' || given === null) return given;
	const { storeUrl, apiKey, apiSecret, ...named } = given as Record<string, unknown>;
	return {
		...(storeUrl === undefined ? {} : { panelUrl: storeUrl }),
		...(apiKey === undefined ? {} : { publicKey: apiKey }),
		...(apiSecret === undefined ? {} : { secretKey: apiSecret }),
		...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null)),
	};
}, fields);
