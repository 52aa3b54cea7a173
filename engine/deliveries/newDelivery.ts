import { randomUUID } from 'node:crypto';
import type { NewRow } from '../state/schema.ts';

/** A delivery of an event to a subscription that is due at once. */
export function newDelivery(
	subscriptionId: string,
	event: { readonly id: string; readonly entityType: string; readonly entityId: string },
	integrationGuid: string,
	nowMs: number,
): NewRow<'delivery'> {
	return {
		id: randomUUID(),
		subscriptionId,
		eventId: event.id,
		entityKey: `${integrationGuid}/${event.entityType}/${event.entityId}`,
		status: 'waiting',
		createdAt: nowMs,
		dueAt: nowMs,
		attempt: 0,
		failures: 0,
		losses: 0,
	};
}
