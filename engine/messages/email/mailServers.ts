import { createPool } from '../../actions/pool.ts';
import { sha256 } from '../../providers/digests.ts';
import { openTransport, type EmailTransport } from './openTransport.ts';
import type { SmtpSettings } from './smtpSettings.ts';

/** Connections to mail servers. Runs that have the same server and login share them. */
export type MailServers = {
	use<R>(settings: SmtpSettings, task: (server: EmailTransport) => Promise<R>): Promise<R>;
	close(): void;
};

/** Of a burst of runs, each begins within some seconds of the last. Most servers hang up later than that. */
const IDLE_MS = 10_000;
const MOST_SERVERS = 50;

export function createMailServers(): MailServers {
	const pool = createPool<Promise<EmailTransport>>(
		(opened) => void opened.then((server) => server.close()),
		{ idleMs: IDLE_MS, most: MOST_SERVERS },
	);
	return {
		use: async (settings, task) =>
			await pool.use(
				sha256(JSON.stringify(settings)),
				async () => await openTransport(settings),
				async (opened) => await task(await opened),
			),
		close: () => pool.close(),
	};
}
