import type { Transaction } from 'kysely';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Schema } from '../state/schema.ts';
import { findPerson, type FoundPerson, type WantedPerson } from './findPerson.ts';
import { withoutPerson } from './withoutPerson.ts';

/** How many rows there were. */
export type Forgotten = {
	/** Customers deleted; orders and shipments emptied of everything personal. */
	readonly snapshots: number;
	readonly events: number;
	/** Browsers that were to be notified. */
	readonly pushSubscriptions: number;
};

/**
 * Removes a person from the state: their account and its events are deleted, their orders and shipments
 * stay without everything personal, so that what is still to happen to them is recognised. What waits for
 * a workflow is handed over without the person.
 *
 * @param person who, in one store: by the store's id, by e-mail address, or both
 */
export async function forgetCustomer(
	{ db }: Pick<OpenDatabase, 'db'>,
	integrationGuid: string,
	person: WantedPerson,
): Promise<Forgotten> {
	return await db.transaction().execute(async (trx) => {
		const found = await findPerson(trx, integrationGuid, person);
		const snapshots = await forgetSnapshots(trx, integrationGuid, found);
		const events = await forgetEvents(trx, found);
		const { numDeletedRows } = await trx
			.deleteFrom('pushSubscription')
			.where('integrationGuid', '=', integrationGuid)
			.where('customerId', 'in', [...found.customerIds, ''])
			.executeTakeFirst();
		return { snapshots, events, pushSubscriptions: Number(numDeletedRows) };
	});
}

async function forgetSnapshots(
	trx: Transaction<Schema>,
	integrationGuid: string,
	{ snapshots }: FoundPerson,
): Promise<number> {
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
	return snapshots.length;
}

async function forgetEvents(trx: Transaction<Schema>, { events }: FoundPerson): Promise<number> {
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
		// What a mail server has said may name the address.
		await trx.updateTable('delivery').set({ lastError: null }).where('eventId', '=', id).execute();
	}
	return events.length;
}
