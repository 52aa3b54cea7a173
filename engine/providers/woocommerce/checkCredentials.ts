import { z } from 'zod/v4';
import { listIn } from '../payloadFields.ts';
import type { StoreInfo } from '../provider.ts';
import type { Connection } from '../storeHttp.ts';
import { StoreError } from '../storeError.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { title } from './title.ts';
import { isMissingRoute } from './absence.ts';
import { mayOnlyRead } from './write.ts';

const siteAnswer = z.object({ name: title });

/**
 * Lists a webhook, which takes the rights that making one takes, and sends an empty batch, which changes
 * nothing and takes a key that may write.
 */
export async function checkCredentials(
	call: WooCommerceCall,
	connection: Connection<WooCommerceCredentials>,
): Promise<StoreInfo> {
	const { storeUrl } = connection.credentials;
	await checkReading(call, connection, '/webhooks');
	for (const path of TOLD) await checkReading(call, connection, path);
	await checkWriting(call, connection);
	return { name: await siteName(connection), storeUrl };
}

/** What webhooks tell, as far as the keys' user may see it. */
const TOLD = ['/orders', '/customers', '/products'] as const;

async function checkReading(
	call: WooCommerceCall,
	connection: Connection<WooCommerceCredentials>,
	path: string,
): Promise<void> {
	let body: unknown;
	try {
		({ body } = await call(connection, { method: 'GET', path, query: { per_page: '1' } }));
	} catch (error) {
		// A part of the shop's API that is switched off is no matter of the keys.
		if (path !== '/webhooks' && isMissingRoute(error)) return;
		throw error;
	}
	if (listIn(body) !== undefined) return;
	const said = body === null ? 'with nothing' : 'with something that is no list';
	throw new StoreError(
		'rejected',
		`${connection.credentials.storeUrl} answered ${said} to GET ${path}. A plugin or an error in the shop spoils its API's answers; look into the shop's error log.`,
		{ status: 200 },
	);
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
