import type { StateLocation } from './stateLocation.ts';

/** The state database cannot be opened or brought up to date. The message says which it is, why, and what to set. */
export class StateError extends Error {
	override readonly name = 'StateError';
}

const LONGEST_CAUSE = 300;

/** By SQLite's code and the system's. https://www.sqlite.org/rescode.html */
const SQLITE_CAUSES: Readonly<Record<string, string>> = {
	5: 'another program has it for itself',
	8: 'it can only be read',
	13: 'its disk is full',
	14: 'it cannot be opened or made',
	26: 'it is not a SQLite database',
	EACCES: 'n8n has no right to make its folder',
	EROFS: 'its disk can only be read',
	ENOTDIR: 'a part of its path is not a folder',
	EEXIST: 'its folder is not a folder',
};

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const POSTGRES_CAUSES: Readonly<Record<string, string>> = {
	'28P01': 'the server refuses the password',
	'28000': 'the server refuses the user',
	'3D000': 'the server has no such database',
	'42501':
		'the user has no right to make the schema or its tables (on the server: grant create on database … to …, or make the schema and let the user own it)',
	'53300': 'the server takes no more connections',
	ECONNREFUSED: 'nothing answers at that address',
	ENOTFOUND: 'there is no such host',
	ETIMEDOUT: 'the server does not answer',
};

/** What is wrong with a state database, for whoever runs n8n, without a password. */
export function stateProblem(location: StateLocation, error: unknown): StateError {
	if (error instanceof StateError) return error;
	const { code, errcode, message } = error as {
		code?: unknown;
		errcode?: unknown;
		message?: unknown;
	};
	const said = String(message || code).slice(0, LONGEST_CAUSE);
	const { place, advice, causes } = of(location);
	const key = typeof errcode === 'number' ? String(errcode & 0xff) : String(code);
	const known = causes[key];
	const cause = known === undefined ? said : `${known} (${said})`;
	return new StateError(
		`The state database cannot be used: ${place}: ${cause}. ${advice} Until then, stores are told to send again later.`,
		{ cause: error },
	);
}

function of(location: StateLocation) {
	if (location.kind === 'sqlite') {
		return {
			place: location.file,
			advice:
				'Let the user that n8n runs as write to this file and its folder, or set COMMERCE_DATABASE_URL to another place, such as sqlite:/path/to/commerce.sqlite.',
			causes: SQLITE_CAUSES,
		};
	}
	const { connectionString, host, port, database, user, schema } = location;
	const isOwn = connectionString !== undefined;
	const where = isOwn ? addressIn(connectionString) : `${host}:${port}/${database} as ${user}`;
	return {
		place: `Postgres at ${where}, schema ${schema}`,
		advice: isOwn
			? 'Correct COMMERCE_DATABASE_URL, or the server.'
			: 'These are the DB_POSTGRESDB_… settings of n8n. Correct the server, or set COMMERCE_DATABASE_URL to another place, such as postgres://user:password@host:5432/database.',
		causes: POSTGRES_CAUSES,
	};
}

/** Host, database and user of a connection string; nothing that may be secret. */
function addressIn(connectionString: string): string {
	if (!URL.canParse(connectionString)) return 'the address in COMMERCE_DATABASE_URL';
	const { host, pathname, username } = new URL(connectionString);
	return `${host}${pathname}${username === '' ? '' : ` as ${decodeURIComponent(username)}`}`;
}
