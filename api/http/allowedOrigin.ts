import { listIntegrations } from '../../engine/inbox/integration.ts';
import type { ApiContext } from './apiContext.ts';
import { ApiError } from './apiError.ts';
import type { Endpoint } from './endpoint.ts';

/**
 * The headers that let the page that asked read the answer.
 *
 * @throws ApiError 403 for a page of a site that is none of the shops
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export async function allowedOrigin(
	context: ApiContext,
	{ pages }: Endpoint,
): Promise<Record<string, string>> {
	const { origin } = context.request;
	if (pages === 'none' || origin === null) return {};
	if (pages === 'any') return { 'Access-Control-Allow-Origin': '*' };
	if (context.allowedOrigins.includes(origin) || (await shopOrigins(context)).includes(origin)) {
		return { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' };
	}
	throw new ApiError(
		'FORBIDDEN',
		`Pages of ${origin} may not do this: it is the address of no connected store. Add it in n8n to "Allowed Origins (CORS)" of the Commerce API node.`,
	);
}

async function shopOrigins(context: ApiContext): Promise<string[]> {
	const { database } = await context.commerce();
	const stores = await listIntegrations(database, context.space);
	return stores.flatMap(({ storeUrl }) => URL.parse(storeUrl)?.origin ?? []);
}
