import type { Observation, ObservationOf, ShipmentList } from '../events/observation.ts';
import { orderRef } from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { forEachSlice } from '../state/slices.ts';

/**
 * Adds what orders say by leaving it out: a shipment that is known, and is not in the list of its kind any
 * more, was taken back.
 */
export async function withTakenBack(
	trx: OpenDatabase['db'],
	integrationGuid: string,
	observations: readonly Observation[],
): Promise<readonly Observation[]> {
	const orders = observations.filter(
		(one): one is ObservationOf<'Order'> & { shipmentLists: readonly ShipmentList[] } =>
			one.entityType === 'Order' && one.kind === 'upsert' && (one.shipmentLists?.length ?? 0) > 0,
	);
	if (orders.length === 0) return observations;
	const known = await shipmentsByOrder(
		trx,
		integrationGuid,
		orders.map(({ id }) => id),
	);
	return observations.flatMap((observation) => [
		observation,
		...(observation.entityType === 'Order' ? takenBackOf(observation, known) : []),
	]);
}

function takenBackOf(
	{ id: orderId, shipmentLists = [], changedAt }: ObservationOf<'Order'>,
	known: ReadonlyMap<string, readonly string[]>,
): Array<ObservationOf<'Shipment'>> {
	const ids = (known.get(orderRef(orderId)) ?? []).filter((id) =>
		shipmentLists.some((list) => isOfKind(id, list) && !list.ids.includes(id)),
	);
	return ids.map((id) => ({
		entityType: 'Shipment',
		id,
		kind: 'upsert',
		entity: { id, status: 'cancelled' },
		changedAt,
		clock: 'record',
		topicCodes: [],
		isTakenBack: true,
	}));
}

const isOfKind = (id: string, { prefix, exceptPrefix }: ShipmentList) =>
	id.startsWith(prefix) && (exceptPrefix === null || !id.startsWith(exceptPrefix));

/** Ids of the shipments that are known, by the refs of their orders. */
async function shipmentsByOrder(
	trx: OpenDatabase['db'],
	integrationGuid: string,
	orderIds: readonly string[],
): Promise<Map<string, string[]>> {
	const found = new Map<string, string[]>();
	await forEachSlice([...new Set(orderIds)], async (part) => {
		const rows = await trx
			.selectFrom('personRef')
			.select(['ref', 'entityId'])
			.where('integrationGuid', '=', integrationGuid)
			.where('ref', 'in', part.map(orderRef))
			.where('entityType', '=', 'Shipment')
			.execute();
		for (const { ref, entityId } of rows) {
			const ids = found.get(ref);
			if (ids) ids.push(entityId);
			else found.set(ref, [entityId]);
		}
	});
	return found;
}
