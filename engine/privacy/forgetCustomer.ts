import type { Transaction } from 'kysely';
import { unwatching } from '../parcels/watchedParcels.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import type { Schema } from '../state/schema.ts';
import { forEachSlice } from '../state/slices.ts';
import { together } from '../state/together.ts';
import { fillPersonRefs } from './fillPersonRefs.ts';
import { findPerson, rowsOfEntities, type EntityKey, type WantedPerson } from './findPerson.ts';
import { refsOf, savePersonRefs } from './personRefs.ts';
import { withoutPerson } from './withoutPerson.ts';

/** How many rows there were. */
export type Forgotten = {
	/** Customers deleted; orders and shipments emptied of everything personal. */
	readonly snapshots: number;
	readonly events: number;
	/** Browsers that were to be notified. */
	readonly pushSubscriptions: number;
};

type Database = Pick<OpenDatabase, 'db' | 'dialect'>;
type Rows = Awaited<ReturnType<typeof rowsOfEntities>>;

/** With their events, some 200 rows. */
const ENTITIES = 50;

/** Accounts last: when the work is cut off, the id and the address still lead to what is left. */
const ORDER = ['Shipment', 'Order', 'Customer'];

/**
 * Removes a person from the state: their account and its events are deleted, their orders and shipments
 * stay without everything personal, so that what is still to happen to them is recognised. What waits for
 * a workflow is handed over without the person. Done in slices; the same call again does what is left.
 *
 * @param person who, in one store: by the store's id, by e-mail address, or both
 */
export async function forgetCustomer(
	database: Database,
	integrationGuid: string,
	person: WantedPerson,
	nowMs: number,
): Promise<Forgotten> {
	await fillPersonRefs(database, nowMs);
	const { customerIds, entities } = await findPerson(database, integrationGuid, person);
	let [snapshots, events] = [0, 0];
	const byType = Map.groupBy(entities, ({ entityType }) => entityType);
	for (const entityType of ORDER) {
		await forEachSlice(
			byType.get(entityType) ?? [],
			async (part) => {
				const forgotten = await forgetEntities(database, integrationGuid, entityType, part);
				snapshots += forgotten.snapshots;
				events += forgotten.events;
			},
			ENTITIES,
		);
	}
	const orderIds = (byType.get('Order') ?? []).map(({ entityId }) => entityId);
	for (const [carrier, shipments] of await toldByCarriers(database, integrationGuid, orderIds)) {
		await forEachSlice(
			shipments,
			async (part) => {
				const forgotten = await forgetEntities(database, carrier, 'Shipment', part);
				snapshots += forgotten.snapshots;
				events += forgotten.events;
			},
			ENTITIES,
		);
	}
	// Of a message that could not be read nobody knows whom it is about.
	await database.db
		.updateTable('refusedMessage')
		.set({ excerpt: '', ordersText: '' })
		.where('integrationGuid', '=', integrationGuid)
		.execute();
	const { numDeletedRows } = await database.db
		.deleteFrom('pushSubscription')
		.where('integrationGuid', '=', integrationGuid)
		.where('customerId', 'in', [...customerIds, ''])
		.executeTakeFirst();
	return { snapshots, events, pushSubscriptions: Number(numDeletedRows) };
}

/** Shipments that carriers tell of orders of a shop: their events say whose they are. */
async function toldByCarriers(
	{ db }: Database,
	orderGuid: string,
	orderIds: readonly string[],
): Promise<Map<string, EntityKey[]>> {
	const found: Array<{ carrier: string } & EntityKey> = [];
	await forEachSlice(orderIds, async (part) => {
		const rows = await db
			.selectFrom('toldParcel')
			.select(['integrationGuid', 'shipmentId'])
			.where('orderGuid', '=', orderGuid)
			.where('orderId', 'in', [...part])
			.execute();
		for (const { integrationGuid, shipmentId } of rows) {
			found.push({ carrier: integrationGuid, entityType: 'Shipment', entityId: shipmentId });
		}
	});
	return Map.groupBy(found, ({ carrier }) => carrier);
}

async function forgetEntities(
	database: Database,
	integrationGuid: string,
	entityType: string,
	part: readonly EntityKey[],
): Promise<{ snapshots: number; events: number }> {
	const ids = part.map(({ entityId }) => entityId);
	return await database.db.transaction().execute(async (trx) => {
		// No message may come between what is read here and what is written of it.
		let store = trx.selectFrom('integration').select('guid').where('guid', '=', integrationGuid);
		if (database.dialect.locksRows) store = store.forUpdate();
		await store.execute();
		const rows = await rowsOfEntities(trx, integrationGuid, entityType, ids);
		await forgetSnapshots(trx, integrationGuid, rows);
		await forgetEvents(database, trx, rows);
		// What is asked for comes with names and addresses.
		if (entityType === 'Shipment') await together(trx, unwatching(trx, integrationGuid, ids));
		await trx
			.deleteFrom('personRef')
			.where((eb) => eb.and({ integrationGuid, entityType }))
			.where('entityId', 'in', ids)
			.execute();
		// Shipments are still found by their order.
		await savePersonRefs(
			trx,
			rows.snapshots.flatMap(({ entityId, entity }) =>
				[...refsOf(entityType, entity, [])].map((ref) => ({
					integrationGuid,
					ref,
					entityType,
					entityId,
				})),
			),
		);
		return { snapshots: rows.snapshots.length, events: rows.events.length };
	});
}

async function forgetSnapshots(
	trx: Transaction<Schema>,
	integrationGuid: string,
	{ snapshots }: Rows,
): Promise<void> {
	for (const { entityType, entityId, entity } of snapshots) {
		const key = { integrationGuid, entityType, entityId };
		await (entityType === 'Customer'
			? trx
					.deleteFrom('snapshot')
					.where((eb) => eb.and(key))
					.execute()
			: trx
					.updateTable('snapshot')
					.set({ entityJson: JSON.stringify(withoutPerson(entity)) })
					.where((eb) => eb.and(key))
					.execute());
	}
}

async function forgetEvents(
	database: Database,
	trx: Transaction<Schema>,
	{ events }: Rows,
): Promise<void> {
	if (events.length === 0) return;
	const ids = events.map(({ id }) => id);
	const ofPerson = await deliveriesInOrder(database, trx, (rows) =>
		rows.where('eventId', 'in', ids),
	).execute();
	const seqs = ofPerson.map(({ seq }) => seq);
	await forEachSlice(seqs, async (part) => {
		// What a mail server has said may name the address.
		await trx
			.updateTable('delivery')
			.set({ lastError: null, attemptsText: null })
			.where('seq', 'in', [...part])
			.execute();
	});
	await trx.deleteFrom('actionOutcome').where('eventId', 'in', ids).execute();
	for (const { id, entityType, entity, previous } of events) {
		if (entityType === 'Customer') {
			await trx.deleteFrom('delivery').where('eventId', '=', id).execute();
			await trx.deleteFrom('event').where('id', '=', id).execute();
			continue;
		}
		await trx
			.updateTable('event')
			.set({
				entityJson: JSON.stringify(withoutPerson(entity)),
				previousJson: previous && JSON.stringify(withoutPerson(previous)),
				customerJson: null,
				rawJson: null,
			})
			.where('id', '=', id)
			.execute();
	}
}
