import type { Shipment } from '../events/entities.ts';
import { readSnapshot } from '../inbox/readSnapshot.ts';
import { orderRef } from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { nextState, type ParcelState } from './parcelState.ts';
import type { ParcelPlace } from './toldParcels.ts';
import { trackingKeysIn } from './trackingKey.ts';

/** Of an order, whatever its shop calls a shipment. */
const MOST_SHIPMENTS = 50;

/**
 * What the shop of an order has told of a parcel.
 *
 * @param before how shipments were before what is being stored, by id; `null` of one that was not known
 * @returns `null` where nothing
 */
export async function shopsWord(
	trx: OpenDatabase['db'],
	{ orderGuid, orderId, trackingKey }: ParcelPlace,
	before: ReadonlyMap<string, Shipment | null>,
): Promise<ParcelState | null> {
	const rows = await trx
		.selectFrom('personRef')
		.innerJoin('snapshot', (join) =>
			join
				.onRef('snapshot.integrationGuid', '=', 'personRef.integrationGuid')
				.onRef('snapshot.entityType', '=', 'personRef.entityType')
				.onRef('snapshot.entityId', '=', 'personRef.entityId'),
		)
		.select(['snapshot.entityId', 'snapshot.entityJson'])
		.where((eb) =>
			eb.and({
				'personRef.integrationGuid': orderGuid,
				'personRef.ref': orderRef(orderId),
				'personRef.entityType': 'Shipment',
			}),
		)
		.where('snapshot.deletedAt', 'is', null)
		.orderBy('snapshot.statusChangedAt')
		.limit(MOST_SHIPMENTS)
		.execute();
	let state: ParcelState | null = null;
	for (const { entityId, entityJson } of rows) {
		const known = before.get(entityId);
		if (known === null) continue;
		const read = () => readSnapshot('Shipment', entityId, entityJson, {}).entity as Shipment;
		const shipment = known ?? read();
		const isSame = shipment.orderId === orderId && trackingKeysIn(shipment).includes(trackingKey);
		if (isSame) state = nextState(state, shipment, false);
	}
	return state;
}
