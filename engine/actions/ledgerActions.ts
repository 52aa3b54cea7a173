import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ToldFailure } from '../deliveries/toldFailure.ts';
import type { ActionOutcome, KeptKind } from './actionOutcome.ts';
import type { ActionIdentity } from './sentActions.ts';
import type { ActionWorld } from './actionWorld.ts';

/** Before an action that n8n does. @returns when it was done before, ISO 8601; `null`: it is to be done */
export async function beginAction(
	{ sent }: Pick<ActionWorld, 'sent'>,
	action: ActionIdentity,
): Promise<string | null> {
	const sentAt = await sent.begin(action);
	return sentAt === null ? null : new Date(sentAt).toISOString();
}

/** Right after an action that n8n has done. */
export async function recordAction(
	{ sent }: Pick<ActionWorld, 'sent'>,
	action: ActionIdentity,
): Promise<void> {
	await sent.record(action);
}

/** Outcomes of one node in one run. */
export type NodeOutcomes = {
	readonly workflowId: string;
	readonly executionId: string;
	readonly nodeName: string;
	readonly action: KeptKind;
	readonly outcomes: ReadonlyArray<
		ActionOutcome & {
			readonly eventId: string;
			/** Of the delivery, as the item says: somebody may have taken that out of it. */
			readonly attempt?: unknown;
			/** Of what has failed, and its run with it. */
			readonly told?: ToldFailure | null;
		}
	>;
};

const MOST_AT_ONCE = 50;
const PAUSE_MS = 500;
/** Some ten minutes. */
const TRIES = 1_200;

/** Writes them down. What a run has failed by is waited for, while the database cannot be written. */
export async function noteOutcomes(
	{ inbox: { database, now } }: ActionWorld,
	{ outcomes, ...node }: NodeOutcomes,
): Promise<void> {
	const at = now();
	for (let from = 0; from < outcomes.length; from += MOST_AT_ONCE) {
		const rows = outcomes.slice(from, from + MOST_AT_ONCE).map(({ attempt, told, ...outcome }) => ({
			...{ id: randomUUID(), ...node, ...outcome, at },
			attempt: Number.isSafeInteger(attempt) ? Number(attempt) : null,
			failureJson: told ? JSON.stringify(told) : null,
		}));
		const write = async () =>
			void (await database.db.insertInto('actionOutcome').values(rows).execute());
		await (rows.some(({ failureJson }) => failureJson !== null) ? insistOn(write) : write());
	}
}

/** Asks the database until it answers, for some ten minutes. */
export async function insistOn<T>(ask: () => Promise<T>): Promise<T> {
	for (let tries = 1; ; tries += 1) {
		try {
			return await ask();
		} catch (error) {
			if (tries === TRIES) throw error;
			await wait(PAUSE_MS, undefined, { ref: false });
		}
	}
}
