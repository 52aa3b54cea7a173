import type { Integration } from '../inbox/integration.ts';
import { fieldsOf } from '../privacy/personRefs.ts';
import type { KnownParcel } from '../providers/storeSide.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { text } from '../templates/itemFields.ts';
import { orderReferenceIn } from './orderKey.ts';
import { trackingKey } from './trackingKey.ts';

/** Carriers use their numbers again. */
const MOST_PARCELS = 20;

/** A parcel, and whether it was this package that has told its tracker of it: then it carries our reference. */
export type ParcelOfNumber = KnownParcel & { readonly isOurs: boolean };

/** The parcels with a tracking number that a carrier or tracker has told. */
export async function parcelsOfNumber(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ space, guid: integrationGuid }: Pick<Integration, 'space' | 'guid'>,
	trackingNumber: string,
): Promise<ParcelOfNumber[]> {
	const key = trackingKey(trackingNumber);
	if (key === null) return [];
	const rows = await db
		.selectFrom('toldParcel')
		.innerJoin('snapshot', (join) =>
			join
				.onRef('snapshot.integrationGuid', '=', 'toldParcel.integrationGuid')
				.onRef('snapshot.entityId', '=', 'toldParcel.shipmentId')
				.on('snapshot.entityType', '=', 'Shipment'),
		)
		.select(['snapshot.entityId as id', 'snapshot.entityJson'])
		.where((eb) => eb.and({ 'toldParcel.space': space, 'toldParcel.trackingKey': key }))
		.where('toldParcel.integrationGuid', '=', integrationGuid)
		.where('snapshot.deletedAt', 'is', null)
		.limit(MOST_PARCELS)
		.execute();
	return rows.map(({ id, entityJson }) => {
		const shipment = fieldsOf(entityJson);
		const number = text(shipment?.trackingNumber);
		const isOurs = orderReferenceIn(text(shipment?.orderId)) !== null;
		return { id, trackingNumber: number, carrier: text(shipment?.carrier), isOurs };
	});
}
