import { setTimeout as wait } from 'node:timers/promises';
import { waitUntil } from '../demo/n8n/waitUntil.ts';
import { startPushService } from '../test/support/pushService.ts';
import { faultsOf, type FaultLog } from './faults.ts';
import { lineOf, type Effect, type Line } from './ledger.ts';
import { randomFrom } from './random.ts';
import { startReceiver } from './receiver.ts';
import { newNotes, startShops } from './shops.ts';
import { happenings, type Happened } from './stream.ts';
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
/** Between two happenings: about as many as happen while a process is killed and comes back. */
const PACE_MS = 100;

/** Lets things happen while everything breaks, and tells what came of it. */
export async function torture(options: TortureOptions): Promise<Line[]> {
	const { mode, seed, events, kills, say } = options;
	const random = randomFrom(seed);
	say(`Starting n8n (${mode}), shops, mail server, push service and receiver …`);
	const world = await startTortureWorld(mode);
	const push = await startPushService();
	const receiver = await startReceiver();
	const shops = await startShops(world);
	const log: FaultLog = { kills: [], outages: [] };
	const pushedAt: number[] = [];
	const noted: Effect[] = [];
	const notes = new Map<string, number>();
	const watching = setInterval(() => {
		while (pushedAt.length < push.messages.length) pushedAt.push(Date.now());
		noted.push(...newNotes(shops, notes));
	}, 50);
	try {
		await publishWorkflows(world, push, receiver.url);
		const happened: Happened = { placed: new Set(), paid: new Set(), delivered: new Map() };
		const faults = faultsOf(world, shops, kills, random, log);
		const every = events / (faults.length + 1);
		const stream = happenings(shops, events, random, happened);
		let struck = 0;
		let striking = Promise.resolve();
		for await (const count of stream) {
			await wait(PACE_MS);
			if (count < every * (struck + 1) || struck >= faults.length) continue;
			const fault = faults[struck]!;
			struck += 1;
			await striking;
			say(`${String(count).padStart(5)} events: ${fault.name}`);
			// The shops go on in the meantime, as they would in the world.
			striking = fault.strike();
			striking.catch(() => {});
		}
		await striking;
		say('Waiting until everything has been settled …');
		await settle();
		await shops.importAll();
		await settle();
		return await count(happened);

		async function settle(): Promise<void> {
			await waitUntil(
				async () => {
					const pending = shops
						.generic()
						.state.deliveries.some(({ status }) => status === 'pending');
					const open = await world.state.db
						.selectFrom('delivery')
						.select('id')
						.where('status', 'in', ['waiting', 'claimed'])
						.executeTakeFirst();
					return !pending && open === undefined;
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

	async function count({ placed, paid, delivered }: Happened): Promise<Line[]> {
		const stored = await world.state.db
			.selectFrom('event')
			.innerJoin('integration', 'integration.guid', 'event.integrationGuid')
			.select(['event.id', 'provider', 'entityId'])
			.where('codesJson', 'like', '%"order_created"%')
			.execute();
		const line = (name: string, expected: Iterable<string>, effects: readonly Effect[]) =>
			lineOf(name, expected, effects, log);
		// A try that was cut off before it could report its start is followed by another one.
		const starts = Map.groupBy(receiver.starts, ({ id }) => id);
		const firstStart = ({ id }: { id: string }) => starts.get(id)?.[0]?.key ?? id;
		return [
			line(
				'orders stored',
				placed,
				stored.map((row) => ({ key: `${row.provider}/${row.entityId}`, at: 0 })),
			),
			line('starts of runs', stored.map(firstStart), receiver.starts),
			line('webhooks', placed, receiver.webhooks),
			line(
				'pushes',
				paid,
				push.messages.map(({ text }, index) => ({
					key: String((JSON.parse(text) as { title: string }).title),
					at: pushedAt[index] ?? 0,
				})),
			),
			line(
				'mails',
				delivered.keys(),
				world.mail.mails.map(({ recipients, receivedAt }) => ({
					key: recipients[0]!,
					at: receivedAt.getTime(),
				})),
			),
			line('status updates', delivered.values(), noted),
		];
	}
}
