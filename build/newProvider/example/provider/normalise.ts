import type { Observation } from '../../../../engine/events/observation.ts';
import type { StoreMessage } from '../../../../engine/providers/provider.ts';
import { observeOrder } from './orderData.ts';
import { observeShipment } from './shipmentData.ts';

/** @throws ZodError with the path of each field that is not as documented */
export function normalise({ topic, payload }: StoreMessage & { kind: 'message' }): Observation[] {
	return topic === 'order.saved' ? observeOrder(payload) : [observeShipment(payload)];
}
