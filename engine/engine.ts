import { noteRestart, watchEverything } from './alerts/alerts.ts';
import { createActions, type Actions } from './actions/actions.ts';
import { keepCatchingUp } from './catchUps/keepCatchingUp.ts';
import { startDispatcher, type Dispatcher } from './deliveries/dispatcher.ts';
import { endClaims } from './deliveries/extendLeases.ts';
import { processStart } from './deliveries/silentTriggers.ts';
import { createSubscriptionIndex } from './deliveries/subscriptionIndex.ts';
import { hasDestinations } from './destinations/destinations.ts';
import { keepPosting, type Posting } from './destinations/keepPosting.ts';
import type { Inbox } from './inbox/inbox.ts';
import { createMessageLog } from './inbox/messageLog.ts';
import { stopReading } from './inbox/readSoon.ts';
import { createHolder, endLeases, keepBeating } from './leases.ts';
import { createSecrets } from './state/secrets.ts';
import { openState } from './state/openState.ts';
import type { StateLocation } from './state/stateLocation.ts';

/** What an engine is started with. */
export type EngineSettings = {
	readonly state: StateLocation;
	/** Another one at each start of the process of n8n. */
	readonly processId: string;
	/** Several processes of n8n work on the same state. */
	readonly isQueueMode: boolean;
	/** Shorter silence of a store is never told. */
	readonly silentFloorMs?: number | undefined;
	/** With which n8n encrypts its credentials; `null` where it is not known. */
	readonly secretsKey?: string | null | undefined;
};

/** The state database and what works on it. One for each process of n8n. */
export type Engine = {
	readonly inbox: Inbox;
	/** What the nodes of actions ask for. */
	readonly actions: Actions;
	/** Started by the first trigger that goes live, or store that is imported from. */
	readonly dispatcher: () => Dispatcher;
	/** Claims nothing more, and ends when what is under way has been written down. */
	finish(): Promise<void>;
	/** That, and then ends everything else. */
	close(): Promise<void>;
};

/**
 * @param info told how something that takes long goes on
 * @param lastEnd of the engine that was before this one in the same process, if any
 * @throws StateError when there is no usable state database
 */
export async function openEngine(
	{ state, processId, isQueueMode, silentFloorMs, secretsKey = null }: EngineSettings,
	warn: Inbox['warn'],
	info: (message: string) => void,
	lastEnd: { readonly at: number; readonly reason: string } | null = null,
): Promise<Engine> {
	const now = () => Date.now();
	const database = await openState(state, now());
	const holder = createHolder(database, now);
	if (!isQueueMode) await endLeases(database, now());
	await endClaims(database, { processId });
	const stopBeating = keepBeating(holder, warn);
	let dispatcher: Dispatcher | undefined;
	let stopCatchingUp = () => {};
	let posting: Posting | undefined;
	let isFinishing = false;
	const inbox: Inbox = {
		database,
		holder,
		messages: createMessageLog(database, now, warn),
		subscriptions: createSubscriptionIndex(warn, await processStart(database, now())),
		now,
		warn,
		wake(subscriptionIds) {
			dispatcher?.wake(subscriptionIds);
			if (isQueueMode) database.notify?.send().catch(() => {});
		},
		destinationsChanged() {
			if (!isQueueMode && !isFinishing) startDispatching();
			posting?.look();
		},
		secrets: createSecrets(secretsKey),
	};
	const actions = createActions(inbox, info);
	const startDispatching = (): Dispatcher => {
		if (dispatcher === undefined) {
			dispatcher = startDispatcher(database, { processId }, now, warn);
			stopCatchingUp = keepCatchingUp(inbox);
			posting = keepPosting(inbox, actions, dispatcher);
		}
		return dispatcher;
	};
	const stopWatching = watchEverything(inbox, { state, silentFloorMs }).start();
	await noteRestart(inbox, processId, lastEnd).catch((error: unknown) =>
		warn('That the engine was started again could not be written down', error),
	);
	// In queue mode, workers and webhook processes post nothing: the process with the triggers does.
	if (!isQueueMode && (await hasDestinations(database))) startDispatching();
	const finish = async () => {
		isFinishing = true;
		stopCatchingUp();
		await stopWatching();
		await stopReading(inbox);
		await dispatcher?.finish();
		await posting?.stop();
	};
	return {
		inbox,
		actions,
		dispatcher: startDispatching,
		finish,
		async close() {
			await finish();
			actions.close();
			stopBeating();
			await inbox.messages.flush();
			await database.close();
		},
	};
}
