import { setTimeout as wait } from 'node:timers/promises';
import type { N8nClient } from '../demo/n8n/n8nClient.ts';
import { waitUntil } from '../demo/n8n/waitUntil.ts';
import { startPushService } from '../test/support/pushService.ts';
import type { RunRecord } from './cutOff.ts';
import { faultsOf, type Fault, type FaultLog, type OwnEnd } from './faults.ts';
import type { Effect, Line } from './ledger.ts';
import { openDeliveries } from './openDeliveries.ts';
import { outcomeOf } from './outcome.ts';
import { randomFrom } from './random.ts';
import { startReceiver } from './receiver.ts';
import { newNotes, startShops } from './shops.ts';
import { happenings, type Happening } from './stream.ts';
import { whyLost } from './whyLost.ts';
import { publishWorkflows } from './workflows.ts';
import { startTortureWorld, type Mode } from './world.ts';

export type TortureOptions = {
	readonly mode: Mode;
	/** The same seed gives the same stream and the same faults in the same order. */
	readonly seed: number;
	readonly events: number;
	readonly kills: number;
	readonly say: (line: string) => void;
};

const SETTLING_LIMIT_MS = 300_000;
/** How often it is said what is still waited for. */
const SAYING_MS = 10_000;
/** Between two happenings: about as many as happen while a process is killed and comes back. */
const PACE_MS = 100;
/** For as long as something was away it is there again before the next fault strikes, and at most so long. */
const LONGEST_CALM_MS = 15_000;

/** What came of it. */
export type Verdict = {
	readonly lines: readonly Line[];
	/** Processes of n8n that have ended by themselves. */
	readonly ownEnds: readonly OwnEnd[];
};

/** Lets things happen while everything breaks, and tells what came of it. */
export async function torture(options: TortureOptions): Promise<Verdict> {
	const { mode, seed, events, kills } = options;
	const random = randomFrom(seed);
	const startedAt = Date.now();
	const say = (line: string) => {
		const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
		options.say(`${seconds.padStart(6)} s  ${line}`);
	};
	say(`Starting n8n (${mode}), shops, mail server, push service and receiver …`);
	const world = await startTortureWorld(mode, say);
	if (world.disk === null)
		say('Only root may mount a disk that can be made full: that is left out.');
	const push = await startPushService();
	const receiver = await startReceiver();
	const shops = await startShops(world);
	const log: FaultLog = { cuts: [], outages: [] };
	const pushes: Effect[] = [];
	const statusUpdates: Effect[] = [];
	const notes = new Map<string, number>();
	const importedAt: number[] = [];
	let later = 0;
	const look = () => {
		for (const { text } of push.messages.slice(pushes.length)) {
			pushes.push({ key: (JSON.parse(text) as { title: string }).title, at: Date.now() });
		}
		statusUpdates.push(...newNotes(shops, notes));
	};
	const watching = setInterval(look, 50);
	try {
		await publishWorkflows(world, push, receiver.url);
		const happened: Happening[] = [];
		const faults = faultsOf(world, shops, kills, random, log);
		const every = events / (faults.length + 1);
		let struck = 0;
		let striking = Promise.resolve();
		for await (const happening of happenings(shops, events, random)) {
			happened.push(happening);
			await wait(PACE_MS);
			if (happened.length < every * (struck + 1) || struck >= faults.length) continue;
			const fault = faults[struck]!;
			struck += 1;
			await striking;
			say(`${String(happened.length).padStart(5)} events: ${fault.name}`);
			// The shops go on in the meantime, as they would in the world.
			striking = strike(fault);
			striking.catch(() => {});
		}
		await striking;
		say('Waiting until everything has been settled …');
		await settle();
		say('Importing …');
		importedAt.push(Date.now());
		await shops.importAll();
		await settle();
		look();
		say('Everything has been settled.');
		const lines = await outcomeOf(
			world.state,
			happened,
			{
				starts: receiver.starts,
				webhooks: receiver.webhooks,
				pushes,
				mails: world.mail.mails.map(({ recipients, messageId, receivedAt }) => ({
					key: recipients[0]!,
					id: messageId,
					at: receivedAt.getTime(),
				})),
				statusUpdates,
			},
			await runsOf(world.n8n, receiver.starts),
			log,
			importedAt,
		);
		for (const line of await whyLost(world.state, lines, happened)) say(line);
		return { lines, ownEnds: world.ownEnds };

		async function strike(fault: Fault): Promise<void> {
			const from = Date.now();
			await fault.strike();
			const tookMs = Date.now() - from;
			say(`             over after ${(tookMs / 1_000).toFixed(1)} s: ${fault.name}`);
			// Where n8n takes longer to start than events take to come, it would be down all the time.
			await wait(Math.min(tookMs, LONGEST_CALM_MS));
		}

		async function settle(): Promise<void> {
			let saidAt = Date.now();
			await waitUntil(
				async () => {
					const pending = shops
						.generic()
						.state.deliveries.filter(({ status }) => status === 'pending');
					const open = await openDeliveries(world.state);
					if (Date.now() - saidAt >= SAYING_MS) {
						saidAt = Date.now();
						say(`still waiting: ${[...open, `${pending.length} messages of the shop`].join('; ')}`);
						// By what comes after it, n8n's loss of a run is known: shops go on.
						later += 1;
						for await (const each of happenings(shops, 1, () => 1, events + later)) {
							happened.push(each);
						}
					}
					return pending.length === 0 && open.length === 0;
				},
				{ what: 'everything to be settled', timeoutMs: SETTLING_LIMIT_MS },
			);
		}
	} finally {
		clearInterval(watching);
		await shops.stop();
		await world.stop();
		await push.stop();
		await receiver.stop();
	}
}

/** What n8n remembers of the runs of events that have been started more than once. */
async function runsOf(
	n8n: N8nClient,
	starts: readonly Effect[],
): Promise<ReadonlyMap<string, RunRecord>> {
	const runs = new Map<string, RunRecord>();
	const byEvent = [...Map.groupBy(starts, ({ key }) => key).values()];
	for (const { id } of byEvent.filter(({ length }) => length > 1).flat()) {
		try {
			runs.set(id!, await n8n.getExecution(id!, false));
		} catch (error) {
			if (!(error as Error).message.includes(': 404 ')) throw error;
		}
	}
	return runs;
}
