import type { Observation } from '../events/observation.ts';
import type { Inbox, StoredEvent } from './inbox.ts';
import type { Integration } from './integration.ts';
import { lockIntegration } from './lockIntegration.ts';
import { storeObservations } from './storeObservations.ts';

/**
 * Stores what a message tells, in one transaction: its receipt, the snapshots, an event for each change,
 * and a delivery for each subscription that wants it. All of it or nothing.
 *
 * @returns `isRepetition` when this very message was stored before, or the store has been removed; then
 *   nothing is done
 */
export async function storeMessage(
	inbox: Inbox,
	integration: Integration,
	message: {
		readonly receiptKey: string;
		readonly occurredAt: string | null;
		readonly payload: unknown;
	},
	observations: readonly Observation[],
	receivedAt: Date,
): Promise<{ isRepetition: boolean; events: StoredEvent[] }> {
	const receivedAtMs = receivedAt.getTime();
	const { woken, ...result } = await inbox.database.db.transaction().execute(async (trx) => {
		const locked = await lockIntegration(trx, inbox, integration);
		if (locked.isRemoved) return { isRepetition: true, events: [], woken: [] };
		const receipt = await trx
			.insertInto('receipt')
			.values({
				integrationGuid: integration.guid,
				key: message.receiptKey,
				receivedAt: receivedAtMs,
			})
			.onConflict((conflict) => conflict.doNothing())
			.executeTakeFirst();
		if (receipt.numInsertedOrUpdatedRows === 0n) {
			return { isRepetition: true, events: [], woken: [] };
		}
		const stored = await storeObservations(trx, inbox, integration, locked, observations, {
			receivedAtMs,
			telling: { at: timeOf(message.occurredAt), isAnswer: false },
			payload: message.payload,
		});
		return { isRepetition: false, ...stored };
	});
	if (woken.length > 0) inbox.wake(woken);
	return result;
}

const timeOf = (time: string | null) => (time === null ? null : Date.parse(time));
