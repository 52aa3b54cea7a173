import { NodeOperationError, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import { spaceOf } from '../shared/spaceOf.ts';
import type { CredentialReference } from '../../api/http/apiContext.ts';
import { passKeyOf } from '../../api/http/consolePass.ts';
import { digestOf } from '../../api/http/tokenIn.ts';
import type { ApiSettings } from '../../api/serve.ts';
import { apiToken } from './apiToken.ts';

const credentialSchema = z.object({
	apiToken,
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

/** The API's own token. @throws NodeOperationError naming the field as the form shows it */
export const readToken = async (context: IWebhookFunctions): Promise<string> =>
	(await readCredential(context)).apiToken;

/**
 * What the node's form and its credentials say.
 *
 * @param place what stands before `/api/…` in the address that was called and in the public one, and where the scripts are
 * @throws NodeOperationError naming the field as the form shows it
 */
export async function readSettings(
	context: IWebhookFunctions,
	{
		webFolder,
		...place
	}: { readonly basePath: string; readonly publicBase: string; readonly webFolder: string },
): Promise<ApiSettings> {
	const node = context.getNode();
	const { apiToken, n8nUrl, n8nApiKey } = await readCredential(context);
	const options = optionsSchema.parse(context.getNodeParameter('apiOptions', {}));
	const { origin = null } = context.getHeaderData() as { origin?: string };
	const reference = (type: string): CredentialReference | null => {
		const chosen = node.credentials?.[type];
		return chosen?.id ? { id: chosen.id, name: chosen.name } : null;
	};
	return {
		space: await spaceOf(context),
		n8nUrl,
		n8nApiKey,
		keyOf: {
			id: `${context.getWorkflow().id}/${node.id}`,
			name: node.credentials?.commerceApi?.name ?? 'Commerce API',
			link: keysPage(place.publicBase),
		},
		storesInOwnNetwork: options.storesInOwnNetwork,
		credentials: {
			commerceSmtpApi: reference('commerceSmtpApi'),
			commerceWebPushApi: reference('commerceWebPushApi'),
			commerceSpaceApi: reference('commerceSpaceApi'),
		},
		webPush: reference('commerceWebPushApi') && (await readWebPush(context)),
		furtherPushServices: listOf(options.furtherServices),
		allowedOrigins: listOf(options.allowedOrigins),
		request: { origin, ...place },
		passKey: passKeyOf(digestOf(apiToken)),
		webFolder,
	};
}

/** Where n8n makes keys of its API. */
function keysPage(publicBase: string): string | null {
	const base = /^(https?:\/\/.+)\/webhook\//.exec(publicBase)?.[1];
	return base === undefined ? null : `${base}/settings/api`;
}

async function readWebPush(context: IWebhookFunctions): Promise<ApiSettings['webPush']> {
	const { publicKey, customerSecret } = await context.getCredentials('commerceWebPushApi');
	return { publicKey: String(publicKey).trim(), customerSecret: String(customerSecret ?? '') };
}

export async function readCredential(context: IWebhookFunctions | IHookFunctions) {
	const parsed = credentialSchema.safeParse(await context.getCredentials('commerceApi'));
	if (parsed.success) return parsed.data;
	const problem = parsed.error.issues[0]!.message;
	throw new NodeOperationError(
		context.getNode(),
		`The Commerce API credential is not complete: ${problem}`,
	);
}
