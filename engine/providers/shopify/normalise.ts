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

/** Shopify sends no message that is older, and a message is as old as the change in it. */
const NEW_WITHIN_MS = 48 * 3_600_000;

/** @throws ZodError when the payload lacks what it is about */
export function normalise(message: Message): Observation[] {
	const topic = TOPICS.get(message.topic);
	if (!topic) return [];
	return observe(topic, message).map((observation) => credible(observation, message.occurredAt));
}

/**
 * What the topic says has happened, as far as the body allows: the topic and the time of sending are not
 * signed, the body is. One that was last changed long before it was sent shows nothing that has just
 * happened; one that was made long before it was last changed is not new.
 */
function credible(observation: Observation, sentAt: string | null): Observation {
	const { kind, clock, changedAt } = observation;
	if (kind === 'delete' || clock === 'status' || changedAt === null) return observation;
	const isOld = sentAt !== null && isLongBefore(changedAt, sentAt);
	const { createdAt } = observation.entity;
	const isNoneNew = typeof createdAt === 'string' && isLongBefore(createdAt, changedAt);
	const topicCodes = observation.topicCodes.filter(
		(code) => !isOld && !(isNoneNew && code.endsWith('_created')),
	);
	return { ...observation, topicCodes };
}

const isLongBefore = (time: string, other: string) =>
	Date.parse(other) - Date.parse(time) > NEW_WITHIN_MS;

function observe(topic: Topic, message: Message): Observation[] {
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
