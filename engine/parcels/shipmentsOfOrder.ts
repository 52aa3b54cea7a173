import { fieldsOf, orderRef } from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { list, text, type Fields } from '../templates/itemFields.ts';
import type { OrderReference } from './orderKey.ts';
import { trackingKey } from './trackingKey.ts';

/** More of one order, nobody sends. */
const MOST_SHIPMENTS = 100;

/** The shipments of an order, as its own store has told them. */
export async function shipmentsOfOrder(
	db: OpenDatabase['db'],
	{ integrationGuid, orderId }: OrderReference,
): Promise<Fields[]> {
	const rows = await db
		.selectFrom('personRef')
		.innerJoin('snapshot', (join) =>
			join
				.onRef('snapshot.integrationGuid', '=', 'personRef.integrationGuid')
				.onRef('snapshot.entityType', '=', 'personRef.entityType')
				.onRef('snapshot.entityId', '=', 'personRef.entityId'),
		)
		.select('snapshot.entityJson')
		.where((eb) =>
			eb.and({
				'personRef.integrationGuid': integrationGuid,
				'personRef.ref': orderRef(orderId),
				'personRef.entityType': 'Shipment',
			}),
		)
		.where('snapshot.deletedAt', 'is', null)
		.orderBy('snapshot.changedAt', 'desc')
		.limit(MOST_SHIPMENTS)
		.execute();
	return rows.flatMap(({ entityJson }) => {
		const shipment = fieldsOf(entityJson);
		// An earlier state of it named this order, and it names another one now.
		return shipment === null || text(shipment.orderId) !== orderId ? [] : [shipment];
	});
}

/** The tracking numbers of a shipment, each once, as they are written. */
export function numbersOf({ trackingNumber, parcels }: Fields): string[] {
	const distinct = new Map<string, string>();
	for (const told of [trackingNumber, ...list(parcels).map((parcel) => parcel.trackingNumber)]) {
		const key = trackingKey(text(told));
		if (key !== null && !distinct.has(key)) distinct.set(key, text(told)!);
	}
	return [...distinct.values()];
}

/** Whether one of the numbers of a shipment is this one, however it is written. */
export const hasNumber = (shipment: Fields, trackingNumber: string): boolean =>
	numbersOf(shipment).some((each) => trackingKey(each) === trackingKey(trackingNumber));
