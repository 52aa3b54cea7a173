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

/** Passes on to Postgres and back, each way a moment later, and counts how often somebody waits for an answer. */
async function startDelayingProxy() {
	const sockets = new Set<Socket>();
	let roundTrips = 0;
	const target = new URL(url);
	const pass = (from: Socket, to: Socket) =>
		from.on('data', (data: Buffer) => setTimeout(() => to.write(data), DELAY_MS));
	const server = createServer((client) => {
		const upstream = dial(Number(target.port), target.hostname);
		let isAsked = false;
		client.on('data', () => {
			if (!isAsked) roundTrips += 1;
			isAsked = true;
		});
		upstream.on('data', () => (isAsked = false));
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
		roundTrips: () => roundTrips,
		url: address.href.replace(/\/$/, ''),
		async close() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

/** How often the network is waited for where a burst of events is stored, and where two of them are handed over. */
async function roundTripsOfBurst(server: string, roundTrips: () => number) {
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
	const before = roundTrips();
	await burst('o');
	const stored = roundTrips();
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
	const handedOver = roundTrips();
	await dispatcher.finish();
	await state.close();
	const client = new pg.Client(`${url}/postgres`);
	await client.connect();
	await client.query(`drop schema ${schema} cascade`);
	await client.end();
	return { intake: stored - before, runs: handedOver - stored };
}

describe('a Postgres behind a network that needs a millisecond each way', () => {
	it('is not waited for once for each event, neither where events are stored nor where they start runs', async () => {
		const proxy = await startDelayingProxy();
		try {
			const { intake, runs } = await roundTripsOfBurst(proxy.url, proxy.roundTrips);
			expect({ intake, isFew: intake > 0 && intake < EVENTS / 2 }).toMatchObject({ isFew: true });
			expect({ runs, isFew: runs > 0 && runs < EVENTS }).toMatchObject({ isFew: true });
		} finally {
			await proxy.close();
		}
	}, 120_000);
});
