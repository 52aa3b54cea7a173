import type { ObservationOf } from '../../events/observation.ts';
import { StoreError } from '../storeError.ts';
import { readOne, type ShipStationConnection } from './client.ts';
import type { ShipStationLabel } from './labelData.ts';
import { observeTracking, trackingData } from './trackingData.ts';

/**
 * Asks what the carrier says of a label's parcel.
 *
 * @returns `null` where ShipStation has nothing, or the plan does not include tracking: then what is posted is all
 *   there is
 */
export async function readReport(
	connection: ShipStationConnection,
	labelId: string,
): Promise<ObservationOf<'Shipment'> | null> {
	try {
		const tracking = await readOne(connection, `/labels/${labelId}/track`, trackingData);
		return tracking === null ? null : observeTracking(labelId, tracking);
	} catch (error) {
		if (error instanceof StoreError && NOT_INCLUDED.includes(error.kind)) return null;
		throw error;
	}
}

const NOT_INCLUDED: ReadonlyArray<StoreError['kind']> = ['unauthorized', 'forbidden'];

/**
 * A label and what its carrier has said of it, as one: told one after the other, a parcel that has long been on its
 * way would look as if it were setting out now. Where it cannot be had of this one parcel, the label is told alone.
 *
 * @param told what the label says
 */
export async function withReport(
	connection: ShipStationConnection,
	{ label_id: labelId, trackable }: ShipStationLabel,
	told: ObservationOf<'Shipment'>,
): Promise<ObservationOf<'Shipment'>> {
	if (told.entity.status !== 'label_created' || trackable === false) return told;
	const report = await readReport(connection, labelId).catch((error: unknown) => {
		if (error instanceof StoreError && !OF_ALL.includes(error.kind)) return null;
		throw error;
	});
	const status = report?.entity.status ?? told.entity.status;
	if (report === null || status === told.entity.status) return told;
	return {
		...told,
		changedAt: report.changedAt ?? told.changedAt,
		entity: { ...told.entity, ...report.entity },
	};
}

/** What stops the next call as well. */
const OF_ALL: ReadonlyArray<StoreError['kind']> = ['throttled', 'timeout', 'unreachable'];
