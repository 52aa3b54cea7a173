import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod/v4';

/** Far more than a start of Node.js and a look into an index take. */
const LIMIT_MS = 20_000;
/** How long the reader waits for a lock. It is a process of its own: n8n goes on in the meantime. */
const LOCK_LIMIT_MS = 2_000;
/** How long a reader stays that nobody asks: its start takes longer than most of what it reads. */
const IDLE_MS = 30_000;

/** What Node.js itself may need to start. The rest of n8n's environment, with its secrets, is not given. */
const NEEDED = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot'] as const;

/**
 * Run by `node -e`, so that it needs no file of its own in the package. Reads requests from standard input, one in a
 * line, and writes for each a line with the rows, or the error, as JSON. Ends with its input. Between two requests it
 * has no file open.
 */
const READER = `
const { existsSync } = require('node:fs');
const read = ({ file, statement, values }) => {
	if (!existsSync(file)) return { rows: null };
	let database;
	try {
		const { DatabaseSync } = require('node:sqlite');
		database = new DatabaseSync(file, { readOnly: true, timeout: ${LOCK_LIMIT_MS} });
		return { rows: database.prepare(statement).all(...values) };
	} catch (error) {
		return { error: { code: error.errcode ?? null, message: String(error.message).slice(0, 200) } };
	} finally {
		database?.close();
	}
};
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
	process.stdout.write(JSON.stringify(read(JSON.parse(line))) + '\\n');
});
`;

const answerSchema = z.union([
	z.object({ rows: z.array(z.unknown()).nullable() }),
	z.object({ error: z.object({ code: z.number().nullable(), message: z.string() }) }),
]);

/** SQLite itself has refused. */
export class SqliteError extends Error {
	/** https://www.sqlite.org/rescode.html; the primary one. */
	readonly code: number | null;
	constructor(message: string, code: number | null) {
		super(message);
		this.code = code === null ? null : code & 0xff;
	}
}

type Reader = {
	readonly process: ChildProcessByStdio<Writable, Readable, null>;
	/** Rejects where the process ends, or takes too long. */
	readonly ask: (line: string) => Promise<string>;
};

let reader: Reader | null = null;
let idle: NodeJS.Timeout | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Reads from a SQLite file that this process may have open through another copy of SQLite. A second copy in
 * one process shares and drops the locks of the first, and shortens the index file that the first has
 * mapped: that can damage the file and ends the process. So another process does it: some 40 ms for its start, and a few
 * where it was asked a moment ago. One request after the other.
 *
 * @returns the rows; `null` where there is no such file
 * @throws SqliteError what SQLite says
 * @see https://www.sqlite.org/howtocorrupt.html (2.2.1)
 */
export async function readSqlite(
	file: string,
	statement: string,
	values: readonly string[],
): Promise<unknown[] | null> {
	const line = JSON.stringify({ file, statement, values });
	const told = last.then(async () => await askReader(line));
	last = told.catch(() => {});
	const answer = answerSchema.parse(JSON.parse(await told));
	if ('error' in answer) throw new SqliteError(answer.error.message, answer.error.code);
	return answer.rows;
}

async function askReader(line: string): Promise<string> {
	clearTimeout(idle);
	reader ??= startReader();
	const asked = reader;
	try {
		return await asked.ask(line);
	} catch (error) {
		asked.process.kill('SIGKILL');
		reader = null;
		throw error;
	} finally {
		idle = setTimeout(() => {
			reader?.process.stdin.end();
			reader = null;
		}, IDLE_MS).unref();
	}
}

function startReader(): Reader {
	const env = Object.fromEntries(
		NEEDED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
	);
	const child = spawn(process.execPath, ['--no-warnings', '-e', READER], {
		env,
		stdio: ['pipe', 'pipe', 'ignore'],
	});
	const answers = createInterface({ input: child.stdout });
	let answered = Promise.withResolvers<string>();
	const fail = (error: Error) => answered.reject(error);
	answers.on('line', (line) => answered.resolve(line));
	child.on('error', fail);
	child.on('exit', () => {
		fail(new Error("The process that reads n8n's database has ended."));
		if (reader?.process === child) reader = null;
	});
	// Its end is told above.
	child.stdin.on('error', () => {});
	// It keeps nobody from ending, and ends with whoever has started it.
	child.unref();
	for (const stream of [child.stdin, child.stdout])
		(stream as unknown as { unref(): void }).unref();
	answered.promise.catch(() => {});
	return {
		process: child,
		async ask(line) {
			answered = Promise.withResolvers<string>();
			if (child.exitCode !== null)
				fail(new Error("The process that reads n8n's database has ended."));
			const limit = setTimeout(
				() =>
					fail(new Error(`n8n's database could not be read within ${LIMIT_MS / 1_000} seconds.`)),
				LIMIT_MS,
			);
			child.stdin.write(`${line}\n`);
			return await answered.promise.finally(() => clearTimeout(limit));
		},
	};
}
