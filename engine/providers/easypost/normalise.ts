import { z } from 'zod/v4';
import type { TriggerCode } from '../../events/catalog.ts';
import { shipmentSchema } from '../../events/entities.ts';
import { milestones } from '../../events/milestones.ts';
import type { ObservationOf } from '../../events/observation.ts';
import type { StoreMessage } from '../provider.ts';
import { observe, trackerData, type Tracker } from './trackerData.ts';

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

const DAY_MS = 24 * 3_600_000;

/**
 * Whether the last scan is what a tracker was updated for, and says something else than the one before: whoever reads
 * a tracker is not told what it was before.
 */
export function hasJustMoved({
	status,
	updated_at: at,
	tracking_details: scans = [],
}: Tracker): boolean {
	const byDate = scans.toSorted((one, other) =>
		(one.datetime ?? '').localeCompare(other.datetime ?? ''),
	);
	const [before, last] = [byDate.at(-2), byDate.at(-1)];
	if (!at || !last?.datetime || last.status !== status || before?.status === status) return false;
	return Date.parse(at) - Date.parse(last.datetime) < DAY_MS;
}

/** What the parcel has just become. */
export const reached = ({ entity }: ObservationOf<'Shipment'>): TriggerCode[] =>
	milestones('Shipment', null, shipmentSchema.parse(entity));
