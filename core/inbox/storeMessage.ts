import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { SubscriptionIndex } from '../deliveries/subscriptionIndex.ts';
import { detectChange, type Change } from '../events/detectChange.ts';
import type { Entity, Person } from '../events/entities.ts';
import type { EntityType } from '../events/entityType.ts';
import type { Observation } from '../events/observation.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { NewRow } from '../state/schema.ts';
import type { Integration } from './integration.ts';
import { loadSnapshots } from './loadSnapshots.ts';

/** A delivery has 10 values, and SQLite takes 32,766 in one statement. */
const ROWS_PER_INSERT = 2_000;

/** What receiving needs. One for each process. */
export type Inbox = {
	readonly database: OpenDatabase;
	readonly subscriptions: SubscriptionIndex;
	readonly now: () => number;
	/** Called after the transaction, with the subscriptions that have something to do. */
	readonly wake: (subscriptionIds: readonly string[]) => void;
	readonly warn: (message: string, error: unknown) => void;
};

/** An event as it was stored. */
export type StoredEvent = {
	readonly id: string;
	readonly entityType: EntityType;
	readonly entityId: string;
	readonly codes: Change['codes'];
	readonly entity: Entity;
	readonly previous: Change['previous'];
	readonly customer: Person | null;
	readonly occurredAt: number;
	readonly receivedAt: number;
};

/**
 * Stores what a message tells, in one transaction: its receipt, the snapshots, an event for each change,
 * and a delivery for each subscription that wants it. All of it or nothing.
 *
 * @returns `isRepetition` when this very message was stored before; then nothing is done
 */
export async function storeMessage(
	inbox: Inbox,
	integration: Integration,
	message: { readonly receiptKey: string; readonly payload: unknown },
	observations: readonly Observation[],
	receivedAt: Date,
): Promise<{ isRepetition: boolean; events: StoredEvent[] }> {
	const receivedAtMs = receivedAt.getTime();
	const woken = new Set<string>();
	const result = await inbox.database.db.transaction().execute(async (trx) => {
		const { connectedAt, version } = await lockIntegration(trx, inbox, integration);
		const receipt = await trx
			.insertInto('receipt')
			.values({
				integrationGuid: integration.guid,
				key: message.receiptKey,
				receivedAt: receivedAtMs,
			})
			.onConflict((conflict) => conflict.doNothing())
			.executeTakeFirst();
		if (receipt.numInsertedOrUpdatedRows === 0n) return { isRepetition: true, events: [] };

		const snapshots = await loadSnapshots(trx, integration.guid, observations);
		const events: StoredEvent[] = [];
		for (const observation of observations) {
			const known = snapshots.get(observation.entityType, observation.id);
			const { change, snapshot } = detectChange(observation, known, connectedAt, receivedAtMs);
			if (snapshot) snapshots.put(observation.entityType, observation.id, snapshot);
			if (!change) continue;
			events.push({
				id: randomUUID(),
				entityType: observation.entityType,
				entityId: observation.id,
				codes: change.codes,
				previous: change.previous,
				occurredAt: change.occurredAt,
				receivedAt: receivedAtMs,
				...snapshots.complete(observation.entityType, change.entity),
			});
		}
		await snapshots.save(trx, receivedAtMs);
		if (events.length === 0) return { isRepetition: false, events };

		await inbox.subscriptions.refresh(trx, version);
		const deliveries: Array<NewRow<'delivery'>> = [];
		const withRaw = new Set<string>();
		for (const event of events) {
			for (const subscription of wanting(inbox, integration, event)) {
				if (subscription.includeRaw) withRaw.add(event.id);
				woken.add(subscription.id);
				deliveries.push(newDelivery(subscription.id, event, integration.guid, inbox.now()));
			}
		}
		const rawJson = withRaw.size > 0 ? JSON.stringify(message.payload) : null;
		await trx
			.insertInto('event')
			.values(
				events.map((event) => toRow(event, integration, withRaw.has(event.id) ? rawJson : null)),
			)
			.execute();
		for (let first = 0; first < deliveries.length; first += ROWS_PER_INSERT) {
			await trx
				.insertInto('delivery')
				.values(deliveries.slice(first, first + ROWS_PER_INSERT))
				.execute();
		}
		await trx
			.updateTable('integration')
			.set({ lastEventAt: receivedAtMs })
			.where('guid', '=', integration.guid)
			.execute();
		return { isRepetition: false, events };
	});
	if (woken.size > 0) inbox.wake([...woken]);
	return result;
}

/**
 * Reads the integration and the version of the subscriptions in one go, and keeps other messages of the
 * same store out until this one is stored: two changes of one entity are compared one after the other.
 */
async function lockIntegration(
	trx: OpenDatabase['db'],
	inbox: Inbox,
	integration: Integration,
): Promise<{ connectedAt: number; version: number }> {
	let query = trx
		.selectFrom('integration')
		.select([
			'connectedAt',
			sql<number>`(select value from counter where name = 'subscriptions')`.as('version'),
		])
		.where('guid', '=', integration.guid);
	if (inbox.database.dialect.locksRows) query = query.forUpdate();
	const found = await query.executeTakeFirst();
	if (found) return found;

	// The workflow is published but the state database is new, restored or another one: go on from here.
	const nowMs = inbox.now();
	await trx
		.insertInto('integration')
		.values({
			...integration,
			status: 'active',
			connectedAt: nowMs,
			updatedAt: nowMs,
			lastEventAt: null,
		})
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	return await lockIntegration(trx, inbox, integration);
}

function wanting(inbox: Inbox, integration: Integration, event: StoredEvent) {
	const { id, codes, entityType, entity, previous, customer } = event;
	const facts = {
		entity,
		previous,
		customer,
		integration,
		event: {
			id,
			codes,
			entityType,
			occurredAt: new Date(event.occurredAt).toISOString(),
			receivedAt: new Date(event.receivedAt).toISOString(),
		},
	};
	return inbox.subscriptions
		.candidates(integration.space, codes, integration.guid, inbox.now())
		.filter(({ matches }) => matches(facts));
}

function newDelivery(
	subscriptionId: string,
	event: StoredEvent,
	integrationGuid: string,
	nowMs: number,
): NewRow<'delivery'> {
	return {
		id: randomUUID(),
		subscriptionId,
		eventId: event.id,
		entityKey: `${integrationGuid}/${event.entityType}/${event.entityId}`,
		status: 'waiting',
		createdAt: nowMs,
		dueAt: nowMs,
		attempt: 0,
		failures: 0,
		losses: 0,
	};
}

function toRow(
	event: StoredEvent,
	integration: Integration,
	rawJson: string | null,
): NewRow<'event'> {
	return {
		id: event.id,
		space: integration.space,
		integrationGuid: integration.guid,
		entityType: event.entityType,
		entityId: event.entityId,
		codesJson: JSON.stringify(event.codes),
		entityJson: JSON.stringify(event.entity),
		previousJson: event.previous && JSON.stringify(event.previous),
		customerJson: event.customer && JSON.stringify(event.customer),
		rawJson,
		occurredAt: event.occurredAt,
		receivedAt: event.receivedAt,
	};
}
