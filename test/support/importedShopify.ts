import { storePage } from '../../engine/inbox/storePage.ts';
import type { Integration } from '../../engine/inbox/integration.ts';
import { composeItem, type CommerceItem } from '../../engine/deliveries/composeItem.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { startShopifyShop } from './shopifyShop.ts';
import { testClock, testInbox } from './testInbox.ts';

type Body = Readonly<Record<string, unknown>>;

/**
 * What comes of an import that finds an order as a message has told it: the Admin API is asked for it, and
 * what it answers is stored as a page of the import is.
 */
export async function importOrder(
	database: OpenDatabase,
	integration: Integration,
	body: Body,
): Promise<readonly CommerceItem[]> {
	const world = await startShopifyShop();
	try {
		world.shop.state.recorded.push(body);
		const told = await world.provider.readEntity(world.connection, 'Order', String(body.id));
		const inbox = testInbox(database, testClock(Date.parse(String(body.updated_at)) + 60_000), {
			warn: () => {},
		});
		const page = { since: null, page: null, newest: null, completedAt: null };
		const { events } = await storePage(inbox, integration, 'Order', told, inbox.now(), page, false);
		return events.map((event) => composeItem(event, integration, [], 1));
	} finally {
		await world.shop.close();
	}
}
