import { sql, type Transaction } from 'kysely';
import type { Schema } from '../state/schema.ts';

/** One of both, or both. */
export type WantedPerson = {
	/** The store's own id of the customer. */
	readonly customerId: string | null;
	/** Upper and lower case are the same. */
	readonly email: string | null;
};

type Fields = Readonly<Record<string, unknown>>;

/** All that is about a person, in one store. */
export type FoundPerson = {
	readonly customerIds: ReadonlySet<string>;
	readonly snapshots: ReadonlyArray<{ entityType: string; entityId: string; entity: Fields }>;
	readonly events: ReadonlyArray<{
		id: string;
		entityType: string;
		entity: Fields;
		previous: Fields | null;
	}>;
};

/**
 * Finds what is stored of a person: by id and address, by the addresses that go with the id and the ids
 * that go with the address, and the shipments of the orders that are found.
 */
export async function findPerson(
	trx: Transaction<Schema>,
	integrationGuid: string,
	{ customerId, email }: WantedPerson,
): Promise<FoundPerson> {
	const ids = new Set(customerId === null ? [] : [customerId]);
	const emails = new Set(email === null ? [] : [email.trim().toLowerCase()]);
	const orders = new Set<string>();
	const isHis = (entityType: string, entityId: string, entity: Fields): boolean => {
		const person = (entityType === 'Customer' ? entity : entity.customer) as Fields | null;
		const isOfOrder = entityType === 'Shipment' && orders.has(String(entity.orderId));
		const isFound =
			isOfOrder ||
			(entityType === 'Order' && orders.has(entityId)) ||
			(person != null && (ids.has(String(person.id)) || emails.has(addressOf(person))));
		if (!isFound) return false;
		if (person?.id) ids.add(String(person.id));
		if (person && addressOf(person) !== '') emails.add(addressOf(person));
		if (entityType === 'Order') orders.add(entityId);
		return true;
	};

	// A row may name the person by what only another row tells: until nothing new is learned.
	for (;;) {
		const known = ids.size + emails.size + orders.size;
		const snapshots = (await snapshotsWith(trx, integrationGuid, [...ids, ...emails, ...orders]))
			.map((row) => ({ ...row, entity: fieldsOf(row.entityJson)! }))
			.filter(({ entityType, entityId, entity }) => isHis(entityType, entityId, entity));
		const events = (await eventsWith(trx, integrationGuid, [...ids, ...emails, ...orders]))
			.map((row) => ({
				...row,
				entity: { ...fieldsOf(row.entityJson), ...customerIn(row.customerJson) } as Fields,
				previous: fieldsOf(row.previousJson),
			}))
			.filter(
				({ entityType, entityId, entity, previous }) =>
					isHis(entityType, entityId, entity) ||
					(previous !== null && isHis(entityType, entityId, previous)),
			);
		if (ids.size + emails.size + orders.size === known) {
			return { customerIds: ids, snapshots, events };
		}
	}
}

const addressOf = ({ email }: Fields) => String(email ?? '').toLowerCase();

const fieldsOf = (json: string | null) => (json === null ? null : (JSON.parse(json) as Fields));

/** Of an order or shipment whose own data names nobody. */
function customerIn(json: string | null): { customer?: unknown } {
	return json === null ? {} : { customer: JSON.parse(json) };
}

const PERSONAL_TYPES = ['Order', 'Shipment', 'Customer'];

/** Narrows the search in the database: the text that JSON would hold, in any case. */
const holding = (column: string, words: readonly string[]) =>
	sql<boolean>`(${sql.join(
		words.map(
			(word) =>
				sql`lower(${sql.ref(column)}) like ${`%${likeOf(JSON.stringify(word.toLowerCase()))}%`} escape '!'`,
		),
		sql` or `,
	)})`;

const likeOf = (text: string) => text.replaceAll(/[!%_]/g, '!$&');

async function snapshotsWith(trx: Transaction<Schema>, guid: string, words: readonly string[]) {
	return await trx
		.selectFrom('snapshot')
		.select(['entityType', 'entityId', 'entityJson'])
		.where('integrationGuid', '=', guid)
		.where('entityType', 'in', PERSONAL_TYPES)
		.where(holding('entityJson', words))
		.execute();
}

async function eventsWith(trx: Transaction<Schema>, guid: string, words: readonly string[]) {
	return await trx
		.selectFrom('event')
		.select(['id', 'entityType', 'entityId', 'entityJson', 'previousJson', 'customerJson'])
		.where('integrationGuid', '=', guid)
		.where('entityType', 'in', PERSONAL_TYPES)
		.where((eb) =>
			eb.or([
				holding('entityJson', words),
				holding('previousJson', words),
				holding('customerJson', words),
			]),
		)
		.execute();
}
