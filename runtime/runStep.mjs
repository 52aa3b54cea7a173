import { spawn } from 'node:child_process';

const PROGRESS_SECONDS = 10;
/** Of what a failed command wrote: where a cause stands, and where it ended. */
const FIRST_LINES = 15;
const LAST_LINES = 25;

/** Something a person can act on: its message is shown as it is, without a stack. */
export class StepError extends Error {
	name = 'StepError';
	/** What the failed command wrote last. */
	output = '';
}

/**
 * Runs a command quietly. While it runs, a line each ten seconds tells what is being done and since
 * when; what the command writes is shown only when it fails.
 *
 * @throws StepError with the last lines of the output
 */
export async function runStep(what, command, commandArguments, { cwd, env = process.env } = {}) {
	const startedAt = Date.now();
	const elapsed = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
	console.log(`${what} …`);
	const progress = setInterval(
		() => console.log(`${what} … ${elapsed()}`),
		PROGRESS_SECONDS * 1000,
	);
	const child = spawn(command, commandArguments, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
	const stop = () => child.kill('SIGTERM');
	process.once('exit', stop);
	const first = [];
	let last = [];
	const keep = (chunk) => {
		const lines = String(chunk).split('\n').filter(Boolean);
		first.push(...lines.splice(0, FIRST_LINES - first.length));
		last = [...last, ...lines].slice(-LAST_LINES);
	};
	child.stdout.on('data', keep);
	child.stderr.on('data', keep);
	try {
		const ended = await new Promise((resolve, reject) => {
			child.on('error', reject);
			child.on('close', (code, signal) => resolve(code ?? signal));
		});
		if (ended === 0) return console.log(`${what}: done in ${elapsed()}`);
		const output = [...first, ...last].join('\n');
		throw Object.assign(
			new StepError(`${what} failed (${command} ended with ${ended}):\n${output}`),
			{ output },
		);
	} finally {
		clearInterval(progress);
		process.removeListener('exit', stop);
	}
}
