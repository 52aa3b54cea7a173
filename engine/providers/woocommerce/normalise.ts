import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { requiredId } from '../payloadFields.ts';
import type { StoreMessage } from '../provider.ts';
import type { StoreReading } from '../storeReading.ts';
import { normaliseCustomer } from './normaliseCustomer.ts';
import { normaliseOrder } from './normaliseOrder.ts';
import { normaliseProduct } from './normaliseProduct.ts';
import { TOPICS, type Topic } from './topics.ts';

const ENTITY_TYPES = { order: 'Order', customer: 'Customer', product: 'Product' } as const;

/** @throws ZodError when the payload lacks what it is about */
export function normalise(
	{ topic, payload }: StoreMessage & { kind: 'message' },
	reading?: StoreReading,
): Observation[] {
	const known = TOPICS.get(topic);
	if (!known) return [];
	if (known.kind === 'delete') return [deletionOf(known, payload)];
	const restores = known.kind === 'restore';
	switch (known.about) {
		case 'order':
			return normaliseOrder(payload, known.codes, restores, reading);
		case 'customer':
			return [normaliseCustomer(payload, known.codes, reading)];
		case 'product':
			return normaliseProduct(payload, known.codes, restores, reading);
	}
}

/**
 * A deletion names the id and no time. `product.deleted` comes for anything that goes to the trash, an
 * order for example, so it counts only where a product of this id is known.
 */
function deletionOf({ about, codes }: Topic, payload: unknown): Observation {
	const { id } = z.object({ id: requiredId }).parse(payload);
	return {
		entityType: ENTITY_TYPES[about],
		id,
		kind: 'delete',
		entity: { id },
		changedAt: null,
		clock: 'record',
		topicCodes: codes,
		...(about === 'product' ? { onlyIfKnown: true } : {}),
	};
}
