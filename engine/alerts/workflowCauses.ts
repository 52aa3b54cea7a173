import { sql } from 'kysely';
import { silentTriggers, tellSilence } from '../deliveries/silentTriggers.ts';
import { isDead } from '../deliveries/due.ts';
import { safeText } from '../history/safeText.ts';
import { utcTime } from '../history/utcTime.ts';
import { named, workflowLink, type Cause, type Database } from './finding.ts';

const LONGEST_ERROR = 300;
/** So many dead letters of a workflow are counted at most. */
const MOST_COUNTED = 1_000;
/** So long after its start, n8n has started whatever it can. */
const STARTING_MS = 5 * 60_000;

/** Workflows that have dead letters. */
export const deadLetters = (database: Database): Cause => ({
	kinds: ['dead_letters'],
	async find() {
		const { db } = database;
		const rows = await db
			.selectFrom('subscription')
			.select(({ selectFrom, ref }) => {
				const dead = selectFrom('delivery')
					.where('delivery.subscriptionId', '=', ref('subscription.id'))
					.where(isDead);
				const last = dead.orderBy('delivery.settledAt', 'desc').limit(1);
				return [
					...(['id', 'space', 'workflowId', 'workflowName'] as const),
					selectFrom(dead.select('delivery.id').limit(MOST_COUNTED).as('counted'))
						.select(({ fn }) => fn.countAll().as('count'))
						.as('count'),
					last.select('delivery.settledAt').as('lastAt'),
					last.select('delivery.lastError').as('lastError'),
				];
			})
			// Asked first, and false for nearly all.
			.where(({ exists, selectFrom }) =>
				exists(
					selectFrom('delivery')
						.select(sql.lit(1).as('one'))
						.whereRef('delivery.subscriptionId', '=', 'subscription.id')
						.where(isDead),
				),
			)
			.execute();
		const base = await anyWebhookUrl(database);
		return rows.map(({ id, space, workflowId, workflowName, count, lastAt, lastError }) => {
			const many = Number(count) >= MOST_COUNTED ? `at least ${MOST_COUNTED}` : Number(count);
			return {
				kind: 'dead_letters',
				subject: id,
				space,
				integrationGuid: null,
				link: workflowLink(base, workflowId),
				title: `${named(workflowName)} has given up events`,
				cause: `${named(workflowName)} could not deal with ${many} ${many === 1 ? 'event' : 'events'} in all tries, the last one at ${utcTime(lastAt ?? 0)}: ${withoutAddresses(safeText(lastError ?? 'no reason was told', LONGEST_ERROR))}`,
				nextStep:
					'Put right what the error says, and then have the dead letters tried again (POST /api/dead-letters/retry). They are kept for 30 days.',
			};
		});
	},
});

/**
 * Published workflows that n8n has not started again.
 *
 * @param startedAt of this process: what n8n is still starting is not missing
 */
export const stoppedWorkflows = (database: Database, startedAt: number): Cause => ({
	kinds: ['workflow_not_running'],
	async find(nowMs) {
		if (nowMs - startedAt < STARTING_MS) return null;
		const triggers = await silentTriggers(database, null, nowMs);
		const base = triggers.length === 0 ? null : await anyWebhookUrl(database);
		return triggers.map((trigger) => ({
			kind: 'workflow_not_running',
			subject: trigger.id,
			space: trigger.space,
			integrationGuid: null,
			link: workflowLink(base, trigger.workflowId),
			title: `${named(trigger.workflowName)} is not running`,
			...tellSilence(trigger, nowMs),
		}));
	},
});

/** Of an error: whom it is about stands with the dead letter, and is forgotten with it. */
const withoutAddresses = (error: string) => error.replaceAll(/[^\s<>"',;:]+@[^\s<>"',;:]+/g, '…');

/** Under which n8n's own address can be found. */
async function anyWebhookUrl({ db }: Database): Promise<string | null> {
	const found = await db
		.selectFrom('integration')
		.select('webhookUrl')
		.where('status', '=', 'active')
		.limit(1)
		.executeTakeFirst();
	return found?.webhookUrl ?? null;
}
