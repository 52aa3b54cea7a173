import { shipmentSchema } from '../../events/entities.ts';
import { milestones } from '../../events/milestones.ts';
import type { ObservationOf } from '../../events/observation.ts';
import type { StoreMessage } from '../provider.ts';
import { hasMoved, observe, trackData, type Track } from './trackData.ts';

/** @throws ZodError when the payload is nothing that Shippo says of a parcel */
export function normalise({
	payload,
}: StoreMessage & { kind: 'message' }): Array<ObservationOf<'Shipment'>> {
	const track = trackData.parse(payload);
	return [withCodes(track, observe(track))];
}

/** A parcel with what it has just become. @param track what it was made of */
export const withCodes = (
	track: Track,
	parcel: ObservationOf<'Shipment'>,
): ObservationOf<'Shipment'> => ({
	...parcel,
	topicCodes: hasMoved(track)
		? milestones('Shipment', null, shipmentSchema.parse(parcel.entity))
		: [],
});
