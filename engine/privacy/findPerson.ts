import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { forEachSlice } from '../state/slices.ts';
import {
	addressRef,
	canonicalAddress,
	customerRef,
	fieldsOf,
	orderRef,
	personIn,
	type Fields,
} from './personRefs.ts';

/** One of both, or both. */
export type WantedPerson = {
	/** The store's own id of the customer. */
	readonly customerId: string | null;
	/** Upper and lower case are the same. */
	readonly email: string | null;
};

export type EntityKey = { readonly entityType: string; readonly entityId: string };

/** All that is about a person, in one store. */
export type FoundPerson = {
	readonly customerIds: ReadonlySet<string>;
	readonly entities: readonly EntityKey[];
};

/** A candidate with the persons that its rows name. */
type Candidate = EntityKey & { readonly orderId: string | null; readonly persons: Fields[] };

/** Rows are read whole, as JSON of some kB each. */
const ROWS = 50;

/**
 * Finds what is stored of a person: by id and address, by the addresses that go with the id and the ids
 * that go with the address, and the shipments of the orders that are found.
 */
export async function findPerson(
	{ db }: Pick<OpenDatabase, 'db'>,
	integrationGuid: string,
	{ customerId, email }: WantedPerson,
): Promise<FoundPerson> {
	const ids = new Set(customerId === null ? [] : [customerId]);
	const addresses = new Set(email === null ? [] : [canonicalAddress(email)]);
	const orders = new Set<string>();
	const candidates = new Map<string, Candidate>();
	const found = new Map<string, Candidate>();
	const asked = new Set<string>();

	const names = (person: Fields) =>
		(person.id != null && ids.has(String(person.id))) ||
		(person.email != null && addresses.has(canonicalAddress(String(person.email))));
	const isTheirs = ({ entityType, orderId, persons }: Candidate) =>
		persons.some(names) || (entityType === 'Shipment' && orderId !== null && orders.has(orderId));
	const learn = (key: string, candidate: Candidate) => {
		found.set(key, candidate);
		candidates.delete(key);
		for (const person of candidate.persons) {
			if (person.id) ids.add(String(person.id));
			if (person.email) addresses.add(canonicalAddress(String(person.email)));
		}
		if (candidate.entityType === 'Order') orders.add(candidate.entityId);
	};

	// A row may name the person by what only another row tells: until nothing new is learned.
	for (;;) {
		const refs = [
			...[...ids].map(customerRef),
			...[...addresses].map(addressRef),
			...[...orders].map(orderRef),
		].filter((ref) => !asked.has(ref));
		for (const ref of refs) asked.add(ref);
		const known = new Set([...candidates.keys(), ...found.keys()]);
		const keys = (await entitiesWith(db, integrationGuid, refs)).filter(
			(key) => !known.has(keyOf(key)),
		);
		for (const candidate of await readAll(db, integrationGuid, keys)) {
			candidates.set(keyOf(candidate), candidate);
		}
		const theirs = [...candidates].filter(([, candidate]) => isTheirs(candidate));
		for (const [key, candidate] of theirs) learn(key, candidate);
		if (theirs.length === 0 && refs.length === 0) {
			return { customerIds: ids, entities: [...found.values()] };
		}
	}
}

const keyOf = ({ entityType, entityId }: EntityKey) => `${entityType}/${entityId}`;

async function entitiesWith(
	db: OpenDatabase['db'],
	integrationGuid: string,
	refs: readonly string[],
): Promise<EntityKey[]> {
	const found = new Map<string, EntityKey>();
	await forEachSlice(refs, async (part) => {
		const rows = await db
			.selectFrom('personRef')
			.select(['entityType', 'entityId'])
			.where('integrationGuid', '=', integrationGuid)
			.where('ref', 'in', [...part])
			.execute();
		for (const row of rows) found.set(keyOf(row), row);
	});
	return [...found.values()];
}

/** Reads the rows of entities, and keeps of them who they are about. */
async function readAll(
	db: OpenDatabase['db'],
	integrationGuid: string,
	keys: readonly EntityKey[],
): Promise<Candidate[]> {
	const read: Candidate[] = [];
	for (const [entityType, ofType] of Map.groupBy(keys, (key) => key.entityType)) {
		await forEachSlice(
			ofType.map(({ entityId }) => entityId),
			async (part) => {
				const { snapshots, events } = await rowsOfEntities(db, integrationGuid, entityType, part);
				const persons = new Map<string, Fields[]>(part.map((id) => [id, []]));
				const orderIds = new Map<string, string>();
				const note = (entityId: string, entity: Fields | null, person: Fields | null) => {
					if (person) persons.get(entityId)?.push(person);
					if (entity?.orderId) orderIds.set(entityId, String(entity.orderId));
				};
				for (const { entityId, entity } of snapshots) {
					note(entityId, entity, personIn(entityType, entity));
				}
				for (const { entityId, entity, previous } of events) {
					note(entityId, entity, personIn(entityType, entity));
					note(entityId, previous, personIn(entityType, previous));
				}
				for (const [entityId, named] of persons) {
					const orderId = orderIds.get(entityId) ?? null;
					read.push({ entityType, entityId, orderId, persons: named });
				}
			},
			ROWS,
		);
	}
	return read;
}

/** Everything that is stored of some entities of one type. */
export async function rowsOfEntities(
	db: OpenDatabase['db'],
	integrationGuid: string,
	entityType: string,
	entityIds: readonly string[],
) {
	const ids = [...entityIds];
	const snapshots = await db
		.selectFrom('snapshot')
		.select(['entityType', 'entityId', 'entityJson'])
		.where((eb) => eb.and({ integrationGuid, entityType }))
		.where('entityId', 'in', ids)
		.execute();
	const events = await db
		.selectFrom('event')
		.select(['id', 'entityType', 'entityId', 'entityJson', 'previousJson', 'customerJson'])
		.where((eb) => eb.and({ integrationGuid, entityType }))
		.where('entityId', 'in', ids)
		.orderBy('id')
		.execute();
	return {
		snapshots: snapshots.map((row) => ({ ...row, entity: fieldsOf(row.entityJson) ?? {} })),
		events: events.map((row) => ({
			...row,
			entity: { ...fieldsOf(row.entityJson), ...customerIn(row.customerJson) } as Fields,
			previous: fieldsOf(row.previousJson),
		})),
	};
}

/** Of an order or shipment whose own data names nobody. */
function customerIn(json: string | null): { customer?: unknown } {
	return json === null ? {} : { customer: fieldsOf(json) };
}
