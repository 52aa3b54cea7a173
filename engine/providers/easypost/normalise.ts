import { z } from 'zod/v4';
import type { TriggerCode } from '../../events/catalog.ts';
import { shipmentSchema } from '../../events/entities.ts';
import { milestones } from '../../events/milestones.ts';
import type { ObservationOf } from '../../events/observation.ts';
import type { StoreMessage } from '../provider.ts';
import { observe, trackerData } from './trackerData.ts';

const payloadSchema = z.object({ result: trackerData, previousStatus: z.string().nullable() });

/** @throws ZodError when the payload holds no tracker */
export function normalise({
	topic,
	payload,
}: StoreMessage & { kind: 'message' }): Array<ObservationOf<'Shipment'>> {
	const { result, previousStatus } = payloadSchema.parse(payload);
	const hasMoved = previousStatus !== null && previousStatus !== result.status;
	return observe(result).map((parcel) => ({
		...parcel,
		topicCodes:
			topic === 'tracker.created' ? ['shipment_created'] : hasMoved ? reached(parcel) : [],
	}));
}

/** What the parcel has just become. */
const reached = ({ entity }: ObservationOf<'Shipment'>): TriggerCode[] =>
	milestones('Shipment', null, shipmentSchema.parse(entity));
