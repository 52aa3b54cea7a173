import { setTimeout as wait } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import type { WakeChannel } from './dialect.ts';

const CHANNEL = 'commerce_wake';
/** How long after the end of a connection the next one is tried. */
const RECONNECT_MS = 1_000;

/**
 * Processes wake each other through Postgres. A connection that ends, as with its server, is made anew.
 *
 * @param schema whose processes are meant
 * @param execute runs a statement with its values
 * @see https://www.postgresql.org/docs/current/sql-notify.html
 */
export function wakeChannel(
	pg: { readonly Client: typeof import('pg').Client },
	connection: ClientConfig,
	schema: string,
	execute: (text: string, values: readonly string[]) => Promise<unknown>,
): WakeChannel {
	return {
		async send() {
			await execute('select pg_notify($1, $2)', [CHANNEL, schema]);
		},
		async listen(onWake) {
			const stopping = new AbortController();
			const { signal } = stopping;
			const firstTry = Promise.withResolvers<void>();

			const listenUntilItEnds = async (): Promise<void> => {
				const client = new pg.Client(connection);
				const over = new Promise<void>((resolve) => {
					client.once('end', resolve);
					signal.addEventListener('abort', () => resolve(), { once: true });
				});
				client.on('error', () => {});
				client.on('notification', ({ payload }) => {
					if (payload === schema) onWake();
				});
				try {
					await client.connect();
					await client.query(`listen ${CHANNEL}`);
					firstTry.resolve();
					await over;
				} finally {
					await client.end();
				}
			};
			const listenForEver = async (): Promise<void> => {
				while (!signal.aborted) {
					await listenUntilItEnds().catch(() => {});
					firstTry.resolve();
					await wait(RECONNECT_MS, undefined, { ref: false, signal }).catch(() => {});
				}
			};
			const ended = listenForEver();
			await firstTry.promise;
			return async () => {
				stopping.abort();
				await ended;
			};
		},
	};
}
