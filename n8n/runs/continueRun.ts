import { setTimeout as wait } from 'node:timers/promises';
import type { Batch } from '../../engine/deliveries/claimBatches.ts';
import {
	CannotContinue,
	claimDeadRun,
	holdingClaim,
	leaveToFollow,
	releaseDeadRun,
	type Claim,
} from '../../engine/deliveries/continuedRun.ts';
import { outcomeOfContinued } from '../../engine/deliveries/followContinued.ts';
import { continuedBy, continuingKey } from '../../engine/deliveries/runKeys.ts';
import {
	MAX_ERROR_CHARACTERS,
	settleBatch,
	type RunOutcome,
} from '../../engine/deliveries/settleBatch.ts';
import type { DeadLetter } from '../../engine/history/deadLetters.ts';
import { safeText } from '../../engine/history/safeText.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { N8nApi, RetriedExecution } from '../publicApi/n8nApi.ts';
import { N8nApiError } from '../publicApi/n8nApiError.ts';
import type { LastRun, RunsOf } from './lastRunsOf.ts';

/** With what n8n goes on with a run. */
export type Continuing = {
	readonly inbox: Pick<Inbox, 'database' | 'holder' | 'now' | 'wake' | 'warn'>;
	readonly n8n: Pick<N8nApi, 'getWorkflow' | 'retryExecution'>;
	readonly runsOf: RunsOf;
	/** How long the end of a run is waited for before `running` is answered, where that is not the usual. */
	readonly answerAfterMs?: number;
};

/** What became of a dead letter that was tried again. */
export type TriedAgain = {
	/** How many there were: of a run of several events, n8n goes on with all. */
	readonly retried: number;
	/** `running`: it takes longer than was waited for, or n8n has not answered. */
	readonly status: 'delivered' | 'dead' | 'running';
	/** Why it has failed again. */
	readonly error: string | null;
};

/** A proxy before n8n may give up waiting after a minute. */
const ANSWER_AFTER_MS = 20_000;
const NOT_KEPT =
	'n8n has not kept the run of this dead letter, or does not show it: it cannot go on at the node that failed.';
const UNCERTAIN =
	'It is not known how its last run has ended: n8n has not kept that, or never began it. Look whether its work was done, and give it up then; or retry in n8n the execution that failed.';

/**
 * Has n8n go on with the run of a dead letter at the node that failed, as its editor's "Retry" does: with what the nodes
 * before have put out, which are not run again. The workflow is taken as it is published now, so that what was put right
 * counts; where a draft of it waits to be published, as it was when it failed.
 *
 * A run that somebody has retried in n8n with success is not retried: its event has been dealt with.
 *
 * @throws CannotContinue, N8nApiError where n8n cannot be reached or its key may not do this
 */
export async function continueRun(
	world: Continuing,
	letter: DeadLetter,
	{ id, known }: LastRun,
): Promise<TriedAgain> {
	const { database, holder, now, warn } = world.inbox;
	if (id === null) throw new CannotContinue(NOT_KEPT);
	const ended = known === null ? null : outcomeOfContinued(known);
	if (ended === undefined) throw new CannotContinue(atIt(id));
	const isOver = ended?.kind === 'done';
	const isKnown = ended === null ? isEndKnown(letter) : ended.executionId !== undefined;
	if (!isKnown) throw new CannotContinue(UNCERTAIN);
	const workflow = isOver ? null : await world.n8n.getWorkflow(letter.workflowId);
	const continued = { executionId: id, claimedBy: holder.id, isOver };
	const claimed = await claimDeadRun(database, letter, continued, now());
	if (isOver) return await settle(world, letter, claimed.batch, ended);
	const loadWorkflow = workflow !== null && workflow.hasDraft !== true;
	const work = holdingClaim(database, claimed.claim, now, async () => {
		return await retry(world, letter, { ...claimed, id, loadWorkflow });
	});
	const isWaiting = new AbortController();
	const stillRunning = wait(world.answerAfterMs ?? ANSWER_AFTER_MS, running(claimed.batch), {
		ref: false,
		signal: isWaiting.signal,
	});
	const first = await Promise.race([work, stillRunning]).finally(() => {
		stillRunning.catch(() => {});
		isWaiting.abort();
	});
	work.catch((error: unknown) => {
		if (first.status === 'running') warn('A dead letter could not be tried again', error);
	});
	return first;
}

/** A run that went on, and of whose end nothing is known, may have done its work. */
const isEndKnown = ({ last }: DeadLetter): boolean =>
	last === null || continuedBy(last.key) === null || last.executionId !== undefined;

const atIt = (id: string) =>
	`n8n is at this run already (execution ${id}). Look at it there, and try again when it has ended.`;

type Claimed = {
	readonly batch: Batch;
	readonly claim: Claim;
	/** n8n's, of the run that is to go on. */
	readonly id: string;
	readonly loadWorkflow: boolean;
};

async function retry(
	world: Continuing,
	letter: DeadLetter,
	{ batch, claim, id, loadWorkflow }: Claimed,
): Promise<TriedAgain> {
	const { database } = world.inbox;
	let ended: RetriedExecution;
	try {
		// Somebody may have been quicker, in n8n or here, before the claim was made.
		const [begun] = (await world.runsOf([continuingKey(id)])).values();
		if (begun !== undefined) throw new CannotContinue(atIt(begun.id));
	} catch (error) {
		await releaseDeadRun(database, letter, claim);
		throw error;
	}
	try {
		ended = await world.n8n.retryExecution(id, { loadWorkflow });
	} catch (error) {
		const isRefused = error instanceof N8nApiError && (await isNotBegun(world, id, error));
		if (!isRefused) {
			await leaveToFollow(database, claim);
			if (error instanceof N8nApiError) return running(batch);
			throw error;
		}
		await releaseDeadRun(database, letter, claim);
		throw refusalOf(error);
	}
	return await settle(world, letter, batch, outcomeOf(ended));
}

/** Whether n8n has surely not begun the run. It refuses before that, and tells of a fault of its own with 500. */
async function isNotBegun(
	{ runsOf }: Continuing,
	id: string,
	{ status }: N8nApiError,
): Promise<boolean> {
	if (status === null || status < 400 || status > 500) return false;
	if (status < 500) return true;
	const found = await runsOf([continuingKey(id)]).catch(() => null);
	return found !== null && found.size === 0;
}

function refusalOf(error: N8nApiError): Error {
	if (error.isAboutKey || error.status === 429) return error;
	const said = error.status === 404 ? NOT_KEPT : `n8n cannot go on with this run: ${error.said}`;
	return new CannotContinue(said, { cause: error });
}

function outcomeOf({ id, status, error, node }: RetriedExecution): RunOutcome {
	const outcome = outcomeOfContinued({ id, status });
	if (outcome?.kind === 'done') return outcome;
	const said =
		error ?? (outcome && 'error' in outcome ? outcome.error : `It ended as "${status}".`);
	return { kind: 'failed', error: said, node, executionId: id };
}

async function settle(
	{ inbox: { database, holder, now, wake } }: Continuing,
	{ subscriptionId }: DeadLetter,
	batch: Batch,
	outcome: RunOutcome,
): Promise<TriedAgain> {
	const settled = await settleBatch(database, batch, outcome, [], { processId: holder.id }, now());
	// What had to wait for it, for it is of the same entity.
	wake([subscriptionId]);
	// Whoever has taken the claim over follows the run to its end.
	if (settled === 0) return running(batch);
	const retried = batch.deliveries.length;
	if (outcome.kind === 'done') return { retried, status: 'delivered', error: null };
	return { retried, status: 'dead', error: safeText(outcome.error, MAX_ERROR_CHARACTERS) };
}

const running = ({ deliveries }: Batch): TriedAgain => ({
	...{ retried: deliveries.length, status: 'running', error: null },
});
