import { z } from 'zod/v4';
import type { StoreInfo } from '../provider.ts';
import type { Connection } from '../storeHttp.ts';
import { StoreError } from '../storeError.ts';
import type { ShopifyCall } from './client.ts';
import type { ShopifyCredentials } from './credentials.ts';
import { checkCustomerRights } from './customerRights.ts';

/** What the webhook topics need; a `write_` scope includes its `read_` one. */
const NEEDED_SCOPES = [
	'read_orders',
	'read_fulfillments',
	'read_customers',
	'read_products',
] as const;

const shopAnswer = z.object({ shop: z.object({ name: z.string().nullable().catch(null) }) });

const scopesAnswer = z.object({
	currentAppInstallation: z.object({
		accessScopes: z.array(z.object({ handle: z.string() })),
	}),
});

/** Asks for the shop's name, and whether the app may read all that its webhooks bring. */
export async function checkCredentials(
	call: ShopifyCall,
	connection: Connection<ShopifyCredentials>,
): Promise<StoreInfo> {
	const { storeUrl } = connection.credentials;
	const { shop } = await call(connection, { query: '{ shop { name } }', data: shopAnswer });
	const missing = missingScopes(await grantedScopes(call, connection));
	if (missing.length === 0) {
		await checkCustomerRights(call, connection);
		return { name: shop.name, storeUrl };
	}
	throw new StoreError(
		'forbidden',
		`The app in ${storeUrl} lacks the access scope${missing.length > 1 ? 's' : ''} ${missing.join(', ')}. Add ${missing.length > 1 ? 'them' : 'it'} to the app in Shopify, then release or install it again.`,
	);
}

/** `null` where the shop does not tell: the topics themselves are then refused one by one. */
async function grantedScopes(
	call: ShopifyCall,
	connection: Connection<ShopifyCredentials>,
): Promise<string[] | null> {
	try {
		const { currentAppInstallation } = await call(connection, {
			query: '{ currentAppInstallation { accessScopes { handle } } }',
			data: scopesAnswer,
		});
		return currentAppInstallation.accessScopes.map(({ handle }) => handle);
	} catch (error) {
		if (error instanceof StoreError && ['rejected', 'forbidden'].includes(error.kind)) return null;
		throw error;
	}
}

function missingScopes(granted: readonly string[] | null): string[] {
	if (granted === null) return [];
	return NEEDED_SCOPES.filter(
		(scope) => !granted.includes(scope) && !granted.includes(scope.replace('read_', 'write_')),
	);
}
