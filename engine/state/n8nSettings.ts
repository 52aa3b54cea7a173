import { readFileSync } from 'node:fs';
import type { PostgresConfig } from './dialects/openPostgres.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A setting as n8n reads it: the variable, else the file that `<name>_FILE` names, without blanks around
 * it and without quotes.
 *
 * @returns `undefined` where neither is set
 * @throws Error that names the variable, when its file cannot be read
 * @see https://docs.n8n.io/hosting/configuration/configuration-methods/
 */
export function n8nSetting(env: Environment, name: string): string | undefined {
	const value = env[name] ?? fromFile(env, `${name}_FILE`);
	return value?.trim().replace(/^(['"])(.*)\1$/, '$2');
}

function fromFile(env: Environment, name: string): string | undefined {
	const path = env[name];
	if (!path) return undefined;
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		const { code } = error as { code?: string };
		throw new Error(
			`${name} names the file ${path.slice(0, 200)}, which cannot be read (${code ?? 'unknown reason'}). Set it to a file that n8n may read.`,
			{ cause: error },
		);
	}
}

/** `true`, `True` and `1`, as n8n takes them; what it does not know leaves the default. */
function isOn(env: Environment, name: string, byDefault: boolean): boolean {
	const value = n8nSetting(env, name)?.toLowerCase() ?? '';
	if (['true', '1'].includes(value)) return true;
	return ['false', '0'].includes(value) ? false : byDefault;
}

/** The Postgres server that n8n itself uses; `null` when it uses none. */
export function n8nPostgres(env: Environment): Omit<PostgresConfig, 'schema'> | null {
	if (n8nSetting(env, 'DB_TYPE') !== 'postgresdb') return null;
	const of = (name: string) => n8nSetting(env, `DB_POSTGRESDB_${name}`);
	const port = Number(of('PORT') || Number.NaN);
	return {
		host: of('HOST') ?? 'localhost',
		port: Number.isNaN(port) ? 5432 : port,
		database: of('DATABASE') ?? 'n8n',
		user: of('USER') ?? 'postgres',
		password: of('PASSWORD') ?? '',
		ssl: sslOf(env),
	};
}

/** The schema of n8n's own tables. */
export function n8nSchema(env: Environment): string {
	return n8nSetting(env, 'DB_POSTGRESDB_SCHEMA') || 'public';
}

/** A certificate, or a server that need not prove itself, is enough to encrypt. */
function sslOf(env: Environment): PostgresConfig['ssl'] {
	const of = (name: string) => n8nSetting(env, `DB_POSTGRESDB_SSL_${name}`) || undefined;
	const [ca, cert, key] = [of('CA'), of('CERT'), of('KEY')];
	const rejectUnauthorized = isOn(env, 'DB_POSTGRESDB_SSL_REJECT_UNAUTHORIZED', true);
	if (ca || cert || key || !rejectUnauthorized) return { ca, cert, key, rejectUnauthorized };
	return isOn(env, 'DB_POSTGRESDB_SSL_ENABLED', false);
}
