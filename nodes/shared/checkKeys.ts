import { z } from 'zod/v4';
import { createAskN8n } from '../../n8n/publicApi/askN8n.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import { apiToken } from '../CommerceApi/apiToken.ts';

/** A person is waiting at the form. */
const TIMEOUT_MS = 15_000;

/**
 * Asks a store whether it accepts the keys of a credential.
 *
 * @param slug which kind of store
 * @throws Error with the field that is wrong, or with what the store says to the keys
 */
export async function checkKeys(slug: string, data: unknown): Promise<void> {
	const provider = providerOf(slug);
	if (!provider) throw new Error(`There is no kind of store "${slug}".`);
	const parsed = provider.credentialsSchema.safeParse(data ?? {});
	if (!parsed.success) throw new Error(parsed.error.issues[0]!.message);
	await provider.checkCredentials({
		credentials: parsed.data,
		http: axiosStoreHttp({ timeoutMs: TIMEOUT_MS }),
	});
}

const n8nKey = z.object({
	apiToken,
	n8nUrl: z
		.string('The n8n URL is missing.')
		.trim()
		.transform((url) => url.replace(/\/+$/, ''))
		.refine((url) => URL.canParse(url), 'The n8n URL is no web address.'),
	n8nApiKey: z.string().trim().default(''),
});

/**
 * Asks n8n whether it accepts its API key.
 *
 * @throws Error with what is wrong with it
 */
export async function checkN8nKey(data: unknown): Promise<void> {
	const parsed = n8nKey.safeParse(data ?? {});
	if (!parsed.success) throw new Error(parsed.error.issues[0]!.message);
	const { n8nUrl: url, n8nApiKey: apiKey } = parsed.data;
	const ask = createAskN8n({ url, apiKey });
	await ask({ method: 'GET', path: '/workflows', scope: 'workflow:list', query: { limit: 1 } });
}
