import type { Integration } from '../inbox/integration.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';

/** Whether an order of this id has been seen in the store, and not been deleted. */
export async function isKnownOrder(
	{ db }: Pick<OpenDatabase, 'db'>,
	integration: Integration | null,
	orderId: string,
): Promise<boolean> {
	if (integration === null) return false;
	const found = await db
		.selectFrom('snapshot')
		.select('entityId')
		.where((eb) =>
			eb.and({ integrationGuid: integration.guid, entityType: 'Order', entityId: orderId }),
		)
		.where('deletedAt', 'is', null)
		.executeTakeFirst();
	return found !== undefined;
}
