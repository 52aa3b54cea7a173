import type { Snapshot } from '../events/detectChange.ts';
import type {
	Customer,
	Entity,
	Order,
	Person,
	Shipment,
	ToldShipment,
} from '../events/entities.ts';
import type { EntityType } from '../events/entityType.ts';
import { filledPerson } from '../events/filledPerson.ts';
import type { Observation } from '../events/observation.ts';
import { orderKey } from '../parcels/orderKey.ts';
import { toldOrder } from '../parcels/orderOfParcel.ts';
import {
	insertPersonRefs,
	PERSONAL_TYPES,
	personIn,
	refsOf,
	type Fields,
} from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { slicesOf } from '../state/slices.ts';
import { lazily, together, type Statement } from '../state/together.ts';
import type { Inbox } from './inbox.ts';
import { readSnapshot, writeSnapshot } from './readSnapshot.ts';
import { selectListed, withTakenBack } from './withTakenBack.ts';

/** The snapshots that a message touches, and the changes made to them so far. */
export type Snapshots = {
	get(entityType: EntityType, id: string): Snapshot | null;
	put(entityType: EntityType, id: string, snapshot: Snapshot): void;
	/** Fills in what a store's message leaves out and another snapshot of the same store has. */
	complete(
		entityType: EntityType,
		entity: Entity,
	): { entity: Entity | ToldShipment; customer: Person | null };
	/** What writes down all that has changed. */
	statements(trx: OpenDatabase['db'], nowMs: number): Array<Statement<unknown>>;
};

const keyOf = (entityType: string, id: string) => `${entityType}/${id}`;

/**
 * Reads what is known of the entities of some messages, their orders and their customers.
 *
 * @returns it, and for each message its observations with what they say by leaving it out
 */
export async function loadSnapshots(
	trx: OpenDatabase['db'],
	integrationGuid: string,
	messages: ReadonlyArray<readonly Observation[]>,
	warn: Inbox['warn'],
): Promise<{ snapshots: Snapshots; observations: ReadonlyArray<readonly Observation[]> }> {
	const told = new Map<string, Fields>();
	for (const { entityType, id, entity } of messages.flat()) {
		const key = keyOf(entityType, id);
		told.set(key, { ...told.get(key), ...entity });
	}
	const untold = new Map<string, readonly string[]>();
	const known = new Map<string, Snapshot>();
	const asked = new Set<string>();
	const changed = new Map<string, { entityType: EntityType; id: string; snapshot: Snapshot }>();

	const select = (wanted: ReadonlyArray<readonly [EntityType, string]>) => {
		const missing = wanted.filter(([entityType, id]) => !asked.has(keyOf(entityType, id)));
		for (const [entityType, id] of missing) asked.add(keyOf(entityType, id));
		// A page of 5,000 entities has more ids than a statement may have values.
		return slicesOf(missing).map((part) => selectSnapshots(trx, integrationGuid, part));
	};
	const keep = (rows: readonly SnapshotRow[]) => {
		for (const { entityType, entityId, entityJson, ...times } of rows) {
			const type = entityType as EntityType;
			const key = keyOf(type, entityId);
			const read = readSnapshot(type, entityId, entityJson, told.get(key) ?? {});
			const { entity, isOfOtherForm, isToWrite } = read;
			known.set(key, { entity, ...times, isOfOtherForm, isToWrite });
			if (read.untold.length > 0) untold.set(key, read.untold);
			if (read.unreadable.length === 0) continue;
			warn(
				`What was stored of the ${type.toLowerCase()} ${entityId} is of another version`,
				read.unreadable.join(', '),
			);
		}
	};
	const read = <E extends Entity>(entityType: EntityType, id: string | null | undefined) =>
		(id ? (known.get(keyOf(entityType, id))?.entity as E | undefined) : undefined) ?? null;

	const listed = selectListed(trx, integrationGuid, messages.flat());
	const first = await together(trx, [...listed, ...select(messages.flat().flatMap(relatives))]);
	const shipments = first.slice(0, listed.length).flatMap(({ rows }) => rows);
	for (const { rows } of first.slice(listed.length)) keep(rows as SnapshotRow[]);
	const observations = messages.map((each) =>
		withTakenBack(each, shipments as Array<Pick<Row<'personRef'>, 'ref' | 'entityId'>>),
	);
	const all = observations.flat();
	// A thin message names its order or customer only through what is known of the entity itself.
	for (const related of [
		() => all.flatMap(relatives),
		() =>
			all.flatMap((observation) => {
				if (observation.entityType !== 'Order' && observation.entityType !== 'Shipment') return [];
				const { id } = observation;
				const orderId =
					observation.entityType === 'Order'
						? id
						: (observation.entity.orderId ?? read<Shipment>('Shipment', id)?.orderId);
				return [
					...pair('Order', orderId),
					...pair('Customer', read<Order>('Order', orderId)?.customer?.id),
				];
			}),
	]) {
		for (const { rows } of await together(trx, select(related()))) keep(rows);
	}

	const completePerson = (person: Person | null): Person | null =>
		person && filledPerson(person, read<Customer>('Customer', person.id));

	const snapshots: Snapshots = {
		get: (entityType, id) => known.get(keyOf(entityType, id)) ?? null,
		put(entityType, id, snapshot) {
			known.set(keyOf(entityType, id), snapshot);
			changed.set(keyOf(entityType, id), { entityType, id, snapshot });
		},
		complete(entityType, entity) {
			if (entityType === 'Customer') {
				const { id, email, firstName, lastName, phone } = entity as Customer;
				return { entity, customer: { id, email, firstName, lastName, phone } };
			}
			if (entityType === 'Order') {
				return { entity, customer: completePerson((entity as Order).customer) };
			}
			if (entityType === 'Shipment') {
				const shipment = entity as Shipment;
				const order = read<Order>('Order', shipment.orderId);
				const customer = completePerson(
					shipment.customer
						? filledPerson(shipment.customer, order?.customer ?? null)
						: (order?.customer ?? null),
				);
				return {
					entity: {
						...shipment,
						orderNumber: shipment.orderNumber ?? order?.number ?? null,
						shippingAddress: shipment.shippingAddress ?? order?.shippingAddress ?? null,
						order: order && toldOrder(order, null),
					},
					customer,
				};
			}
			return { entity, customer: null };
		},
		statements(db, nowMs) {
			const rows = [...changed.values()].map(({ entityType, id, snapshot }) => ({
				integrationGuid,
				entityType,
				entityId: id,
				entityJson: writeSnapshot(snapshot.entity, untold.get(keyOf(entityType, id)) ?? []),
				changedAt: snapshot.changedAt,
				statusChangedAt: snapshot.statusChangedAt,
				toldAt: snapshot.toldAt,
				deletedAt: snapshot.deletedAt,
				storedAt: nowMs,
				orderKey: entityType === 'Order' ? orderKey((snapshot.entity as Order).number) : null,
			}));
			const refs = [...changed.values()].flatMap(({ entityType, id, snapshot: { entity } }) =>
				refsOfChange(entityType, id, entity),
			);
			return [
				...slicesOf(rows).map((part) => lazily(() => upsertSnapshots(db, part))),
				...insertPersonRefs(db, refs),
			];
		},
	};
	return { snapshots, observations };

	function refsOfChange(entityType: EntityType, entityId: string, entity: Entity) {
		if (!PERSONAL_TYPES.includes(entityType)) return [];
		const fields = entity as unknown as Fields;
		const person = personIn(entityType, fields);
		const { customer } = snapshots.complete(entityType, entity);
		return [...refsOf(entityType, fields, [person, customer as Fields | null])].map((ref) => ({
			integrationGuid,
			ref,
			entityType,
			entityId,
		}));
	}
}

type SnapshotRow = Omit<Row<'snapshot'>, 'integrationGuid' | 'storedAt' | 'orderKey'>;

function selectSnapshots(
	trx: OpenDatabase['db'],
	integrationGuid: string,
	wanted: ReadonlyArray<readonly [EntityType, string]>,
) {
	return (
		trx
			.selectFrom('snapshot')
			.select([
				'entityType',
				'entityId',
				'entityJson',
				'changedAt',
				'statusChangedAt',
				'toldAt',
				'deletedAt',
			])
			.where('integrationGuid', '=', integrationGuid)
			// A list for each type: one condition for each entity would overflow SQLite's limit of 1,000.
			.where((eb) =>
				eb.or(
					[...Map.groupBy(wanted, ([entityType]) => entityType)].map(([entityType, pairs]) =>
						eb.and([
							eb('entityType', '=', entityType),
							eb('entityId', 'in', [...new Set(pairs.map(([, id]) => id))]),
						]),
					),
				),
			)
	);
}

function upsertSnapshots(db: OpenDatabase['db'], rows: ReadonlyArray<Row<'snapshot'>>) {
	return db
		.insertInto('snapshot')
		.values(rows)
		.onConflict((conflict) =>
			conflict.columns(['integrationGuid', 'entityType', 'entityId']).doUpdateSet((eb) => ({
				entityJson: eb.ref('excluded.entityJson'),
				changedAt: eb.ref('excluded.changedAt'),
				statusChangedAt: eb.ref('excluded.statusChangedAt'),
				toldAt: eb.ref('excluded.toldAt'),
				deletedAt: eb.ref('excluded.deletedAt'),
				storedAt: eb.ref('excluded.storedAt'),
				orderKey: eb.ref('excluded.orderKey'),
			})),
		);
}

/** The entities that a message is about or refers to. */
export function relatives({
	entityType,
	id,
	entity,
}: Observation): Array<readonly [EntityType, string]> {
	const own: Array<readonly [EntityType, string]> = [[entityType, id]];
	if (entityType === 'Order' || entityType === 'Shipment') {
		own.push(...pair('Customer', entity.customer?.id));
	}
	if (entityType === 'Shipment') own.push(...pair('Order', entity.orderId));
	return own;
}

const pair = (entityType: EntityType, id: string | null | undefined) =>
	id ? [[entityType, id] as const] : [];
