import { destinationWorkflowId } from '../destinations/destination.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { attachedSubscriptions, goneSince, type Attachment } from './attachment.ts';

/** A workflow that nobody attached for this long is taken for abandoned and collects no more. */
export const ABANDONED_AFTER_MS = 24 * 3_600_000;
/** How long n8n may take to start all its workflows. */
const START_MS = 15 * 60_000;

/** n8n may take so long to start a trigger again. */
const SILENT_MS = 60_000;

/** When a process began, and until when n8n was last known to run before that. */
export type ProcessStart = { readonly startedAt: number; readonly aliveUntil: number | null };

/**
 * Whether a trigger collects no more. For how long n8n itself was not running does not count: while it
 * starts, whatever still collected when it ended still does.
 */
export function isAbandoned(
	attachment: Attachment,
	{ startedAt, aliveUntil }: ProcessStart,
	nowMs: number,
): boolean {
	const since = goneSince(attachment, nowMs);
	if (since === null || nowMs - since <= ABANDONED_AFTER_MS) return false;
	const isStarting = aliveUntil !== null && nowMs - startedAt <= START_MS;
	return !(isStarting && aliveUntil - since <= ABANDONED_AFTER_MS);
}

/** What is known at the start of a process: call it before the first trigger is attached. */
export async function processStart(
	{ db }: Pick<OpenDatabase, 'db'>,
	nowMs: number,
): Promise<ProcessStart> {
	const { aliveUntil } = await db
		.selectFrom('lease')
		.select(({ fn }) => fn.max('until').as('aliveUntil'))
		.where('kind', '=', 'subscription')
		.executeTakeFirstOrThrow();
	return { startedAt: nowMs, aliveUntil };
}

/** A trigger that n8n should have and has not: its process has ended, and no other could start it. */
export type SilentTrigger = {
	readonly id: string;
	readonly space: string;
	readonly workflowId: string;
	readonly workflowName: string;
	readonly nodeName: string;
	/** Epoch milliseconds. */
	readonly since: number;
	/** Until when its events are kept for it. */
	readonly collectsUntil: number;
};

/** @param space `null` is all of them */
export async function silentTriggers(
	database: Pick<OpenDatabase, 'db'>,
	space: string | null,
	nowMs: number,
): Promise<SilentTrigger[]> {
	let query = attachedSubscriptions(database)
		.select(['id', 'space', 'workflowId', 'workflowName', 'nodeName', 'until'])
		.where('until', '<', nowMs - SILENT_MS)
		// n8n has nothing to start for a destination.
		.where('workflowId', 'not like', `${destinationWorkflowId('')}%`)
		.orderBy('workflowName')
		.limit(100);
	if (space !== null) query = query.where('space', '=', space);
	return (await query.execute()).map(({ until, ...trigger }) => ({
		...trigger,
		since: until!,
		collectsUntil: until! + ABANDONED_AFTER_MS,
	}));
}

/** In words for the merchant. */
export function tellSilence(
	trigger: SilentTrigger,
	nowMs: number,
): { readonly cause: string; readonly nextStep: string } {
	const { workflowName, nodeName, since, collectsUntil } = trigger;
	const iso = (ms: number) => new Date(ms).toISOString();
	const events =
		nowMs <= collectsUntil
			? `Its events are collected until ${iso(collectsUntil)}`
			: 'Its events are no longer collected';
	return {
		cause: `"${workflowName.slice(0, 100)}" gets no events since ${iso(since)}: n8n has not started its "${nodeName.slice(0, 100)}" again. ${events}.`,
		nextStep: 'Open the workflow in n8n and publish it: n8n then says what is missing.',
	};
}
