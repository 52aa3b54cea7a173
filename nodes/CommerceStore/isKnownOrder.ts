import type { OpenStore } from './operation.ts';

/** Whether an order of this id has been seen in the store, and not been deleted. */
export async function isKnownOrder(
	{ integration, shared }: OpenStore,
	orderId: string,
): Promise<boolean> {
	if (integration === null) return false;
	const found = await shared.database.db
		.selectFrom('snapshot')
		.select('entityId')
		.where((eb) =>
			eb.and({ integrationGuid: integration.guid, entityType: 'Order', entityId: orderId }),
		)
		.where('deletedAt', 'is', null)
		.executeTakeFirst();
	return found !== undefined;
}
