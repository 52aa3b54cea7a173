import {
	claimDeadRun,
	continuedBy,
	continuingKey,
	leaveToFollow,
	releaseDeadRun,
} from '../../engine/deliveries/continuedRun.ts';
import type { Batch } from '../../engine/deliveries/claimBatches.ts';
import { settleBatch, type RunOutcome } from '../../engine/deliveries/settleBatch.ts';
import type { DeadLetter } from '../../engine/history/deadLetters.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { N8nApi, RetriedExecution } from '../publicApi/n8nApi.ts';
import { N8nApiError } from '../publicApi/n8nApiError.ts';
import { endByStatus, outcomeOf } from './endedRun.ts';
import type { RunRecord } from './runQuery.ts';

/** With what n8n goes on with a run. */
export type Continuing = {
	readonly inbox: Pick<Inbox, 'database' | 'holder' | 'now' | 'wake'>;
	readonly n8n: Pick<N8nApi, 'getWorkflow' | 'retryExecution'>;
	readonly runsOf: (keys: readonly string[]) => Promise<ReadonlyMap<string, RunRecord>>;
};

/** What became of a dead letter that was tried again. */
export type TriedAgain = {
	/** How many there were: of a run of several events, n8n goes on with all. */
	readonly retried: number;
	/** `running`: it takes longer than was waited for. */
	readonly status: 'delivered' | 'dead' | 'running';
	/** Why it has failed again. */
	readonly error: string | null;
};

/** n8n cannot go on with the run of a dead letter. Nothing was done. */
export class CannotContinue extends Error {
	override readonly name = 'CannotContinue';
}

const NOT_KEPT =
	'n8n has not kept the run of this dead letter, or does not show it: it cannot go on at the node that failed.';
/** Somebody who retries in n8n makes one run after another. */
const LONGEST_CHAIN = 50;

/**
 * Has n8n go on with the run of a dead letter at the node that failed, as its editor's "Retry" does: with what the nodes
 * before have put out, which are not run again. The workflow is taken as it is published now, so that what was put right
 * counts; where a draft of it waits to be published, as it was when it failed.
 *
 * A run that somebody has retried in n8n with success is not retried: its event has been dealt with.
 *
 * @throws CannotContinue, N8nApiError where n8n cannot be reached or its key may not do this
 */
export async function continueRun(world: Continuing, letter: DeadLetter): Promise<TriedAgain> {
	const { database, holder, now, wake } = world.inbox;
	const { id, known } = await lastRunOf(world, letter);
	const ended = known && endByStatus(known.status);
	if (known && !ended) {
		throw new CannotContinue(
			`n8n is at this run already (execution ${known.id}). Look at it there, and try again when it has ended.`,
		);
	}
	const claim = { key: continuingKey(id, Number(letter.last?.attempt ?? 0)), claimedBy: holder.id };
	const batch = await claimDeadRun(database, letter, claim, now());
	if (batch === null) throw new CannotContinue('Somebody else is trying this dead letter again.');
	const settle = async (outcome: RunOutcome): Promise<TriedAgain> => {
		await settleBatch(database, batch, outcome, [], { processId: holder.id }, now());
		// What had to wait for it, for it is of the same entity.
		wake([letter.subscriptionId]);
		return toldOf(batch, outcome);
	};
	if (ended?.how === 'succeeded') return await settle({ kind: 'done', executionId: id });
	try {
		return await settle(outcomeOfRetried(await retry(world, letter.workflowId, id)));
	} catch (error) {
		if (!(error instanceof N8nApiError)) throw error;
		const run = await begunAllTheSame(world, claim.key, error);
		const end = run && endByStatus(run.status);
		if (end) {
			return await settle(
				outcomeOf({ ...end, executionId: run.id }, 'executionFinishesSuccessfully'),
			);
		}
		if (run) {
			// Who has the trigger follows it in n8n's own database.
			await leaveToFollow(database, claim);
			wake([letter.subscriptionId]);
			return { retried: batch.deliveries.length, status: 'running', error: null };
		}
		await releaseDeadRun(database, letter, claim);
		if (error.status === 404) throw new CannotContinue(NOT_KEPT, { cause: error });
		if (error.status === 409) {
			throw new CannotContinue(`n8n cannot go on with this run: ${error.said}`, { cause: error });
		}
		throw error;
	}
}

/**
 * The last run that was made for a dead letter, by whomever.
 *
 * @returns its id, and how n8n remembers it where it is not the letter's own
 */
async function lastRunOf(
	{ runsOf }: Continuing,
	{ last }: DeadLetter,
): Promise<{ id: string; known: RunRecord | null }> {
	const recordOf = async (key: string) => (await runsOf([key])).get(key) ?? null;
	let id = last && (last.executionId ?? continuedBy(last.key) ?? (await recordOf(last.key))?.id);
	if (!id) throw new CannotContinue(NOT_KEPT);
	let known: RunRecord | null = null;
	for (let length = 0; length < LONGEST_CHAIN; length += 1) {
		const next = await recordOf(continuingKey(id));
		if (next === null) break;
		[id, known] = [next.id, next];
	}
	return { id, known };
}

async function retry(
	{ n8n }: Continuing,
	workflowId: string,
	id: string,
): Promise<RetriedExecution> {
	const workflow = await n8n.getWorkflow(workflowId);
	return await n8n.retryExecution(id, {
		loadWorkflow: workflow !== null && workflow.hasDraft !== true,
	});
}

function outcomeOfRetried({ id, status, error, node }: RetriedExecution): RunOutcome {
	const ended = endByStatus(status) ?? endByStatus('error')!;
	const said = ended.how === 'succeeded' ? {} : { error: error ?? ended.error, node };
	return outcomeOf({ ...ended, ...said, executionId: id }, 'executionFinishesSuccessfully');
}

/** The run that n8n has begun although it has not answered, or answered with a fault of its own. */
async function begunAllTheSame(
	{ runsOf }: Continuing,
	key: string,
	{ status }: N8nApiError,
): Promise<RunRecord | null> {
	if (status !== null && status < 500) return null;
	const found = await runsOf([key]).catch(() => null);
	// Where it cannot be asked, that is found out later.
	return found === null
		? { id: '', status: 'unknown', isOvertaken: false }
		: (found.get(key) ?? null);
}

const toldOf = ({ deliveries }: Batch, outcome: RunOutcome): TriedAgain => ({
	retried: deliveries.length,
	status: outcome.kind === 'done' ? 'delivered' : 'dead',
	error: outcome.kind === 'done' ? null : outcome.error,
});
