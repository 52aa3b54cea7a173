import type { Observation, ObservationOf, ShipmentList } from '../events/observation.ts';
import { orderRef } from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { slicesOf } from '../state/slices.ts';

/** The shipments that are known of orders which list theirs. */
export function selectListed(
	trx: OpenDatabase['db'],
	integrationGuid: string,
	observations: readonly Observation[],
) {
	const refs = observations
		.filter(
			(one) =>
				one.entityType === 'Order' && one.kind === 'upsert' && (one.shipmentLists?.length ?? 0) > 0,
		)
		.map(({ id }) => orderRef(id));
	return slicesOf([...new Set(refs)]).map((part) =>
		trx
			.selectFrom('personRef')
			.select(['ref', 'entityId'])
			.where('integrationGuid', '=', integrationGuid)
			.where('ref', 'in', part)
			.where('entityType', '=', 'Shipment'),
	);
}

/**
 * Adds what orders say by leaving it out: a shipment that is known, and is not in the list of its kind any
 * more, was taken back.
 *
 * @param listed what `selectListed` gives
 */
export function withTakenBack(
	observations: readonly Observation[],
	listed: ReadonlyArray<Pick<Row<'personRef'>, 'ref' | 'entityId'>>,
): readonly Observation[] {
	if (listed.length === 0) return observations;
	const known = new Map(
		[...Map.groupBy(listed, ({ ref }) => ref)].map(([ref, rows]) => [
			ref,
			rows.map(({ entityId }) => entityId),
		]),
	);
	return observations.flatMap((observation) => [
		observation,
		...(observation.entityType === 'Order' && observation.kind === 'upsert'
			? takenBackOf(observation, known)
			: []),
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
