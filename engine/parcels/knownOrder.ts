import type { Integration } from '../inbox/integration.ts';
import { fieldsOf } from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Fields } from '../templates/itemFields.ts';
import type { OrderReference } from './orderKey.ts';

/** Whether an order of this id has been seen in the store, and not been deleted. */
export async function isKnownOrder(
	database: Pick<OpenDatabase, 'db'>,
	integration: Integration | null,
	orderId: string,
): Promise<boolean> {
	if (integration === null) return false;
	return (await knownOrder(database, { integrationGuid: integration.guid, orderId })) !== null;
}

/** An order as its store has told it last; `null` for one that is not known, or deleted. */
export async function knownOrder(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ integrationGuid, orderId }: OrderReference,
): Promise<Fields | null> {
	const found = await db
		.selectFrom('snapshot')
		.select('entityJson')
		.where((eb) => eb.and({ integrationGuid, entityType: 'Order', entityId: orderId }))
		.where('deletedAt', 'is', null)
		.executeTakeFirst();
	return found === undefined ? null : (fieldsOf(found.entityJson) ?? {});
}
