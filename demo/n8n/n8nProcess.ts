import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from './freePort.ts';
import { n8nSettings } from './n8nSettings.ts';
import { unaskedEnds, type UnaskedEnd } from './unaskedEnds.ts';
import { waitUntil } from './waitUntil.ts';

const START_TIMEOUT_MS = 180_000;
/** n8n gives running executions 30 s when it is asked to stop. */
const STOP_TIMEOUT_MS = 45_000;
const SHOWN_LINES = 40;

export type N8nProcessOptions = {
	/** n8n keeps all its data in `<userFolder>/.n8n`, and its log is `<userFolder>/n8n-<command>.log`. */
	readonly userFolder: string;
	/** `worker` and `webhook` are the other processes of queue mode. */
	readonly command?: 'start' | 'worker' | 'webhook';
	/** Left out or 0: a free one, the same after each restart. */
	readonly port?: number;
	readonly env?: Readonly<Record<string, string>>;
	/**
	 * Called when it ends without having been asked to. Left out: that is one of `unaskedEnds`, which fails
	 * the test that is running.
	 */
	readonly onUnexpectedEnd?: (end: UnaskedEnd) => void;
};

export type N8nProcess = {
	/** Without a trailing slash. */
	readonly url: string;
	readonly port: number;
	/** Of the process that runs; `undefined` while none does. */
	pid(): number | undefined;
	/** Everything that this process has written in all its starts. */
	output(): string;
	/** Starts a process that was stopped or killed, and returns when it is ready. */
	start(): Promise<void>;
	/** Asks it to stop, as a service manager does, and returns when it is gone. */
	stop(): Promise<void>;
	/** Ends it at once, as a power cut does. */
	kill(): Promise<void>;
	restart(): Promise<void>;
};

/**
 * A real n8n of the pinned runtime as a child process, in a process group of its own.
 *
 * @throws Error with the end of n8n's log when it does not get ready
 */
export async function startN8nProcess(options: N8nProcessOptions): Promise<N8nProcess> {
	const { userFolder, command = 'start', env = {} } = options;
	const program = n8nProgram();
	const port = options.port || (await freePort());
	const settings = n8nSettings({ userFolder, port, brokerPort: await freePort() }, env);
	const url = `http://127.0.0.1:${port}`;
	mkdirSync(userFolder, { recursive: true });
	const logFile = path.join(userFolder, `n8n-${command}.log`);
	let child: ChildProcess | undefined;
	let gone: Promise<unknown> = Promise.resolve();
	let isReady = false;
	let isEnding = false;

	const output = () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
	const isRunning = () =>
		child !== undefined && child.exitCode === null && child.signalCode === null;
	const endWithUs = () => killGroup(child);

	async function start(): Promise<void> {
		// Its connections break before its end is told: who sees that and starts it again comes too early.
		if (isEnding) await gone;
		if (isRunning()) return;
		isEnding = false;
		const log = openSync(logFile, 'a');
		child = spawn(process.execPath, [program, command], {
			env: settings,
			cwd: userFolder,
			detached: true,
			stdio: ['ignore', log, log],
		});
		closeSync(log);
		process.once('exit', endWithUs);
		const ended = child;
		gone = once(child, 'exit').then(() => {
			process.removeListener('exit', endWithUs);
			const isUnasked = isReady && !isEnding;
			isReady = false;
			if (!isUnasked) return;
			const end = { command, how: String(ended.signalCode ?? ended.exitCode), logFile };
			if (options.onUnexpectedEnd) options.onUnexpectedEnd(end);
			else unaskedEnds.push(end);
		});
		const isUpOrGone = async () =>
			!isRunning() ||
			((await fetch(`${url}/healthz/readiness`)).status === 200 &&
				// Older versions of n8n are ready by their own word before they know their editor's API.
				(command !== 'start' || (await fetch(`${url}/rest/login`)).status !== 404));
		try {
			await waitUntil(isUpOrGone, {
				what: `n8n at ${url} to get ready`,
				timeoutMs: START_TIMEOUT_MS,
			});
			if (!isRunning()) throw new Error(`n8n ended with ${child.exitCode ?? child.signalCode}.`);
			isReady = true;
		} catch (error) {
			await kill();
			const tail = output().split('\n').slice(-SHOWN_LINES).join('\n');
			throw new Error(`${(error as Error).message} Its log (${logFile}) ends with:\n${tail}`, {
				cause: error,
			});
		}
	}

	async function kill(): Promise<void> {
		isEnding = true;
		killGroup(child);
		await gone;
	}

	async function stop(): Promise<void> {
		isEnding = true;
		if (!isRunning()) return;
		const [stopped, stoppedIsGone] = [child!, gone];
		stopped.kill('SIGTERM');
		const inTime = await Promise.race([stoppedIsGone.then(() => true), timeLimit(STOP_TIMEOUT_MS)]);
		killGroup(stopped);
		await stoppedIsGone;
		if (!inTime) throw new Error(`n8n did not stop within ${STOP_TIMEOUT_MS / 1000} s: ${logFile}`);
	}

	async function restart(): Promise<void> {
		await stop();
		await start();
	}

	await start();
	const pid = () => (isRunning() ? child?.pid : undefined);
	return { url, port, pid, output, start, stop, kill, restart };
}

/** With what n8n has started itself. */
function killGroup(leader: ChildProcess | undefined): void {
	try {
		if (leader?.pid !== undefined) process.kill(-leader.pid, 'SIGKILL');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

function n8nProgram(): string {
	const runtimeDir = process.env.COMMERCE_RUNTIME_DIR;
	if (runtimeDir === undefined) {
		throw new Error(
			'The environment has no COMMERCE_RUNTIME_DIR, the folder of the installed n8n. Start this through "node runtime/run.mjs <script>", which installs n8n and sets it.',
		);
	}
	return path.join(runtimeDir, 'node_modules', 'n8n', 'bin', 'n8n');
}

function timeLimit(milliseconds: number): Promise<false> {
	return new Promise((resolve) => {
		setTimeout(() => resolve(false), milliseconds).unref();
	});
}
