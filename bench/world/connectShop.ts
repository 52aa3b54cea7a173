import type { N8nClient } from '../../demo/n8n/n8nClient.ts';
import { waitUntil } from '../../demo/n8n/waitUntil.ts';
import type { BenchShop } from './shop.ts';
import { connectedShop, STORE_WEBHOOK, type Credential } from './workflows.ts';

/** Connects the shop with this package. @returns where it posts to from now on */
export async function connectShop(n8n: N8nClient & { url: string }, shop: BenchShop) {
	const { url: storeUrl, consumerKey, consumerSecret } = shop;
	const credential = await n8n.createCredential('Shop', 'commerceWooCommerceApi', {
		storeUrl,
		consumerKey,
		consumerSecret,
	});
	await n8n.publish((await n8n.createWorkflow(connectedShop(credential))).id);
	const address = `${n8n.url}/webhook/${STORE_WEBHOOK}/store`;
	await waitUntil(() => shop.addresses().includes(address), { what: 'the shop to be connected' });
	return address;
}

/** The credential of n8n's own WooCommerce nodes. */
export async function createPeerCredential(
	n8n: N8nClient,
	{ url, consumerKey, consumerSecret }: BenchShop,
): Promise<Credential> {
	return await n8n.createCredential('Shop of the peer', 'wooCommerceApi', {
		url,
		consumerKey,
		consumerSecret,
		includeCredentialsInQuery: false,
	});
}
