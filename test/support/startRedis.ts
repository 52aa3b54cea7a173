import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../demo/n8n/freePort.ts';
import { waitUntil } from '../../demo/n8n/waitUntil.ts';
import { connect } from 'node:net';

/** A real Redis that keeps nothing on disk. */
export type RedisServer = { readonly port: number; stop(): Promise<void> };

/** @throws Error that says what to install where there is no redis-server */
export async function startRedis(): Promise<RedisServer> {
	const port = await freePort();
	const program = process.env.REDIS_SERVER_PATH ?? 'redis-server';
	const child = spawn(
		program,
		['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
		{ stdio: 'ignore' },
	);
	const missing = once(child, 'error').then(([error]) => error as Error);
	const up = waitUntil(async () => await answers(port), { what: 'Redis to answer' });
	const failure = await Promise.race([missing, up]);
	if (failure instanceof Error) {
		throw new Error(
			`${program} cannot be started (${failure.message}). Install Redis, or set REDIS_SERVER_PATH to where it is.`,
		);
	}
	return {
		port,
		async stop() {
			const gone = once(child, 'exit');
			child.kill('SIGKILL');
			await gone;
		},
	};
}

async function answers(port: number): Promise<true | null> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('error', () => resolve(null));
		socket.once('data', (data) => {
			socket.destroy();
			resolve(String(data).startsWith('+PONG') ? true : null);
		});
		socket.once('connect', () => socket.write('PING\r\n'));
	});
}
