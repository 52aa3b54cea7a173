import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect as dial, createServer, type AddressInfo, type Socket } from 'node:net';
import pg from 'pg';
import { startDispatcher } from '../../engine/deliveries/dispatcher.ts';
import { DEFAULT_DELIVERY_OPTIONS } from '../../engine/deliveries/subscription.ts';
import { openState } from '../../engine/state/openState.ts';
import { waitUntil } from '../support/n8n.ts';
import {
	changeOrder,
	connect,
	leaseOf,
	REAL_CLOCK as clock,
	subscribe,
	testInbox,
} from '../support/testInbox.ts';

const url = process.env.COMMERCE_TEST_POSTGRES_URL!;
const DELAY_MS = 1;
const EVENTS = 200;
/** Best of so many, for other tests run at the same time. */
const ROUNDS = 3;

/** Passes on to Postgres and back, each way a moment later. */
async function startDelayingProxy() {
	const sockets = new Set<Socket>();
	const target = new URL(url);
	const pass = (from: Socket, to: Socket) =>
		from.on('data', (data: Buffer) => setTimeout(() => to.write(data), DELAY_MS));
	const server = createServer((client) => {
		const upstream = dial(Number(target.port), target.hostname);
		pass(client, upstream);
		pass(upstream, client);
		for (const [socket, other] of [
			[client, upstream],
			[upstream, client],
		] as const) {
			sockets.add(socket.setNoDelay());
			socket.on('error', () => {});
			socket.on('close', () => other.destroy());
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = new URL(url);
	address.port = String((server.address() as AddressInfo).port);
	return {
		url: address.href.replace(/\/$/, ''),
		async close() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

/** How long it takes to store a burst of events, and to hand them over a hundred a run. */
async function timesOfBurst(server: string) {
	const schema = `test_${randomUUID().replaceAll('-', '')}`;
	const location = { kind: 'postgres', connectionString: `${server}/postgres`, schema } as const;
	const state = await openState(location, clock.now());
	const inbox = testInbox(state, clock);
	await connect(state, clock);
	const subscription = await subscribe(state, clock);
	const burst = async (name: string) =>
		await Promise.all(
			Array.from({ length: EVENTS }, async (_, i) => await changeOrder(inbox, `${name}${i}`)),
		);
	await burst('first');
	const startedAt = performance.now();
	await burst('o');
	const storedAt = performance.now();
	let handed = 0;
	const dispatcher = startDispatcher(state, { processId: randomUUID() }, clock.now, () => {});
	dispatcher.attach({
		subscription,
		lease: leaseOf(subscription),
		options: { ...DEFAULT_DELIVERY_OPTIONS, eventsPerRun: 20 },
		handOver: async (items) => {
			handed += items.length;
			return { kind: 'done' };
		},
	});
	await waitUntil(() => handed === 2 * EVENTS, { what: 'all events' });
	const handedAt = performance.now();
	await dispatcher.finish();
	await state.close();
	const client = new pg.Client(`${url}/postgres`);
	await client.connect();
	await client.query(`drop schema ${schema} cascade`);
	await client.end();
	return { intake: storedAt - startedAt, runs: handedAt - storedAt };
}

describe('a Postgres behind a network that needs a millisecond each way', () => {
	it('is not waited for once for each event, neither where events are stored nor where they start runs', async () => {
		const proxy = await startDelayingProxy();
		try {
			const near: Array<Awaited<ReturnType<typeof timesOfBurst>>> = [];
			const far: typeof near = [];
			for (let round = 0; round < ROUNDS; round += 1) {
				near.push(await timesOfBurst(url));
				far.push(await timesOfBurst(proxy.url));
			}
			for (const what of ['intake', 'runs'] as const) {
				const best = (times: typeof near) => Math.min(...times.map((each) => each[what]));
				// How fast the machine is does not count: only what the network adds.
				const roundTrips = (best(far) - best(near)) / (2 * DELAY_MS);
				expect({ what, isFew: roundTrips < EVENTS / 2 }).toEqual({ what, isFew: true });
			}
		} finally {
			await proxy.close();
		}
	}, 120_000);
});
