import type { Snapshot } from '../events/detectChange.ts';
import type { Customer, Entity, Order, Person, Shipment } from '../events/entities.ts';
import type { EntityType } from '../events/entityType.ts';
import type { Observation } from '../events/observation.ts';
import { orderKey } from '../parcels/orderKey.ts';
import {
	PERSONAL_TYPES,
	personIn,
	refsOf,
	savePersonRefs,
	type Fields,
} from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { forEachSlice } from '../state/slices.ts';
import type { Inbox } from './inbox.ts';
import { readSnapshot, writeSnapshot } from './readSnapshot.ts';

/** The snapshots that a message touches, and the changes made to them so far. */
export type Snapshots = {
	get(entityType: EntityType, id: string): Snapshot | null;
	put(entityType: EntityType, id: string, snapshot: Snapshot): void;
	/** Fills in what a store's message leaves out and another snapshot of the same store has. */
	complete(entityType: EntityType, entity: Entity): { entity: Entity; customer: Person | null };
	save(trx: OpenDatabase['db'], nowMs: number): Promise<void>;
};

const keyOf = (entityType: string, id: string) => `${entityType}/${id}`;

/** Reads what is known of the entities of a message, their orders and their customers. */
export async function loadSnapshots(
	trx: OpenDatabase['db'],
	integrationGuid: string,
	observations: readonly Observation[],
	warn: Inbox['warn'],
): Promise<Snapshots> {
	const told = new Map<string, Fields>();
	for (const { entityType, id, entity } of observations) {
		const key = keyOf(entityType, id);
		told.set(key, { ...told.get(key), ...entity });
	}
	const untold = new Map<string, readonly string[]>();
	const known = new Map<string, Snapshot>();
	const asked = new Set<string>();
	const changed = new Map<string, { entityType: EntityType; id: string; snapshot: Snapshot }>();

	const load = async (wanted: ReadonlyArray<readonly [EntityType, string]>) => {
		const missing = wanted.filter(([entityType, id]) => !asked.has(keyOf(entityType, id)));
		if (missing.length === 0) return;
		for (const [entityType, id] of missing) asked.add(keyOf(entityType, id));
		// A page of 5,000 entities has more ids than a statement may have values.
		await forEachSlice(missing, readSlice);
	};
	const readSlice = async (missing: ReadonlyArray<readonly [EntityType, string]>) => {
		const rows = await trx
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
					[...Map.groupBy(missing, ([entityType]) => entityType)].map(([entityType, pairs]) =>
						eb.and([
							eb('entityType', '=', entityType),
							eb('entityId', 'in', [...new Set(pairs.map(([, id]) => id))]),
						]),
					),
				),
			)
			.execute();
		for (const { entityType, entityId, entityJson, ...times } of rows) {
			const type = entityType as EntityType;
			const key = keyOf(type, entityId);
			const read = readSnapshot(type, entityId, entityJson, told.get(key) ?? {});
			known.set(key, { entity: read.entity, ...times, isOfOtherForm: read.isOfOtherForm });
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

	await load(observations.flatMap(relatives));
	// A thin message names its order or customer only through what is known of the entity itself.
	await load(
		observations.flatMap((observation) => {
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
	);

	const completePerson = (person: Person | null): Person | null =>
		person && filled(person, read<Customer>('Customer', person.id));

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
						? filled(shipment.customer, order?.customer ?? null)
						: (order?.customer ?? null),
				);
				return {
					entity: {
						...shipment,
						orderNumber: shipment.orderNumber ?? order?.number ?? null,
						shippingAddress: shipment.shippingAddress ?? order?.shippingAddress ?? null,
					},
					customer,
				};
			}
			return { entity, customer: null };
		},
		async save(trx, nowMs) {
			await forEachSlice([...changed.values()], async (part) => await saveSlice(trx, part, nowMs));
			await savePersonRefs(
				trx,
				[...changed.values()].flatMap(({ entityType, id, snapshot: { entity } }) =>
					refsOfChange(entityType, id, entity),
				),
			);
		},
	};
	return snapshots;

	async function saveSlice(
		db: OpenDatabase['db'],
		part: ReadonlyArray<{ entityType: EntityType; id: string; snapshot: Snapshot }>,
		nowMs: number,
	): Promise<void> {
		await db
			.insertInto('snapshot')
			.values(
				part.map(({ entityType, id, snapshot }) => ({
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
				})),
			)
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
			)
			.execute();
	}

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

/** A person with what another source knows of the same one. */
function filled(person: Person, other: Person | Customer | null): Person {
	return {
		id: person.id ?? other?.id ?? null,
		email: person.email ?? other?.email ?? null,
		firstName: person.firstName ?? other?.firstName ?? null,
		lastName: person.lastName ?? other?.lastName ?? null,
		phone: person.phone ?? other?.phone ?? null,
	};
}

/** The entities that a message is about or refers to. */
function relatives({ entityType, id, entity }: Observation): Array<readonly [EntityType, string]> {
	const own: Array<readonly [EntityType, string]> = [[entityType, id]];
	if (entityType === 'Order' || entityType === 'Shipment') {
		own.push(...pair('Customer', entity.customer?.id));
	}
	if (entityType === 'Shipment') own.push(...pair('Order', entity.orderId));
	return own;
}

const pair = (entityType: EntityType, id: string | null | undefined) =>
	id ? [[entityType, id] as const] : [];
