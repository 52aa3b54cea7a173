import { z } from 'zod/v4';
import { connection, optional } from './graphql/nodeFields.ts';
import { allOf } from './graphql/allOf.ts';
import type { Shop } from './shop.ts';

/** What of an order is to be sent, and what stands in the way of the rest. */
export type OpenParts = {
	/** Ids of the fulfillment orders that can be fulfilled, by the location that they are sent from. */
	readonly byLocation: ReadonlyArray<{ readonly name: string; readonly ids: readonly string[] }>;
	/** In words, with counts: `1 on hold`; empty when nothing is in the way. */
	readonly held: string;
};

const LIST = `query fulfillmentOrders($id: ID!, $after: String) {
	order(id: $id) {
		fulfillmentOrders(first: 50, after: $after) {
			nodes { id status supportedActions { action } assignedLocation { name location { id } } }
			pageInfo { hasNextPage endCursor }
		}
	}
}`;

const fulfillmentOrder = z.object({
	id: z.string(),
	status: z.string(),
	supportedActions: optional(z.array(z.object({ action: z.string() }))),
	assignedLocation: optional(
		z.object({ name: z.string(), location: optional(z.object({ id: z.string() })) }),
	),
});
type FulfillmentOrder = z.output<typeof fulfillmentOrder>;

const answer = z.object({
	order: optional(z.object({ fulfillmentOrders: connection(fulfillmentOrder) })),
});

/** @see https://shopify.dev/docs/api/admin-graphql/2026-10/enums/FulfillmentOrderStatus */
const HELD: ReadonlyMap<string, string> = new Map([
	['ON_HOLD', 'on hold'],
	['SCHEDULED', 'scheduled for later'],
	['INCOMPLETE', 'incomplete'],
	['OPEN', 'with a fulfillment service'],
	['IN_PROGRESS', 'with a fulfillment service'],
]);

/** @param orderGid `gid://shopify/Order/…` */
export async function openParts({ ask }: Shop, orderGid: string): Promise<OpenParts> {
	const page = async (after: string | null) =>
		(await ask(LIST, { id: orderGid, after }, answer)).order?.fulfillmentOrders ?? null;
	const first = await page(null);
	const all = first === null ? [] : await allOf(first, page);

	const byLocation = new Map<string, { name: string; ids: string[] }>();
	const held = new Map<string, number>();
	for (const each of all) {
		if (isOpen(each)) {
			const name = each.assignedLocation?.name ?? 'the shop';
			const location = each.assignedLocation?.location?.id ?? name;
			const group = byLocation.get(location) ?? { name, ids: [] };
			group.ids.push(each.id);
			byLocation.set(location, group);
		} else {
			const why = HELD.get(each.status);
			if (why !== undefined) held.set(why, (held.get(why) ?? 0) + 1);
		}
	}
	return {
		byLocation: [...byLocation.values()],
		held: [...held].map(([why, count]) => `${count} ${why}`).join(', '),
	};
}

/** Where Shopify does not tell what can be done, its status decides. */
function isOpen({ status, supportedActions }: FulfillmentOrder): boolean {
	if (status !== 'OPEN' && status !== 'IN_PROGRESS') return false;
	return supportedActions?.some(({ action }) => action === 'CREATE_FULFILLMENT') ?? true;
}
