import type { Provider, StoreWebhook } from '../providers/provider.ts';
import type { Connection } from '../providers/storeHttp.ts';
import { sameAddress } from '../providers/webAddress.ts';
import type { Integration } from './integration.ts';

export type Repair = {
	/** Webhooks that bring this integration its messages. */
	readonly webhooks: readonly StoreWebhook[];
	/** Those of them that were missing or switched off. */
	readonly restored: readonly StoreWebhook[];
	/** How many of this n8n's own pointed to where nothing listens any more, and are gone. */
	readonly removed: number;
};

/**
 * Puts the webhooks of an integration right: what the store has dropped or disabled is back, and those of
 * integrations of this n8n that are no more are removed, as are those to the address that this n8n had
 * before. Anybody else's are never touched.
 *
 * @param liveUrls where the published integrations of this n8n listen
 * @param formerUrl where this integration listened before; the same when n8n's address has not changed
 */
export async function repairWebhooks(
	provider: Provider,
	connection: Connection<unknown>,
	integration: Integration,
	liveUrls: ReadonlySet<string>,
	formerUrl: string = integration.webhookUrl,
): Promise<Repair> {
	const before = await provider.listWebhooks(connection);
	const own = before.filter(
		({ url, enabled }) => sameAddress(url, integration.webhookUrl) && enabled,
	);
	const webhooks = await provider.registerWebhooks(
		connection,
		integration.webhookUrl,
		integration.guid,
	);
	const orphans = new Set(
		before
			.map(({ url }) => url)
			.filter(
				(url) =>
					sameAddress(url, formerUrl) ||
					(isOfSameN8n(url, integration.webhookUrl) && !liveUrls.has(url)),
			)
			.filter((url) => !sameAddress(url, integration.webhookUrl)),
	);
	for (const url of orphans) await provider.removeWebhooks(connection, url);

	const known = new Set(own.map(({ id }) => id));
	return {
		webhooks,
		restored: webhooks.filter(({ id }) => !known.has(id)),
		removed: before.filter(({ url }) => orphans.has(url)).length,
	};
}

/** `<n8n>/webhook/<any id>/store`: the form of every Store Trigger's address, and of no other node's. */
function isOfSameN8n(url: string, ownUrl: string): boolean {
	const prefix = /^(.*\/)[^/]+\/store$/.exec(ownUrl)?.[1];
	if (prefix === undefined || !url.startsWith(prefix)) return false;
	return /^[^/]+\/store$/.test(url.slice(prefix.length));
}
