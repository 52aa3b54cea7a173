import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../demo/n8n/freePort.ts';
import { waitUntil } from '../../demo/n8n/waitUntil.ts';

/** A real Redis that writes what it is told to disk. */
export type RedisServer = {
	readonly port: number;
	/** Kills it, and starts it with all its data. */
	restart(): Promise<void>;
	/** Loses everything, as one that keeps nothing on disk does when it is started again. */
	forget(): Promise<void>;
	stop(): Promise<void>;
};

/** @throws Error that says what to install where there is no redis-server */
export async function startRedis(): Promise<RedisServer> {
	const folder = await mkdtemp(join(tmpdir(), 'commerce-redis-'));
	const port = await freePort();
	let child = await start(port, folder);
	const kill = async () => {
		const gone = once(child, 'exit');
		child.kill('SIGKILL');
		await gone;
	};
	return {
		port,
		async restart() {
			await kill();
			child = await start(port, folder);
		},
		async forget() {
			await waitUntil(async () => await says(port, 'FLUSHALL', '+OK'), { what: 'Redis to forget' });
		},
		async stop() {
			await kill();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

async function start(port: number, folder: string): Promise<ChildProcess> {
	const program = process.env.REDIS_SERVER_PATH ?? 'redis-server';
	const where = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
	const child = spawn(program, [...where, '--save', '', '--appendonly', 'yes'], {
		stdio: 'ignore',
	});
	const failed = once(child, 'error').then(([error]) => {
		throw new Error(
			`${program} cannot be started (${error.message}). Install Redis, or set REDIS_SERVER_PATH to where it is.`,
		);
	});
	const up = waitUntil(async () => await answers(port), { what: 'Redis to answer' });
	await Promise.race([failed, up]);
	return child;
}

const answers = async (port: number) => await says(port, 'PING', '+PONG');

/** Whether that is what it answers to a command. */
async function says(port: number, command: string, answer: string): Promise<true | null> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('error', () => resolve(null));
		socket.once('data', (data) => {
			socket.destroy();
			resolve(String(data).startsWith(answer) ? true : null);
		});
		socket.once('connect', () => socket.write(`${command}\r\n`));
	});
}
