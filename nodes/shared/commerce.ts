import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'n8n-workflow';
import { startDispatcher, type Dispatcher } from '../../core/deliveries/dispatcher.ts';
import { createSentLedger, type SentLedger } from '../../core/deliveries/sentLedger.ts';
import { processStart } from '../../core/deliveries/silentTriggers.ts';
import { createSubscriptionIndex } from '../../core/deliveries/subscriptionIndex.ts';
import type { Inbox } from '../../core/inbox/inbox.ts';
import { createStatusOfRun, type StatusOfRun } from '../../core/n8nRuns/statusOfRun.ts';
import type { OpenDatabase } from '../../core/state/dialects/dialect.ts';
import { openState } from '../../core/state/openState.ts';
import { stateLocation } from '../../core/state/stateLocation.ts';

/** What all nodes of this package share in one n8n process. */
export type Commerce = {
	readonly database: OpenDatabase;
	readonly inbox: Inbox;
	/** Started by the first trigger that goes live. */
	readonly dispatcher: () => Dispatcher;
	/** What actions have sent. */
	readonly sent: SentLedger;
	readonly now: () => number;
	/** Another one at each start of the process. */
	readonly processId: string;
	/** True where no other process of n8n works on the same state: without queue mode. */
	readonly isAlone: boolean;
	/** How n8n remembers a run. */
	readonly statusOfRun: StatusOfRun;
};

const now = () => Date.now();

let opened: Promise<Commerce> | undefined;

/**
 * The state database and what works on it, opened once for each process.
 *
 * @throws Error in the merchant's words when there is no usable state database
 */
export async function commerce(logger: Logger): Promise<Commerce> {
	opened ??= open(logger);
	const mine = opened;
	mine.catch(() => {
		// The next caller tries again: a database server may only have been late.
		if (opened === mine) opened = undefined;
	});
	return await mine;
}

async function open(logger: Logger): Promise<Commerce> {
	const isQueueMode = process.env.EXECUTIONS_MODE === 'queue';
	const userFolder = join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n');
	const database = await openState(stateLocation(process.env, userFolder), now());
	const warn = (message: string, error: unknown) =>
		logger.warn(`Commerce: ${message}: ${error instanceof Error ? error.message : String(error)}`);

	const processId = randomUUID();
	let dispatcher: Dispatcher | undefined;
	const inbox: Inbox = {
		database,
		subscriptions: createSubscriptionIndex(await processStart(database, now())),
		now,
		warn,
		wake(subscriptionIds) {
			dispatcher?.wake(subscriptionIds);
			if (isQueueMode) database.notify?.send().catch(() => {});
		},
	};
	return {
		database,
		inbox,
		sent: createSentLedger(database, now, warn),
		now,
		processId,
		isAlone: !isQueueMode,
		statusOfRun: createStatusOfRun(process.env, userFolder).statusOfRun,
		dispatcher: () => (dispatcher ??= startDispatcher(database, { processId }, now, warn)),
	};
}
