import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that the system hands out by itself (from 32768 on Linux): between asking for a port and
 * n8n's listening on it some seconds pass, in which any connection might be given it.
 */
const LOWEST = 20_000;
const ABOVE_HIGHEST = 32_000;

/** Each of the processes that run tests side by side has a thousand of its own. */
const SHARE = 1_000;
const sharer = Number(process.env.JEST_WORKER_ID ?? 0);
const first = LOWEST + ((sharer * SHARE) % (ABOVE_HIGHEST - LOWEST));

const given = new Set<number>();

/** A TCP port of this machine that nobody listens on, and that is given to no other test. */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(first, first + SHARE);
		if (given.has(port) || !(await isFree(port))) continue;
		given.add(port);
		return port;
	}
}

async function isFree(port: number): Promise<boolean> {
	const server = createServer().listen(port, '127.0.0.1');
	try {
		await once(server, 'listening');
	} catch {
		return false;
	}
	server.close();
	await once(server, 'close');
	return true;
}
