import { z } from 'zod/v4';
import type { ObservationOf } from '../../../../engine/events/observation.ts';
import { parcelsOf } from '../../../../engine/providers/parcels.ts';
import {
	line,
	reference,
	requiredId,
	text,
	time,
	told,
} from '../../../../engine/providers/payloadFields.ts';
import { shipmentStatusFields } from './statuses.ts';

const shipmentData = z.object({
	id: requiredId,
	order_id: reference,
	order_number: line,
	status: line,
	carrier: line,
	tracking_number: line,
	tracking_url: text,
	created_at: time,
	updated_at: time,
});

/** A shipment, as a message and as the lists tell it. @throws ZodError */
export function observeShipment(payload: unknown): ObservationOf<'Shipment'> {
	const given = shipmentData.parse(payload);
	return {
		entityType: 'Shipment',
		id: given.id,
		kind: 'upsert',
		changedAt: given.updated_at ?? null,
		clock: 'record',
		topicCodes: [],
		isCarriersStatus: true,
		entity: {
			id: given.id,
			...told({ orderId: given.order_id, orderNumber: given.order_number }),
			...shipmentStatusFields(given.status),
			...parcelsOf([
				{
					trackingNumber: given.tracking_number ?? null,
					trackingUrl: given.tracking_url ?? null,
					carrier: given.carrier ?? null,
				},
			]),
			...told({ createdAt: given.created_at, updatedAt: given.updated_at }),
		},
	};
}
