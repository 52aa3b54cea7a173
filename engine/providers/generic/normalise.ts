import { z } from 'zod/v4';
import type { TriggerCode } from '../../events/catalog.ts';
import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import type { StoreMessage } from '../provider.ts';
import { customerData } from './customerData.ts';
import { id } from './dataFields.ts';
import { orderData } from './orderData.ts';
import { productData } from './productData.ts';
import { shipmentData } from './shipmentData.ts';
import { TOPICS } from './topics.ts';
import { usableOrder } from './usableOrder.ts';

/** @throws ZodError with the path of each field that is not what docs/generic-store.md says */
export function normalise({
	topic,
	payload,
	occurredAt,
}: StoreMessage & { kind: 'message' }): Observation[] {
	const known = TOPICS.get(topic);
	if (!known) return [];
	if (topic.endsWith('.deleted')) {
		const deleted = z.object({ id }).parse(payload);
		return [
			{
				entityType: known.entityType,
				id: deleted.id,
				kind: 'delete',
				entity: deleted,
				changedAt: occurredAt,
				clock: 'record',
				topicCodes: [known.code],
			},
		];
	}
	return [observe(known.entityType, payload, occurredAt, [known.code])];
}

/**
 * One entity as the store has it.
 *
 * @param occurredAt used where the entity itself does not say when it was changed
 */
export function observe(
	entityType: EntityType,
	data: unknown,
	occurredAt: string | null,
	topicCodes: readonly TriggerCode[],
): Observation {
	const common = { kind: 'upsert', clock: 'record', topicCodes } as const;
	const changedAt = (entity: { updatedAt?: string | null }) => entity.updatedAt ?? occurredAt;
	switch (entityType) {
		case 'Order': {
			const entity = orderData.parse(usableOrder(data));
			return { ...common, entityType, id: entity.id, entity, changedAt: changedAt(entity) };
		}
		case 'Shipment': {
			const entity = shipmentData.parse(data);
			return {
				...common,
				entityType,
				id: entity.id,
				entity,
				changedAt: changedAt(entity),
				isCarriersStatus: true,
			};
		}
		case 'Customer': {
			const entity = customerData.parse(data);
			return { ...common, entityType, id: entity.id, entity, changedAt: changedAt(entity) };
		}
		case 'Product': {
			const entity = productData.parse(data);
			return { ...common, entityType, id: entity.id, entity, changedAt: changedAt(entity) };
		}
	}
}
