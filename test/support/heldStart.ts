import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A Postgres database for an n8n whose starts can be held up. */
export type HoldingDatabase = {
	/** What n8n finds it by. */
	readonly env: Readonly<Record<string, string>>;
	/**
	 * An n8n that starts meanwhile waits for its tables, as it does when an update changes them: it listens, and
	 * answers everything by itself, with 200.
	 *
	 * @returns lets it go on
	 */
	holdStarts(): Promise<() => Promise<void>>;
	remove(): Promise<void>;
};

export async function createHoldingDatabase(): Promise<HoldingDatabase> {
	const server = process.env.COMMERCE_TEST_POSTGRES_URL!;
	const { hostname, port, username, password } = new URL(server);
	const name = `held_${randomUUID().replaceAll('-', '')}`;
	const onServer = async (statement: string) => {
		const client = new pg.Client(server);
		await client.connect();
		await client.query(statement).finally(() => client.end());
	};
	await onServer(`create database ${name}`);
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: hostname,
			DB_POSTGRESDB_PORT: port,
			DB_POSTGRESDB_DATABASE: name,
			DB_POSTGRESDB_USER: username,
			DB_POSTGRESDB_PASSWORD: password,
		},
		async holdStarts() {
			const holder = new pg.Client(`${server}/${name}`);
			await holder.connect();
			await holder.query('begin');
			await holder.query('lock table migrations in access exclusive mode');
			return async () => await holder.end();
		},
		remove: async () => await onServer(`drop database ${name} with (force)`),
	};
}
