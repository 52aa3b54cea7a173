import { StoreError } from '../storeError.ts';
import type { KnownParcel, WriteResult } from '../storeSide.ts';
import { callAfterShip, type AfterShipConnection } from './client.ts';
import { isTrackingId } from './trackingData.ts';

/** `DELETE /trackings/{id}`: AfterShip has no other way to follow a number no longer. */
export async function stopTracking(
	connection: AfterShipConnection,
	{ id }: KnownParcel,
): Promise<WriteResult> {
	if (!isTrackingId(id)) return { changed: false, observations: [], remark: null };
	try {
		await callAfterShip(connection, { method: 'DELETE', path: `/trackings/${id}` });
	} catch (error) {
		if (!(error instanceof StoreError) || error.kind !== 'not_found') throw error;
		return { changed: false, observations: [], remark: null };
	}
	return {
		changed: true,
		observations: [],
		remark: 'The parcel is gone from AfterShip; here it stays with what was last known of it.',
	};
}
