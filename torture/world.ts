import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenDatabase } from '../engine/state/dialects/dialect.ts';
import { openSqlite } from '../engine/state/dialects/openSqlite.ts';
import type { N8nClient } from '../demo/n8n/n8nClient.ts';
import type { N8nProcess } from '../demo/n8n/n8nProcess.ts';
import type { UnaskedEnd } from '../demo/n8n/unaskedEnds.ts';
import { buildPackage, startN8n } from '../test/support/n8n.ts';
import { startMailServer, type MailServer } from '../test/support/mailServer.ts';
import { startPostgres } from '../test/support/startPostgres.ts';
import { startQueueWorld } from '../test/support/queueWorld.ts';
import type { OwnEnd } from './faults.ts';
import { mountSmallDisk, type SmallDisk } from './smallDisk.ts';
import { preload, type Preload } from './preload.ts';

export type Mode = 'sqlite' | 'queue';

/** A real n8n that is about to have a bad day. */
export type TortureWorld = Pick<Preload, 'shiftClock' | 'endEngines'> & {
	readonly mode: Mode;
	/** What can be killed, by name. */
	readonly processes: Readonly<Record<string, N8nProcess>>;
	readonly n8n: N8nClient;
	readonly mail: MailServer;
	/** Reads the state database. */
	readonly state: OpenDatabase;
	/** Where the data of simulated stores can be kept. */
	readonly folder: string;
	/** Stops and starts the database server; `null` where there is none. */
	readonly restartDatabase: (() => Promise<void>) | null;
	/** Kills and starts Redis, by which workers get their runs; `null` where there is none. */
	readonly restartRedis: (() => Promise<void>) | null;
	/** Processes that have ended by themselves; each was started again, as a service manager does. */
	readonly ownEnds: readonly OwnEnd[];
	/** The disk of the state database; `null` where it cannot be made full. */
	readonly disk: SmallDisk | null;
	stop(): Promise<void>;
};

/** @param say for what happens by itself */
export async function startTortureWorld(
	mode: Mode,
	say: (line: string) => void,
): Promise<TortureWorld> {
	const folder = await mkdtemp(join(tmpdir(), 'commerce-torture-'));
	const inside = await preload(folder);
	const ownEnds: OwnEnd[] = [];
	const onUnexpectedEnd = ({ command, how }: UnaskedEnd) => {
		ownEnds.push({ name: command, how });
		say(`n8n (${command}) has ended by itself with ${how}`);
	};
	if (mode === 'queue') return await startQueue(folder, inside, ownEnds, onUnexpectedEnd);

	const disk = await mountSmallDisk(join(folder, 'disk'), 64);
	const file = join(disk?.folder ?? folder, 'commerce.sqlite');
	const mail = await startMailServer();
	const n8n = await startN8n({
		userFolder: folder,
		packageTarball: process.env.COMMERCE_PACKAGE_TARBALL ?? (await buildPackage()),
		env: { ...inside.env, COMMERCE_DATABASE_URL: `sqlite:${file}` },
		onUnexpectedEnd(end) {
			onUnexpectedEnd(end);
			void n8n.start();
		},
	});
	const state = await openSqlite(file);
	return {
		mode,
		processes: { n8n },
		n8n,
		mail,
		state,
		folder,
		...inside,
		restartDatabase: null,
		restartRedis: null,
		ownEnds,
		disk,
		async stop() {
			await state.close();
			await n8n.kill();
			await mail.stop();
			await disk?.unmount();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

async function startQueue(
	folder: string,
	{ env, ...inside }: Preload,
	ownEnds: readonly OwnEnd[],
	onUnexpectedEnd: (end: UnaskedEnd) => void,
): Promise<TortureWorld> {
	// Postgres runs as another user than root.
	await chmod(folder, 0o755);
	const disk = await mountSmallDisk(join(folder, 'disk'), 1_024);
	const postgres = await startPostgres(disk?.folder);
	process.env.COMMERCE_TEST_POSTGRES_URL = postgres.url;
	const queue = await startQueueWorld({ ...env }, (end, process) => {
		onUnexpectedEnd(end);
		void process.start();
	});
	const [worker1, worker2] = queue.workers;
	return {
		mode: 'queue',
		processes: { main: queue.main, webhook: queue.webhook, worker1: worker1!, worker2: worker2! },
		n8n: queue.n8n,
		mail: queue.mail,
		state: queue.state,
		folder,
		...inside,
		restartDatabase: postgres.restart,
		restartRedis: queue.restartRedis,
		ownEnds,
		disk: disk && {
			...disk,
			async clear() {
				await disk.clear();
				// As whoever has cleared the disk does.
				if (postgres.hasEnded()) await postgres.restart();
			},
		},
		async stop() {
			await queue.stop();
			await postgres.stop();
			await disk?.unmount();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
