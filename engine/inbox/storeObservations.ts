import { randomUUID } from 'node:crypto';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { newDelivery } from '../deliveries/newDelivery.ts';
import { detectChange } from '../events/detectChange.ts';
import type { Order, Shipment } from '../events/entities.ts';
import type { Observation } from '../events/observation.ts';
import type { Telling as Told } from '../events/telling.ts';
import { deliverWaiting, selectWaiting } from '../parcels/deliverWaiting.ts';
import type { Draft } from '../parcels/draft.ts';
import { joinCarriersParcels } from '../parcels/joinCarriersParcels.ts';
import { joinShopsParcels } from '../parcels/joinShopsParcels.ts';
import { isCarrier, lockShops } from '../parcels/toldParcels.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { NewRow, Row } from '../state/schema.ts';
import { slicesOf } from '../state/slices.ts';
import { lazily, together } from '../state/together.ts';
import { createOddOrders } from './countOddOrders.ts';
import type { Inbox, StoredEvent } from './inbox.ts';
import type { Integration } from './integration.ts';
import { loadSnapshots } from './loadSnapshots.ts';
import type { LockedIntegration } from './lockIntegration.ts';
import { takeOwnUpdate } from './ownUpdates.ts';
import { createParcelWatch } from './watchParcels.ts';

/** So many observations are compared before others get a turn. */
const COMPARED_AT_ONCE = 100;

/** Where observations come from. */
export type Source = {
	readonly receivedAtMs: number;
	readonly telling: Told;
	/** The store's own message, for subscriptions that ask for it; `undefined` where there is none. */
	readonly payload?: unknown;
	/** Take an entity that was not known and is older than the connection for known, without an event. */
	readonly isSilentForOld?: boolean;
	/** The observations are what the store answered to a change of ours. */
	readonly isOwnUpdate?: boolean;
};

/** What one message, page or answer says. */
export type Telling = { readonly observations: readonly Observation[]; readonly source: Source };

/**
 * Stores what was observed, in a transaction of the caller's: the snapshots, an event for each change,
 * and a delivery for each subscription that wants it.
 *
 * @param tellings of one moment, none of which speaks of an entity that another one changes
 * @returns the events of each telling, how many entities were new or changed, and whom to wake after the
 *   transaction: a subscription for each delivery
 */
export async function storeObservations(
	trx: OpenDatabase['db'],
	inbox: Inbox,
	integration: Integration,
	{ connectedAt, version, pendingOwnUpdates, carriers, isRemoved }: LockedIntegration,
	tellings: readonly Telling[],
): Promise<{ events: StoredEvent[][]; changes: number; woken: string[] }> {
	if (isRemoved) return { events: tellings.map(() => []), changes: 0, woken: [] };
	const isOfCarrier = isCarrier(integration.provider);
	if (isOfCarrier) await lockShops(trx, inbox.database.dialect, integration.space);
	const known = await loadSnapshots(
		trx,
		integration.guid,
		tellings.map(({ observations }) => observations),
		inbox.warn,
	);
	const { snapshots } = known;
	const orders: Order[] = [];
	/** Orders that an older version has stored, and of which nothing new is told. */
	const toldBefore = new Set<string>();
	const oddOrders = createOddOrders(inbox);
	const watch = createParcelWatch(integration);
	let [compared, changes] = [0, 0];
	const compare = async (observation: Observation, source: Source): Promise<Draft | null> => {
		if (compared > 0 && compared % COMPARED_AT_ONCE === 0) await yieldToOthers();
		compared += 1;
		const { receivedAtMs, telling } = source;
		const { entityType, id: entityId } = observation;
		const before = snapshots.get(entityType, entityId);
		const { change, snapshot } = detectChange(
			observation,
			before,
			connectedAt,
			receivedAtMs,
			telling,
		);
		if (snapshot) snapshots.put(entityType, entityId, snapshot);
		if (entityType === 'Shipment') watch.note(entityId, snapshot ?? before, change !== null);
		if (snapshot && entityType === 'Order') {
			orders.push(snapshot.entity as Order);
			oddOrders.note(before, snapshot);
		}
		if (entityType === 'Order' && before?.isOfOtherForm && !change) toldBefore.add(entityId);
		if (!change) return null;
		changes += 1;
		// The version before could not read every parcel: an order that has not moved has no new ones.
		const isOldParcel =
			entityType === 'Shipment' &&
			before === null &&
			toldBefore.has((change.entity as Shipment).orderId ?? '');
		const isOld = !change.codes.some((code) => code.endsWith('_created'));
		const isSilent = isOldParcel || (source.isSilentForOld === true && before === null && isOld);
		const isEcho =
			!isSilent &&
			pendingOwnUpdates > 0 &&
			(await takeOwnUpdate(trx, integration.guid, { entityType, entityId, change }, inbox.now()));
		const { codes, previous, occurredAt } = change;
		const event = {
			id: randomUUID(),
			entityType,
			entityId,
			codes,
			previous,
			occurredAt,
			receivedAt: receivedAtMs,
			isOwnUpdate: source.isOwnUpdate === true || isEcho,
			...snapshots.complete(entityType, change.entity),
		};
		return { event, before: before?.entity ?? null, isSilent };
	};
	const drafts: Array<{ readonly draft: Draft; readonly telling: number }> = [];
	for (const [index, { source }] of tellings.entries()) {
		for (const observation of known.observations[index]!) {
			const draft = await compare(observation, source);
			if (draft) drafts.push({ draft, telling: index });
		}
	}
	const receivedAtMs = Math.max(...tellings.map(({ source }) => source.receivedAtMs));
	let snapshotStatements = snapshots.statements(trx, receivedAtMs);
	const flush = async () => {
		await together(trx, snapshotStatements);
		snapshotStatements = [];
	};
	const changed = drafts.map(({ draft }) => draft);
	const joined = await (isOfCarrier
		? joinCarriersParcels(trx, inbox, integration, changed)
		: carriers > 0
			? joinShopsParcels(trx, inbox, integration, changed, flush)
			: { drafts: changed, statements: [], woken: [] });
	const events: StoredEvent[][] = tellings.map(() => []);
	for (const [index, { telling }] of drafts.entries()) {
		const draft = joined.drafts[index] ?? null;
		if (draft !== null && !draft.isSilent) events[telling]!.push(draft.event);
	}
	await oddOrders.save(trx, integration);

	if (events.some(({ length }) => length > 0)) {
		await inbox.subscriptions.refresh(trx, version, inbox.now());
	}
	const deliveries: Array<NewRow<'delivery'>> = [];
	const rows: Array<NewRow<'event'>> = [];
	for (const [index, { source }] of tellings.entries()) {
		let rawJson: string | null | undefined;
		for (const event of events[index]!) {
			const subscriptions = wanting(inbox, integration, event);
			const isRaw = subscriptions.some(({ includeRaw }) => includeRaw);
			if (isRaw) rawJson ??= JSON.stringify(source.payload) ?? null;
			rows.push(toRow(event, integration, (isRaw && rawJson) || null));
			for (const { id } of subscriptions) {
				deliveries.push(newDelivery(id, event, integration.guid, inbox.now()));
			}
		}
	}
	const waiting = selectWaiting(trx, integration, orders, inbox.now());
	const answers = await together(trx, [
		...waiting,
		...snapshotStatements,
		...joined.statements,
		...watch.statements(trx, inbox.now()),
		...slicesOf(rows).map((part) => lazily(() => trx.insertInto('event').values(part))),
		...slicesOf(deliveries).map((part) => lazily(() => trx.insertInto('delivery').values(part))),
		...(rows.length > 0
			? [
					trx
						.updateTable('integration')
						.set({ lastEventAt: receivedAtMs })
						.where('guid', '=', integration.guid),
				]
			: []),
	]);
	const parcels = answers.slice(0, waiting.length).flatMap((answer) => answer.rows);
	return {
		events,
		changes,
		woken: [
			...joined.woken,
			...(await deliverWaiting(trx, parcels as Array<Row<'waitingParcel'>>, inbox.now())),
			...deliveries.map(({ subscriptionId }) => subscriptionId),
		],
	};
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
	const { alsoOf = [], repeatedCodes = [] } = event;
	const candidates = (wanted: readonly string[], guids: readonly string[]) =>
		inbox.subscriptions.candidates(integration.space, wanted, guids, inbox.now());
	const heard = new Set(candidates(codes, [integration.guid, ...alsoOf]));
	// Whoever listens to the others as well has heard it from them.
	for (const one of candidates(repeatedCodes, [integration.guid])) {
		const isOfThisAlone = one.integrations && !alsoOf.some((guid) => one.integrations!.has(guid));
		if (isOfThisAlone) heard.add(one);
	}
	return [...heard].filter(
		({ matches, includeOwnUpdates }) => (includeOwnUpdates || !event.isOwnUpdate) && matches(facts),
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
		orderGuid: event.orderGuid ?? null,
		repeatedCodesJson: event.repeatedCodes?.length ? JSON.stringify(event.repeatedCodes) : null,
	};
}
