import { once } from 'node:events';
import { connect as dial, createServer, type AddressInfo, type Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { openState } from '../../engine/state/openState.ts';
import {
	changeOrder,
	claim,
	claimant,
	connect,
	subscribe,
	testClock,
	testInbox,
} from '../support/testInbox.ts';

const url = process.env.COMMERCE_TEST_POSTGRES_URL!;
const schema = `test_${randomUUID().replaceAll('-', '')}`;
/** More than the state keeps open at once. */
const CONNECTIONS = 30;

/** Passes on to Postgres, and keeps what each connection says first: user, database and settings. */
async function startProxy() {
	const greetings: string[] = [];
	const sockets = new Set<Socket>();
	const target = new URL(url);
	const server = createServer((client) => {
		const upstream = dial(Number(target.port), target.hostname);
		client.once('data', (first: Buffer) => greetings.push(first.toString('latin1')));
		client.pipe(upstream).pipe(client);
		for (const socket of [client, upstream]) {
			sockets.add(socket);
			socket.on('error', () => {});
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = new URL(url);
	address.port = String((server.address() as AddressInfo).port);
	return {
		url: `${address.href.replace(/\/$/, '')}/postgres`,
		greetings,
		async close() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

describe('a Postgres behind a pooler, which keeps no setting of a connection', () => {
	afterAll(async () => {
		const client = new pg.Client(`${url}/postgres`);
		await client.connect();
		await client.query(`drop schema if exists ${schema} cascade`);
		await client.end();
	});

	it('holds the state: every table is named with its schema, and no connection asks for settings', async () => {
		const proxy = await startProxy();
		const state = await openState({ kind: 'postgres', connectionString: proxy.url, schema }, 1);
		try {
			// As after another client of the pooler has had the connections.
			await Promise.all(
				Array.from({ length: CONNECTIONS }, async () => {
					await sql`select pg_sleep(0.05), set_config('search_path', 'pg_catalog', false)`.execute(
						state.db,
					);
				}),
			);
			const clock = testClock();
			await connect(state, clock);
			const subscription = await subscribe(state, clock);
			await changeOrder(testInbox(state, clock), 'a');
			expect(await claim(state, subscription, claimant(), clock.now())).toMatchObject({
				deliveries: [{ attempt: 1 }],
			});
			expect(proxy.greetings.length).toBeGreaterThan(0);
			for (const greeting of proxy.greetings) expect(greeting).not.toMatch(/options|search_path/);
		} finally {
			await state.close();
			await proxy.close();
		}
	});
});
