import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NodeOperationError, type IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import { createN8nApi } from '../../n8n/publicApi/createN8nApi.ts';
import type { N8nApi } from '../../n8n/publicApi/n8nApi.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import { createShopAddresses } from '../../engine/providers/shopAddresses.ts';
import { commerce } from '../../n8n/commerce.ts';
import { spaceOf } from '../shared/spaceOf.ts';
import type { ApiContext, CredentialReference } from '../../api/http/apiContext.ts';
import { ApiError } from '../../api/http/apiError.ts';
import { createOpenLink } from '../../api/openLink.ts';

/** Shorter ones are guessed. */
const SHORTEST_TOKEN = 16;

const credentialSchema = z.object({
	apiToken: z.string().trim().min(SHORTEST_TOKEN),
	n8nUrl: z
		.string()
		.trim()
		.transform((url) => url.replace(/\/+$/, '')),
	n8nApiKey: z.string().trim().default(''),
});

const optionsSchema = z.object({
	allowedOrigins: z.string().default(''),
	furtherServices: z.string().default(''),
	storesInOwnNetwork: z.boolean().default(false),
});

const listOf = (typed: string) =>
	typed
		.split(/[\s,;]+/)
		.map((entry) => entry.replace(/\/+$/, ''))
		.filter((entry) => entry !== '');

type Opening = {
	/** Where the scripts for the shop's pages are. */
	readonly webFolder: string;
	/** What stands before `/api/…` in the address that was called. */
	readonly basePath: string;
	readonly isAuthorized: boolean;
};

/** The API's own token. @throws NodeOperationError naming the field as the form shows it */
export const readToken = async (context: IWebhookFunctions): Promise<string> =>
	(await readCredential(context)).apiToken;

/**
 * What the endpoints work with, from the node's form and its credentials.
 *
 * @throws NodeOperationError naming the field as the form shows it
 */
export async function openContext(
	context: IWebhookFunctions,
	{ webFolder, basePath, isAuthorized }: Opening,
): Promise<ApiContext> {
	const node = context.getNode();
	const { n8nUrl, n8nApiKey } = await readCredential(context);
	const options = optionsSchema.parse(context.getNodeParameter('apiOptions', {}));
	const headers = context.getHeaderData() as Record<string, string | undefined>;
	const reference = (type: string): CredentialReference | null => {
		const chosen = node.credentials?.[type];
		return chosen?.id ? { id: chosen.id, name: chosen.name } : null;
	};
	return {
		space: await spaceOf(context),
		commerce: async () => {
			try {
				return await commerce(context.logger);
			} catch (error) {
				throw new ApiError('UNAVAILABLE', 'The state database cannot be used.', { cause: error });
			}
		},
		n8n: n8nOf(n8nUrl, n8nApiKey, warnTo(context)),
		storeHttp: axiosStoreHttp({
			addressesOf: createShopAddresses({
				allowPrivate: options.storesInOwnNetwork,
				option: 'Stores in Your Own Network',
			}),
		}),
		openLink: createOpenLink(n8nUrl),
		credentials: {
			commerceSmtpApi: reference('commerceSmtpApi'),
			commerceWebPushApi: reference('commerceWebPushApi'),
			commerceSpaceApi: reference('commerceSpaceApi'),
		},
		webPush: async () => {
			if (reference('commerceWebPushApi') === null) return null;
			const { publicKey, customerSecret } = await context.getCredentials('commerceWebPushApi');
			return { publicKey: String(publicKey).trim(), customerSecret: String(customerSecret ?? '') };
		},
		furtherPushServices: listOf(options.furtherServices),
		allowedOrigins: listOf(options.allowedOrigins),
		request: {
			origin: headers.origin ?? null,
			isAuthorized,
			basePath,
		},
		readScript: async (name) => await readFile(join(webFolder, name), 'utf8'),
		warn: warnTo(context),
	};
}

/** Writes into n8n's log. */
export const warnTo =
	({ logger }: Pick<IWebhookFunctions, 'logger'>): ApiContext['warn'] =>
	(message, error) =>
		logger.warn(
			`Commerce API: ${message}: ${error instanceof Error ? error.message : String(error)}`,
		);

async function readCredential(context: IWebhookFunctions) {
	const parsed = credentialSchema.safeParse(await context.getCredentials('commerceApi'));
	if (parsed.success) return parsed.data;
	throw new NodeOperationError(context.getNode(), 'The Commerce API credential is not complete', {
		description: `"API Token" needs at least ${SHORTEST_TOKEN} characters.`,
	});
}

const clients = new Map<string, N8nApi>();

/** One client for each n8n and key, so that its connections are used again. */
function n8nOf(url: string, apiKey: string, warn: ApiContext['warn']): N8nApi {
	const key = JSON.stringify([url, apiKey]);
	const known = clients.get(key);
	if (known !== undefined) return known;
	const client = createN8nApi({ url, apiKey }, warn);
	clients.set(key, client);
	return client;
}
