import { randomUUID } from 'node:crypto';
import type { ActionKind, ActionOutcome } from './actionOutcome.ts';
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
	readonly action: ActionKind;
	readonly outcomes: ReadonlyArray<ActionOutcome & { readonly eventId: string }>;
};

const MOST_AT_ONCE = 50;

/** Writes them down. */
export async function noteOutcomes(
	{ inbox: { database, now } }: ActionWorld,
	{ outcomes, ...node }: NodeOutcomes,
): Promise<void> {
	const at = now();
	for (let from = 0; from < outcomes.length; from += MOST_AT_ONCE) {
		const rows = outcomes
			.slice(from, from + MOST_AT_ONCE)
			.map((outcome) => ({ id: randomUUID(), ...node, ...outcome, at }));
		await database.db.insertInto('actionOutcome').values(rows).execute();
	}
}
