import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { trackingKeysIn } from '../parcels/trackingKey.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { NewRow } from '../state/schema.ts';
import { slicesOf } from '../state/slices.ts';
import { lazily, together, type Statement } from '../state/together.ts';

/** An entity, or a part of one, as JSON holds it. */
export type Fields = Readonly<Record<string, unknown>>;

/** Types of entities that may be about somebody. */
export const PERSONAL_TYPES = ['Order', 'Shipment', 'Customer'];

/** What JSON of a row holds; `null` where there is none, and where nobody can read it any more. */
export function fieldsOf(json: string | null): Fields | null {
	if (json === null) return null;
	try {
		return JSON.parse(json) as Fields;
	} catch {
		// One unreadable row must not keep everybody from being forgotten.
		return null;
	}
}

/** One way to write an address: `ÄDA@Bücher.example` and `äda@xn--bcher-kva.example` are the same. */
export function canonicalAddress(address: string): string {
	const text = address.trim().normalize('NFC').toLowerCase();
	const at = text.lastIndexOf('@');
	if (at < 0) return text;
	const domain = text.slice(at + 1);
	return `${text.slice(0, at)}@${domainToASCII(domain) || domain}`;
}

// A hash is as long for every id that a store makes up, and is no second copy of an address.
const hashOf = (kind: string, text: string) =>
	createHash('sha256').update(`${kind}/${text}`).digest('base64url');

/** What rows are found by: the store's id of a customer. */
export const customerRef = (id: string) => hashOf('customer', id);
/** An address, in whatever way it is written. */
export const addressRef = (address: string) => hashOf('address', canonicalAddress(address));
/** The order that shipments belong to. */
export const orderRef = (orderId: string) => hashOf('order', orderId);
/** The number of a shipment's parcel, as `trackingKey` writes it. */
export const trackingRef = (key: string) => hashOf('tracking', key);

/** Who a row is about: the customer itself, or whose order or shipment it is. */
export function personIn(entityType: string, entity: Fields | null): Fields | null {
	const person = entityType === 'Customer' ? entity : entity?.customer;
	return (person as Fields | null | undefined) ?? null;
}

/** Refs of an entity: of the persons that its rows name, of the order that it belongs to, and of tracking numbers. */
export function refsOf(
	entityType: string,
	entity: Fields | null,
	persons: ReadonlyArray<Fields | null>,
): Set<string> {
	const refs = new Set<string>();
	for (const person of persons) {
		if (person?.id) refs.add(customerRef(String(person.id)));
		if (person?.email) refs.add(addressRef(String(person.email)));
	}
	if (entityType === 'Shipment' && entity !== null) {
		if (entity.orderId) refs.add(orderRef(String(entity.orderId)));
		for (const key of trackingKeysIn(entity)) refs.add(trackingRef(key));
	}
	return refs;
}

/** Writes down who entities are about. Refs of earlier states stay. */
export function insertPersonRefs(
	db: OpenDatabase['db'],
	rows: ReadonlyArray<NewRow<'personRef'>>,
): Array<Statement<unknown>> {
	// Two that insert the same rows in another order would wait for each other.
	const keyed = new Map(
		rows.map((row) => [`${row.integrationGuid}/${row.ref}/${row.entityType}/${row.entityId}`, row]),
	);
	const inOrder = [...keyed].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
	return slicesOf(inOrder).map((part) =>
		lazily(() =>
			db
				.insertInto('personRef')
				.values(part)
				.onConflict((conflict) => conflict.doNothing()),
		),
	);
}

export async function savePersonRefs(
	db: OpenDatabase['db'],
	rows: ReadonlyArray<NewRow<'personRef'>>,
): Promise<void> {
	await together(db, insertPersonRefs(db, rows));
}
