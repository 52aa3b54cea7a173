import type { Provider } from '../providers/provider.ts';
import type { Connection } from '../providers/storeHttp.ts';
import type { KnownParcel, StatusUpdate, Tracking, WriteResult } from '../providers/storeSide.ts';
import type { EntityType } from '../events/entityType.ts';
import type { Observation } from '../events/observation.ts';
import { isTracker } from '../providers/isTracker.ts';
import { ownWordOf } from '../providers/ownStatus.ts';
import { askStore } from './askStore.ts';
import type { Inbox } from './inbox.ts';
import type { Integration } from './integration.ts';
import { lockIntegration } from './lockIntegration.ts';
import { announceOwnUpdate, forgetOwnUpdate, type OwnUpdate } from './ownUpdates.ts';
import { storeObservations, type Source } from './storeObservations.ts';

/** The store that is written to. */
export type Writer = {
	readonly provider: Provider;
	readonly connection: Connection<unknown>;
	/** `null` for a store that this n8n is not connected to: nothing will come back from it. */
	readonly integration: Integration | null;
};

/** Why the provider cannot give that status, in a sentence for the merchant; `null` when it can. */
export function refusalOf(provider: Provider, { entityType, status }: StatusUpdate): string | null {
	if (ownWordOf(status) !== null) {
		const { ownStatuses } = provider.abilities;
		return ownStatuses === true ? null : ownStatuses;
	}
	const ability = (provider.abilities.setsStatus[entityType] as Record<string, true | string>)[
		status
	];
	return ability === true
		? null
		: (ability ??
				`${provider.name} knows no status "${status}" for a ${entityType.toLowerCase()}.`);
}

/**
 * Gives an order or a shipment a status. The change comes back as an event that is marked as our own.
 *
 * @throws StoreError when the store refuses; Error with the reason, before any call, for a status that
 *   the provider cannot give
 */
export async function updateStatus(
	inbox: Inbox,
	writer: Writer,
	update: StatusUpdate,
): Promise<WriteResult> {
	const refusal = refusalOf(writer.provider, update);
	if (refusal !== null) throw new Error(refusal);
	return await write(
		inbox,
		writer,
		update,
		update,
		async (connection) => await writer.provider.updateStatus(connection, update),
	);
}

/**
 * Adds a tracking number to an order; as `updateStatus`. At a tracker, the number is followed from now on: what the
 * tracker says of the parcel is the carrier's word, and no change of our own.
 */
export async function addTracking(
	inbox: Inbox,
	writer: Writer,
	tracking: Tracking,
): Promise<WriteResult> {
	const ability = writer.provider.abilities.addsTracking;
	if (ability !== true) throw new Error(ability);
	const call = async (connection: Writer['connection']) =>
		await writer.provider.addTracking(connection, tracking);
	return isTracker(writer.provider)
		? await tell(inbox, writer, call, { isOwnUpdate: false })
		: await write(inbox, writer, tracking, { entityType: 'Order', id: tracking.orderId }, call);
}

/** Why the provider cannot follow a number no longer, in a sentence for the merchant; `null` when it can. */
export function stopRefusalOf({ name, abilities }: Provider): string | null {
	const { stopsTracking = `${name} is no tracker: it follows no numbers that it is told.` } =
		abilities;
	return stopsTracking === true ? null : stopsTracking;
}

/** Has a tracker follow a number no longer. What its answer says of the parcel is a change of our own. */
export async function stopTracking(
	inbox: Inbox,
	writer: Writer,
	parcel: KnownParcel,
): Promise<WriteResult> {
	const refusal = stopRefusalOf(writer.provider);
	if (refusal !== null) throw new Error(refusal);
	return await tell(
		inbox,
		writer,
		async (connection) => await writer.provider.stopTracking!(connection, parcel),
		{ isOwnUpdate: true },
	);
}

/** Tells a tracker something, and stores what it answers. */
async function tell(
	inbox: Inbox,
	{ connection, integration }: Writer,
	call: (connection: Writer['connection']) => Promise<WriteResult>,
	source: Pick<Source, 'isOwnUpdate'>,
): Promise<WriteResult> {
	const { answer, answeredAt } = await askStore(connection, call);
	if (integration !== null) {
		await store(inbox, integration, answer.observations, answeredAt, source);
	}
	return answer;
}

async function write(
	inbox: Inbox,
	{ provider, connection, integration }: Writer,
	update: OwnUpdate,
	written: { readonly entityType: EntityType; readonly id: string },
	call: (connection: Writer['connection']) => Promise<WriteResult>,
): Promise<WriteResult> {
	if (integration === null) return await call(connection);
	const { database, now } = inbox;
	// What happened before and is still on its way, as a payment, is not ours: it must not be marked so
	// with the rest of the answer. Where it cannot be read, the call itself says why.
	const before = await askStore(
		connection,
		async (asked) => await provider.readEntity(asked, written.entityType, written.id),
	).catch(() => null);
	if (before) {
		await store(inbox, integration, before.answer, before.answeredAt, { isSilentForOld: true });
	}
	// Before the call: the store may report the change before it has answered.
	await announceOwnUpdate(database, integration.guid, update, now());
	let asked: Awaited<ReturnType<typeof askStore<WriteResult>>>;
	try {
		asked = await askStore(connection, call);
	} catch (error) {
		await forgetOwnUpdate(database, integration.guid, update);
		throw error;
	}
	const { answer: result, answeredAt } = asked;
	if (result.changed && result.observations.length === 0) return result;
	const { changed, observations } = result;
	await store(inbox, integration, observations, answeredAt, { isOwnUpdate: changed });
	await forgetOwnUpdate(database, integration.guid, update);
	return result;
}

async function store(
	inbox: Inbox,
	integration: Integration,
	observations: readonly Observation[],
	answeredAt: number | null,
	source: Pick<Source, 'isSilentForOld' | 'isOwnUpdate'>,
): Promise<void> {
	if (observations.length === 0) return;
	const { woken } = await inbox.database.db.transaction().execute(async (trx) => {
		const locked = await lockIntegration(trx, inbox, integration);
		const told = {
			receivedAtMs: inbox.now(),
			telling: { at: answeredAt, isAnswer: true },
			...source,
		};
		return await storeObservations(trx, inbox, integration, locked, [
			{ observations, source: told },
		]);
	});
	if (woken.length > 0) inbox.wake(woken);
}
