import { execFile } from 'node:child_process';
import { z } from 'zod/v4';

/** Far more than a start of Node.js and a look into an index take. */
const LIMIT_MS = 20_000;
/** The states of some 100,000 workflows. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
/** How long the reader waits for a lock. It is a process of its own: n8n goes on in the meantime. */
const LOCK_LIMIT_MS = 2_000;

/** What Node.js itself may need to start. The rest of n8n's environment, with its secrets, is not given. */
const NEEDED = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot'] as const;

/**
 * Run by `node -e`, so that it needs no file of its own in the package. Reads a request from standard input
 * and writes the rows, or the error, as JSON.
 */
const READER = `
let given = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => { given += text; });
process.stdin.on('end', () => {
	const { file, statement, values } = JSON.parse(given);
	const tell = (answer) => process.stdout.write(JSON.stringify(answer));
	if (!require('node:fs').existsSync(file)) return tell({ rows: null });
	try {
		const { DatabaseSync } = require('node:sqlite');
		const database = new DatabaseSync(file, { readOnly: true, timeout: ${LOCK_LIMIT_MS} });
		tell({ rows: database.prepare(statement).all(...values) });
		database.close();
	} catch (error) {
		tell({ error: { code: error.errcode ?? null, message: String(error.message).slice(0, 200) } });
	}
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

/**
 * Reads from a SQLite file that this process may have open through another copy of SQLite. A second copy in
 * one process shares and drops the locks of the first, and shortens the index file that the first has
 * mapped: that can damage the file and ends the process. So another process does it, in some 40 ms.
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
	const env = Object.fromEntries(
		NEEDED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
	);
	const told = await new Promise<string>((resolve, reject) => {
		const child = execFile(
			process.execPath,
			['--no-warnings', '-e', READER],
			{ env, timeout: LIMIT_MS, killSignal: 'SIGKILL', maxBuffer: MAX_ANSWER_BYTES },
			(error, stdout) => (error ? reject(error) : resolve(stdout)),
		);
		// Its end is told above, with the reason.
		child.stdin?.on('error', () => {});
		child.stdin?.end(JSON.stringify({ file, statement, values }));
	});
	const answer = answerSchema.parse(JSON.parse(told));
	if ('error' in answer) throw new SqliteError(answer.error.message, answer.error.code);
	return answer.rows;
}
