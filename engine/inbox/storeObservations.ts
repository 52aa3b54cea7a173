import { randomUUID } from 'node:crypto';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { newDelivery } from '../deliveries/newDelivery.ts';
import { detectChange } from '../events/detectChange.ts';
import type { Order, Shipment } from '../events/entities.ts';
import type { Observation } from '../events/observation.ts';
import type { Telling } from '../events/telling.ts';
import { deliverWaiting } from '../parcels/deliverWaiting.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { NewRow } from '../state/schema.ts';
import { forEachSlice } from '../state/slices.ts';
import { createOddOrders } from './countOddOrders.ts';
import type { Inbox, StoredEvent } from './inbox.ts';
import type { Integration } from './integration.ts';
import { loadSnapshots } from './loadSnapshots.ts';
import type { LockedIntegration } from './lockIntegration.ts';
import { takeOwnUpdate } from './ownUpdates.ts';
import { withTakenBack } from './withTakenBack.ts';

/** So many observations are compared before others get a turn. */
const COMPARED_AT_ONCE = 100;

/** Where observations come from. */
export type Source = {
	readonly receivedAtMs: number;
	readonly telling: Telling;
	/** The store's own message, for subscriptions that ask for it; `undefined` where there is none. */
	readonly payload?: unknown;
	/** Take an entity that was not known and is older than the connection for known, without an event. */
	readonly isSilentForOld?: boolean;
	/** The observations are what the store answered to a change of ours. */
	readonly isOwnUpdate?: boolean;
};

/**
 * Stores what was observed, in a transaction of the caller's: the snapshots, an event for each change,
 * and a delivery for each subscription that wants it.
 *
 * @returns the events, and whom to wake after the transaction: a subscription for each delivery
 */
export async function storeObservations(
	trx: OpenDatabase['db'],
	inbox: Inbox,
	integration: Integration,
	{ connectedAt, version, pendingOwnUpdates, isRemoved }: LockedIntegration,
	told: readonly Observation[],
	source: Source,
): Promise<{ events: StoredEvent[]; woken: string[] }> {
	if (isRemoved) return { events: [], woken: [] };
	const { receivedAtMs, telling } = source;
	const observations = await withTakenBack(trx, integration.guid, told);
	const snapshots = await loadSnapshots(trx, integration.guid, observations, inbox.warn);
	const events: StoredEvent[] = [];
	const orders: Order[] = [];
	/** Orders that an older version has stored, and of which nothing new is told. */
	const toldBefore = new Set<string>();
	const oddOrders = createOddOrders(inbox);
	for (const [index, observation] of observations.entries()) {
		if (index > 0 && index % COMPARED_AT_ONCE === 0) await yieldToOthers();
		const { entityType, id: entityId } = observation;
		const known = snapshots.get(entityType, entityId);
		const { change, snapshot } = detectChange(
			observation,
			known,
			connectedAt,
			receivedAtMs,
			telling,
		);
		if (snapshot) snapshots.put(entityType, entityId, snapshot);
		if (snapshot && entityType === 'Order') {
			orders.push(snapshot.entity as Order);
			oddOrders.note(known, snapshot);
		}
		if (entityType === 'Order' && known?.isOfOtherForm && !change) toldBefore.add(entityId);
		if (!change) continue;
		// The version before could not read every parcel: an order that has not moved has no new ones.
		if (
			entityType === 'Shipment' &&
			known === null &&
			toldBefore.has((change.entity as Shipment).orderId ?? '')
		) {
			continue;
		}
		const isOld = !change.codes.some((code) => code.endsWith('_created'));
		if (source.isSilentForOld && known === null && isOld) continue;
		const isEcho =
			pendingOwnUpdates > 0 &&
			(await takeOwnUpdate(trx, integration.guid, { entityType, entityId, change }, inbox.now()));
		const { codes, previous, occurredAt } = change;
		events.push({
			id: randomUUID(),
			entityType,
			entityId,
			codes,
			previous,
			occurredAt,
			receivedAt: receivedAtMs,
			isOwnUpdate: source.isOwnUpdate === true || isEcho,
			...snapshots.complete(entityType, change.entity),
		});
	}
	await snapshots.save(trx, receivedAtMs);
	await oddOrders.save(trx, integration);
	const woken = await deliverWaiting(trx, integration, orders, inbox.now());
	if (events.length === 0) return { events, woken };

	await inbox.subscriptions.refresh(trx, version, inbox.now());
	const deliveries: Array<NewRow<'delivery'>> = [];
	const withRaw = new Set<string>();
	for (const event of events) {
		for (const { id, includeRaw } of wanting(inbox, integration, event)) {
			if (includeRaw) withRaw.add(event.id);
			woken.push(id);
			deliveries.push(newDelivery(id, event, integration.guid, inbox.now()));
		}
	}
	const rawJson =
		withRaw.size > 0 && source.payload !== undefined ? JSON.stringify(source.payload) : null;
	const rows = events.map((event) =>
		toRow(event, integration, withRaw.has(event.id) ? rawJson : null),
	);
	await forEachSlice(rows, async (part) => {
		await trx
			.insertInto('event')
			.values([...part])
			.execute();
	});
	await forEachSlice(deliveries, async (part) => {
		await trx
			.insertInto('delivery')
			.values([...part])
			.execute();
	});
	await trx
		.updateTable('integration')
		.set({ lastEventAt: receivedAtMs })
		.where('guid', '=', integration.guid)
		.execute();
	return { events, woken };
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
		.filter(
			({ matches, includeOwnUpdates }) =>
				(includeOwnUpdates || !event.isOwnUpdate) && matches(facts),
		);
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
		isOwnUpdate: Number(event.isOwnUpdate),
	};
}
