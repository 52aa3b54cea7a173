import { setTimeout as wait } from 'node:timers/promises';
import { noteSkus } from '../history/eventSkus.ts';
import { fillPersonRefs } from '../privacy/fillPersonRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { HEARTBEAT_MS, type Lease } from '../leases.ts';
import { takeBackSubscriptions } from './attachSubscription.ts';
import { claimBatches, COLLECT_MS, type Batch, type Claim, type Claimant } from './claimBatches.ts';
import { extendLeases } from './extendLeases.ts';
import { loadItems, type EmittedItem } from './loadItems.ts';
import { deleteExpired } from './retention.ts';
import { settleBatch, type RunOutcome } from './settleBatch.ts';
import { silentTriggers, tellSilence } from './silentTriggers.ts';
import type { AnySubscription, DeliveryOptions } from './subscription.ts';
import { warnSeldom } from '../warnSeldom.ts';
import { subscriptionsWithWork } from './subscriptionsWithWork.ts';

/** How long a delivery waits when every wake-up was lost. */
const POLL_MS = 1_000;
const RETENTION_MS = 3_600_000;
/** So long after its start, n8n has started whatever it can. */
const SILENCE_MS = 300_000;
const NOTE_MS = 60_000;

/** A subscription whose workflow is live in this process. */
export type LiveSubscription = {
	readonly subscription: Pick<AnySubscription, 'id' | 'codes' | 'includeRaw'>;
	/** With which it was attached in the database. */
	readonly lease: Lease;
	readonly options: DeliveryOptions;
	/**
	 * Starts a run. Resolves when the delivery can be settled, as the acknowledge mode says.
	 *
	 * @throws when the run could not be started; it is then tried again
	 */
	readonly handOver: (
		items: readonly EmittedItem[],
		batch: Pick<Batch, 'key' | 'isHandedOverAgain'>,
	) => Promise<RunOutcome>;
};

/** Hands what is due to the workflows that are live in this process. One for each process. */
export type Dispatcher = {
	/** @returns how to take the subscription off again; runs under way go on and are settled */
	attach(live: LiveSubscription): () => void;
	/** Something may be due: an id for each new delivery; without ids, for anybody. Only a hint. */
	wake(subscriptionIds?: readonly string[]): void;
	/** Claims nothing more, and ends when what is under way has been written down. */
	finish(): Promise<void>;
	/** Claims nothing more; runs under way are left to the next start. */
	stop(): Promise<void>;
};

type Live = LiveSubscription & {
	running: number;
	claiming: boolean;
	isAsked: boolean;
	/** Deliveries that came since the last claim began. */
	arrived: number;
	/** A run that waits to be filled: nothing is claimed before it is full, or its time is over. */
	collecting: { missing: number; readonly timer: NodeJS.Timeout } | null;
};

export function startDispatcher(
	database: OpenDatabase,
	{ processId }: Omit<Claimant, 'heldKeys'>,
	now: () => number,
	warn: (message: string, error: unknown) => void,
	random: () => number = Math.random,
): Dispatcher {
	const attached = new Map<string, Live>();
	const heldKeys = new Set<string>();
	const claimant: Claimant = { processId, heldKeys };
	const tell = warnSeldom(warn, now);
	let isFinishing = false;
	let isStopped = false;
	const underWay = new Set<Promise<void>>();

	const warnOnceAMinute = (what: string, error: unknown): void => {
		if (!isStopped) tell(`The dispatcher could not ${what}; it tries again`, error);
	};
	const attempt = (what: string, work: () => Promise<void>): void => {
		work().catch((error: unknown) => warnOnceAMinute(what, error));
	};

	const fill = (live: Live): void => {
		live.isAsked = true;
		if (live.claiming) return;
		live.claiming = true;
		attempt('claim deliveries', async () => {
			try {
				while (canClaim(live)) {
					live.isAsked = false;
					live.arrived = 0;
					const { batches, collecting } = await claimBatches(
						database,
						live.subscription.id,
						live.options,
						claimant,
						now(),
						live.options.concurrentRuns - live.running,
					);
					for (const batch of batches) {
						live.running += 1;
						heldKeys.add(batch.key);
						const running = run(live, batch).finally(() => underWay.delete(running));
						underWay.add(running);
					}
					if (collecting) collect(live, collecting);
					else if (batches.length > 0) live.isAsked = true;
				}
			} finally {
				live.claiming = false;
			}
		});
	};
	const canClaim = (live: Live) =>
		!isFinishing &&
		live.isAsked &&
		live.collecting === null &&
		live.running < live.options.concurrentRuns &&
		attached.get(live.subscription.id) === live;
	const collect = (live: Live, { until, missing }: NonNullable<Claim['collecting']>): void => {
		const restMs = Math.min(Math.max(0, until - now()), COLLECT_MS);
		const timer = setTimeout(() => look(live), restMs).unref();
		live.collecting = { missing, timer };
		gather(live, live.arrived);
	};
	const gather = (live: Live, deliveries: number): void => {
		if (live.collecting === null) return;
		live.collecting.missing -= deliveries;
		if (live.collecting.missing <= 0) look(live);
	};
	const look = (live: Live): void => {
		clearTimeout(live.collecting?.timer);
		live.collecting = null;
		fill(live);
	};

	const run = async (live: Live, batch: Batch): Promise<void> => {
		const outcome = await outcomeOf(live, batch);
		live.running -= 1;
		const settled = settle(live, batch, outcome);
		// Side by side: both are written to the disk at once, and n8n does not stand still for two commits.
		fill(live);
		await settled;
		heldKeys.delete(batch.key);
		// What had to wait for one of these, for it is of the same entity.
		if (live.options.keepOrder) fill(live);
	};
	/** A run that has ended and is not written down would be repeated, so this does not give up. */
	const settle = async (live: Live, batch: Batch, outcome: RunOutcome): Promise<void> => {
		while (!(await isSettled(live, batch, outcome)) && !isStopped) await wait(POLL_MS);
	};
	const isSettled = async (live: Live, batch: Batch, outcome: RunOutcome): Promise<boolean> => {
		try {
			const { retryDelaysMs } = live.options;
			await settleBatch(database, batch, outcome, retryDelaysMs, claimant, now(), random);
			return true;
		} catch (error) {
			warnOnceAMinute('write down how a run ended', error);
			return false;
		}
	};
	const outcomeOf = async (live: Live, batch: Batch): Promise<RunOutcome> => {
		try {
			const items = await loadItems(database, live.subscription, batch.deliveries);
			if (items.length === 0) return { kind: 'done' };
			return await live.handOver(items, batch);
		} catch (error) {
			const said = error instanceof Error ? error.message : String(error);
			return { kind: 'failed', error: said, isRefused: true };
		}
	};

	const poll = () =>
		attempt('look for deliveries', async () => {
			if (attached.size === 0) return;
			for (const id of await subscriptionsWithWork(database, now())) {
				const live = attached.get(id);
				if (live) fill(live);
			}
		});
	const renewClaims = () =>
		attempt('renew its claims', async () => await extendLeases(database, claimant, now()));
	const takeBack = () =>
		attempt('take its triggers back', async () => {
			const held = new Map([...attached].map(([id, { lease }]) => [id, lease]));
			await takeBackSubscriptions(database, held, now());
		});
	const told = new Set<string>();
	const tellOfSilentOnes = () =>
		attempt('look for triggers that are not running', async () => {
			for (const trigger of await silentTriggers(database, null, now())) {
				const { id, since } = trigger;
				if (attached.has(id) || told.has(`${id}/${since}`)) continue;
				told.add(`${id}/${since}`);
				const { cause, nextStep } = tellSilence(trigger, now());
				warn('A published workflow is not running', `${cause} ${nextStep}`);
			}
		});
	const expire = () =>
		attempt('delete what has expired', async () => {
			await fillPersonRefs(database, now());
			await deleteExpired(database, now());
		});
	const note = () =>
		attempt('write down the SKUs of events', async () => await noteSkus(database, now()));
	const heartbeat = setInterval(renewClaims, HEARTBEAT_MS);
	const timers = [
		setInterval(poll, POLL_MS),
		setInterval(takeBack, HEARTBEAT_MS),
		setInterval(tellOfSilentOnes, SILENCE_MS),
		setInterval(expire, RETENTION_MS),
		setInterval(note, NOTE_MS),
	];
	for (const timer of [heartbeat, ...timers]) timer.unref();
	// An n8n that is restarted every hour would never come to it.
	expire();
	note();

	const wake = (subscriptionIds?: readonly string[]): void => {
		if (!subscriptionIds) return poll();
		for (const [id, { length }] of Map.groupBy(subscriptionIds, (id) => id)) {
			const live = attached.get(id);
			if (!live) continue;
			live.arrived += length;
			gather(live, length);
			fill(live);
		}
	};
	const listening = database.notify?.listen(() => wake());
	attempt('listen for other processes', async () => void (await listening));
	const claimNothingMore = async (): Promise<void> => {
		isFinishing = true;
		for (const timer of timers) clearInterval(timer);
		attached.clear();
		// Also where it has only begun.
		const stopListening = await listening?.catch(() => undefined);
		await stopListening?.();
	};

	return {
		attach(subscription) {
			const live: Live = {
				...subscription,
				running: 0,
				claiming: false,
				isAsked: false,
				arrived: 0,
				collecting: null,
			};
			const { id } = live.subscription;
			attached.set(id, live);
			fill(live);
			return () => {
				if (attached.get(id) === live) attached.delete(id);
			};
		},
		wake,
		async finish() {
			await claimNothingMore();
			while (underWay.size > 0) await Promise.all(underWay);
			isStopped = true;
			clearInterval(heartbeat);
		},
		async stop() {
			isStopped = true;
			clearInterval(heartbeat);
			await claimNothingMore();
		},
	};
}
