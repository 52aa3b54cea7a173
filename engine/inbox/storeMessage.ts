import { setImmediate as turn } from 'node:timers/promises';
import type { Observation } from '../events/observation.ts';
import { together } from '../state/together.ts';
import type { Inbox, StoredEvent } from './inbox.ts';
import type { Integration } from './integration.ts';
import { relatives } from './loadSnapshots.ts';
import { lockedIntegration, selectLocked } from './lockIntegration.ts';
import { storeObservations } from './storeObservations.ts';

/** So many messages are stored together, and so many observations: the others wait for the next group. */
const MOST_TOGETHER = { messages: 50, observations: 500 } as const;

type Message = {
	readonly receiptKey: string;
	readonly occurredAt: string | null;
	readonly payload: unknown;
};
type Stored = { isRepetition: boolean; events: StoredEvent[] };
type Told = {
	readonly message: Message;
	readonly observations: readonly Observation[];
	readonly receivedAt: Date;
};
type Waiting = Told & {
	/** The entities that it tells of, and all that it speaks of. */
	readonly changes: readonly string[];
	readonly names: readonly string[];
	readonly settle: (stored: Promise<Stored>) => void;
};

/** Messages that wait to be stored, in the order in which they came, by inbox and store. */
const waiting = new WeakMap<Inbox, Map<string, Waiting[]>>();

/**
 * Stores what a message tells: its receipt, the snapshots, an event for each change, and a delivery for each
 * subscription that wants it. All of it or nothing.
 *
 * Messages of one store that come at the same moment share a transaction, as each has to wait for the other
 * anyway. Where it fails, each is stored by itself.
 *
 * @returns `isRepetition` when this very message was stored before, or the store has been removed; then
 *   nothing is done
 */
export async function storeMessage(
	inbox: Inbox,
	integration: Integration,
	message: Message,
	observations: readonly Observation[],
	receivedAt: Date,
): Promise<Stored> {
	const { promise, resolve: settle } = Promise.withResolvers<Stored>();
	const changes = observations.map(({ entityType, id }) => `${entityType}/${id}`);
	const names = observations.flatMap(relatives).map((pair) => pair.join('/'));
	const one = { message, observations, receivedAt, changes, names, settle };
	const stores = waiting.get(inbox) ?? new Map<string, Waiting[]>();
	waiting.set(inbox, stores);
	const others = stores.get(integration.guid);
	if (others) others.push(one);
	else {
		const queue = [one];
		stores.set(integration.guid, queue);
		void storeAll(inbox, integration, queue, () => stores.delete(integration.guid));
	}
	return await promise;
}

/** Goes on until no message of the store waits any more. Each message is told by itself what became of it. */
async function storeAll(
	inbox: Inbox,
	integration: Integration,
	queue: Waiting[],
	end: () => void,
): Promise<void> {
	// What has come at the same moment is about to be told.
	await turn();
	while (queue.length > 0) {
		const group = takeGroup(queue);
		const alone = async (one: Waiting) => (await storeTogether(inbox, integration, [one]))[0]!;
		try {
			const stored = await storeTogether(inbox, integration, group);
			for (const [index, { settle }] of group.entries()) settle(Promise.resolve(stored[index]!));
		} catch (error) {
			const outcomes = group.map(async (one) => {
				if (group.length === 1) throw error;
				return await alone(one);
			});
			for (const [index, { settle }] of group.entries()) settle(outcomes[index]!);
			await Promise.allSettled(outcomes);
		}
	}
	end();
}

/**
 * Takes the first message, and those that neither change what it speaks of nor speak of what it changes: each is
 * compared with what is stored by then. What waits for another one keeps its place.
 */
function takeGroup(queue: Waiting[]): Waiting[] {
	const group: Waiting[] = [];
	const left: Waiting[] = [];
	const changed = new Set<string>();
	const named = new Set<string>();
	let observed = 0;
	for (const one of queue) {
		observed += one.changes.length;
		const fits =
			group.length === 0 ||
			(group.length < MOST_TOGETHER.messages &&
				observed <= MOST_TOGETHER.observations &&
				!one.changes.some((key) => named.has(key)) &&
				!one.names.some((key) => changed.has(key)));
		(fits ? group : left).push(one);
		for (const key of one.changes) changed.add(key);
		for (const key of one.names) named.add(key);
	}
	queue.splice(0, queue.length, ...left);
	return group;
}

/** @returns what became of each message */
async function storeTogether(
	inbox: Inbox,
	integration: Integration,
	group: readonly Told[],
): Promise<Stored[]> {
	const { guid } = integration;
	const byKey = new Map(group.toReversed().map((told) => [told.message.receiptKey, told]));
	const { stored, woken } = await inbox.database.db.transaction().execute(async (trx) => {
		const [found, receipts] = await together(trx, [
			selectLocked(trx, inbox, integration),
			trx
				.insertInto('receipt')
				.values(
					[...byKey].map(([key, { receivedAt }]) => ({
						integrationGuid: guid,
						key,
						receivedAt: receivedAt.getTime(),
					})),
				)
				.onConflict((conflict) => conflict.doNothing())
				.returning('key'),
		]);
		const locked = await lockedIntegration(trx, inbox, integration, found.rows[0]);
		if (locked.isRemoved && receipts.rows.length > 0) {
			const keys = receipts.rows.map(({ key }) => key);
			await trx
				.deleteFrom('receipt')
				.where('integrationGuid', '=', guid)
				.where('key', 'in', keys)
				.execute();
		}
		const fresh = locked.isRemoved ? [] : receipts.rows.map(({ key }) => byKey.get(key)!);
		const told = group.filter((each) => fresh.includes(each));
		const tellings = told.map(({ message, observations, receivedAt }) => ({
			observations,
			source: {
				receivedAtMs: receivedAt.getTime(),
				telling: { at: timeOf(message.occurredAt), isAnswer: false },
				payload: message.payload,
			},
		}));
		const { events, woken } =
			told.length > 0
				? await storeObservations(trx, inbox, integration, locked, tellings)
				: { events: [], woken: [] };
		const eventsOf = new Map(told.map((each, index) => [each, events[index]!]));
		return {
			stored: group.map((each) => ({
				isRepetition: !eventsOf.has(each),
				events: eventsOf.get(each) ?? [],
			})),
			woken,
		};
	});
	if (woken.length > 0) inbox.wake(woken);
	return stored;
}

const timeOf = (time: string | null) => (time === null ? null : Date.parse(time));
