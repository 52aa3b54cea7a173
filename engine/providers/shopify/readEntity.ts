import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { CHANGE_LISTS } from './changeLists.ts';
import type { Ask } from './graphql/ask.ts';
import { gidOf, idInGid } from './graphql/gid.ts';
import { optional } from './graphql/nodeFields.ts';

const ORDER_OF = 'query orderOf($id: ID!) { fulfillment(id: $id) { order { id } } }';

const orderOf = z.object({
	fulfillment: optional(z.object({ order: z.object({ id: z.string() }) })),
});

/**
 * An order with its shipments, a shipment, a customer or a product.
 *
 * @param id the number that webhooks have, or the whole id (`gid://shopify/Order/1`)
 */
export async function readEntity(
	ask: Ask,
	entityType: EntityType,
	id: string,
): Promise<readonly Observation[]> {
	if (entityType === 'Shipment') return await readShipment(ask, id);
	const { names, fields, one } = CHANGE_LISTS[entityType];
	const gid = gidOf(names.type, id);
	if (gid === null) return [];
	return await one(ask, `query one($id: ID!) { one: ${names.one}(id: $id) { ${fields} } }`, gid);
}

/** Its lines, its customer and its address are the order's. */
async function readShipment(ask: Ask, id: string): Promise<readonly Observation[]> {
	const gid = gidOf('Fulfillment', id);
	if (gid === null) return [];
	const { fulfillment } = await ask(ORDER_OF, { id: gid }, orderOf);
	if (!fulfillment) return [];
	const all = await readEntity(ask, 'Order', fulfillment.order.id);
	return all.filter((each) => each.entityType === 'Shipment' && each.id === idInGid(gid));
}
