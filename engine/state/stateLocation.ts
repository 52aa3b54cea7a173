import type { PostgresConfig } from './dialects/openPostgres.ts';
import { join } from 'node:path';
import { n8nPostgres } from './n8nSettings.ts';

/** Where the state database is. */
export type StateLocation =
	| { readonly kind: 'sqlite'; readonly file: string }
	| ({ readonly kind: 'postgres' } & PostgresConfig);

const FILE_NAME = 'commerce.sqlite';
const SCHEMA = 'commerce';

/**
 * Finds the state database from the environment that n8n runs with.
 *
 * `COMMERCE_DATABASE_URL` decides (`postgres://…`, or `sqlite:/path/to/file`). Unset: the Postgres server
 * that n8n itself uses, in a schema of its own; else a SQLite file in n8n's user folder.
 *
 * @param userFolder n8n's folder, `~/.n8n` by default
 * @throws Error naming the variable and what it may be
 * @see https://docs.n8n.io/hosting/configuration/environment-variables/database/
 */
export function stateLocation(
	env: Readonly<Record<string, string | undefined>>,
	userFolder: string,
): StateLocation {
	const location = locate(env, userFolder);
	if (location.kind === 'sqlite' && env.EXECUTIONS_MODE === 'queue') {
		throw new Error(
			'n8n runs in queue mode, where every process must find the same state database, and a SQLite file cannot be shared. ' +
				'Set COMMERCE_DATABASE_URL to a Postgres address such as postgres://user:password@host:5432/database for all n8n processes.',
		);
	}
	return location;
}

function locate(
	env: Readonly<Record<string, string | undefined>>,
	userFolder: string,
): StateLocation {
	const url = env.COMMERCE_DATABASE_URL?.trim();
	if (url) {
		if (/^postgres(ql)?:\/\//.test(url)) {
			return { kind: 'postgres', connectionString: url, schema: SCHEMA };
		}
		const file = /^sqlite:(?:\/\/)?(.+)$/.exec(url)?.[1];
		if (file) return { kind: 'sqlite', file };
		throw new Error(
			`COMMERCE_DATABASE_URL starts with "${url.split(':')[0]}:". It has to be postgres://user:password@host:5432/database or sqlite:/path/to/commerce.sqlite.`,
		);
	}
	const n8n = n8nPostgres(env);
	if (n8n) return { kind: 'postgres', ...n8n, schema: SCHEMA };
	return { kind: 'sqlite', file: join(userFolder, FILE_NAME) };
}
