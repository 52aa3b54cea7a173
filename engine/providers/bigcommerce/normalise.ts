import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import type { StoreMessage } from '../provider.ts';

const gone = z.object({ entityType: z.enum(['Order', 'Customer', 'Product']), id: z.string() });

/** The end of an order, a customer or a product: all else is read from the store. */
export function normalise({
	payload,
	occurredAt,
}: StoreMessage & { kind: 'message' }): Observation[] {
	const { entityType, id } = gone.parse(payload);
	return [deletionOf(entityType, id, occurredAt)];
}

/** @param changedAt when it was deleted or archived; `null` where that is not known */
export function deletionOf(
	entityType: 'Order' | 'Customer' | 'Product',
	id: string,
	changedAt: string | null,
): Observation {
	const word = entityType.toLowerCase() as 'order' | 'customer' | 'product';
	return {
		entityType,
		id,
		kind: 'delete',
		entity: { id },
		changedAt,
		clock: 'record',
		topicCodes: [`${word}_deleted`],
		// An order that was never completed is none here, and is archived all the same.
		onlyIfKnown: true,
	};
}
