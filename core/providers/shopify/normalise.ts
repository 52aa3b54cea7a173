import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { requiredId } from '../payloadFields.ts';
import type { StoreMessage } from '../provider.ts';
import { normaliseCustomer } from './normaliseCustomer.ts';
import { normaliseFulfillment } from './normaliseFulfillment.ts';
import { normaliseFulfillmentEvent } from './normaliseFulfillmentEvent.ts';
import { normaliseOrder } from './normaliseOrder.ts';
import { normaliseProduct } from './normaliseProduct.ts';
import { TOPICS, type Topic } from './topics.ts';

type Message = StoreMessage & { kind: 'message' };

/** @throws ZodError when the payload lacks what it is about */
export function normalise(message: Message): Observation[] {
	const topic = TOPICS.get(message.topic);
	if (!topic) return [];
	switch (topic.about) {
		case 'order':
			return normaliseOrder(message.payload, topic.codes);
		case 'fulfillment':
			return [normaliseFulfillment(message.payload, topic.codes)];
		case 'fulfillmentEvent':
			return [normaliseFulfillmentEvent(message.payload)];
		case 'customer':
			return [normaliseCustomer(message.payload, topic.codes)];
		case 'product':
			return [normaliseProduct(message.payload, topic.codes)];
		case 'deletion':
			return [deletionOf(topic, message)];
	}
}

/** A deleted entity is named by its id alone; when it happened, only the delivery tells. */
function deletionOf({ entityType, codes }: Topic, { payload, occurredAt }: Message): Observation {
	const { id } = z.object({ id: requiredId }).parse(payload);
	return {
		entityType,
		id,
		kind: 'delete',
		entity: { id },
		changedAt: occurredAt,
		clock: 'record',
		topicCodes: codes,
	};
}
