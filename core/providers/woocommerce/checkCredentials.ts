import { z } from 'zod/v4';
import type { Connection, StoreInfo } from '../provider.ts';
import { StoreError } from '../storeError.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { mayOnlyRead } from './mayOnlyRead.ts';

const siteAnswer = z.object({ name: z.string().min(1) });

/**
 * Lists a webhook, which takes the rights that making one takes, and sends an empty batch, which changes
 * nothing and takes a key that may write.
 */
export async function checkCredentials(
	call: WooCommerceCall,
	connection: Connection<WooCommerceCredentials>,
): Promise<StoreInfo> {
	const { storeUrl } = connection.credentials;
	await call(connection, { method: 'GET', path: '/webhooks', query: { per_page: '1' } });
	await checkWriting(call, connection);
	return { name: await siteName(connection), storeUrl };
}

async function checkWriting(
	call: WooCommerceCall,
	connection: Connection<WooCommerceCredentials>,
): Promise<void> {
	try {
		await call(connection, { method: 'POST', path: '/webhooks/batch', json: {} });
	} catch (error) {
		if (!(error instanceof StoreError)) throw error;
		if (error.kind === 'unauthorized' || error.kind === 'forbidden') {
			throw mayOnlyRead(connection.credentials.storeUrl, error);
		}
		// A shop that knows no batches says nothing about the key: whether it may write shows itself later.
		if (error.kind !== 'not_found' && error.kind !== 'rejected') throw error;
	}
}

/** The index of the site's API names it, to anybody; where a plugin has closed it, the name is not known. */
async function siteName({
	credentials,
	http,
}: Connection<WooCommerceCredentials>): Promise<string | null> {
	try {
		const { body } = await http({
			method: 'GET',
			url: `${credentials.storeUrl}/wp-json/`,
			query: { _fields: 'name' },
		});
		return siteAnswer.safeParse(body).data?.name ?? null;
	} catch (error) {
		if (error instanceof StoreError) return null;
		throw error;
	}
}
