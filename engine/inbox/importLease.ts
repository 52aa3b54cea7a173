import type { OpenDatabase } from '../state/dialects/dialect.ts';

/** Who imports: a run, in a process. */
export type Importer = {
	/** Another one for each run. */
	readonly runId: string;
	readonly processId: string;
	/** Whether what another process has begun has died with it. */
	readonly isAlone: boolean;
};

const LEASE_MS = 2 * 60_000;

const holderOf = ({ processId, runId }: Importer) => `${processId}/${runId}`;

/** An import that somebody else has taken over: what it had stored stays, the other one goes on. */
export class LostImport extends Error {
	override readonly name = 'LostImport';

	constructor() {
		super(
			'Another run has taken over the import of this store. Nothing is lost: it goes on there.',
		);
	}
}

/**
 * Runs an import that is the only one of its store: two at once would read every page twice, and each
 * would move the place at which the other one goes on.
 *
 * @param work is given what to call before anything is stored: it throws where another run has taken over
 * @returns what `work` gave; `null`, without calling it, while another run imports from the store
 */
export async function withImportLease<T extends object>(
	{ db }: Pick<OpenDatabase, 'db'>,
	integrationGuid: string,
	importer: Importer,
	now: () => number,
	work: (guard: ImportGuard) => Promise<T>,
): Promise<T | null> {
	const holder = holderOf(importer);
	const mine = db
		.updateTable('integration')
		.where('guid', '=', integrationGuid)
		.set({ importingBy: holder });
	const taken = await mine
		.set({ importingUntil: now() + LEASE_MS })
		.where((eb) =>
			eb.or([
				eb('importingBy', 'is', null),
				eb('importingUntil', '<', now()),
				...(importer.isAlone ? [eb('importingBy', 'not like', `${importer.processId}/%`)] : []),
			]),
		)
		.executeTakeFirst();
	if (taken.numUpdatedRows === 0n) return null;

	const held = db
		.updateTable('integration')
		.where('guid', '=', integrationGuid)
		.where('importingBy', '=', holder);
	const heartbeat = setInterval(() => {
		held
			.set({ importingUntil: now() + LEASE_MS })
			.execute()
			.catch(() => {});
	}, LEASE_MS / 4).unref();
	try {
		return await work(async (trx) => {
			const kept = await trx
				.updateTable('integration')
				.set({ importingUntil: now() + LEASE_MS })
				.where('guid', '=', integrationGuid)
				.where('importingBy', '=', holder)
				.executeTakeFirst();
			if (kept.numUpdatedRows === 0n) throw new LostImport();
		});
	} finally {
		clearInterval(heartbeat);
		await held.set({ importingBy: null, importingUntil: null }).execute();
	}
}

/** Throws, in the transaction that would store something, where another run has taken over. */
export type ImportGuard = (trx: OpenDatabase['db']) => Promise<void>;
