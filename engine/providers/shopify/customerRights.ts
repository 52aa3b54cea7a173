import { z } from 'zod/v4';
import type { Connection } from '../storeHttp.ts';
import { StoreError } from '../storeError.ts';
import type { ShopifyCall } from './client.ts';
import type { ShopifyCredentials } from './credentials.ts';

const QUERY = `{
	customers(first: 1) { nodes { id firstName defaultEmailAddress { emailAddress } } }
}`;

/** Shopify's words: "This app is not approved to access the Customer object." */
const NOT_APPROVED = /not approved to (access|use)|protected customer data/i;

/**
 * Refuses keys of an app that may not see who the customers are: its orders come without an e-mail address,
 * and no customer could be written to. Shopify gives that right apart from the access scopes.
 *
 * @see https://shopify.dev/docs/apps/launch/protected-customer-data
 * @see https://help.shopify.com/en/manual/apps/app-types/custom-apps#custom-level2-pii-app (the plan)
 */
export async function checkCustomerRights(
	call: ShopifyCall,
	connection: Connection<ShopifyCredentials>,
): Promise<void> {
	try {
		await call(connection, { query: QUERY, data: z.unknown() });
	} catch (error) {
		// What else is wrong with this call is no statement about the keys.
		if (!(error instanceof StoreError) || !NOT_APPROVED.test(error.message)) return;
		throw new StoreError(
			'forbidden',
			`The app in ${connection.credentials.storeUrl} may not see protected customer data: orders would come without the customers' names and e-mail addresses. An app that was made for this shop alone sees them where the shop is on Shopify's Grow plan or a higher one; any other app has to ask for "Protected customer data access" in the Dev Dashboard, with name, email, phone and address.`,
		);
	}
}
