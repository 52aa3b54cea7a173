import { Agent, request } from 'node:http';
import { quantile } from './quantile.ts';

/** What a shop sends. */
export type Post = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** What became of many posts. */
export type Load = {
	/** By `performance.now()`. */
	readonly startedAt: number;
	readonly perSecond: number;
	readonly p50Ms: number;
	readonly p99Ms: number;
};

/** As many as a busy shop has under way. */
const AT_ONCE = 20;

/**
 * Posts all, some at a time, over connections that stay open.
 *
 * @param expected the status of every answer
 * @throws Error when one is answered otherwise
 */
export async function postAll(url: string, posts: readonly Post[], expected = 200): Promise<Load> {
	const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
	const times: number[] = [];
	const left = posts.values();
	const startedAt = performance.now();
	const sender = async () => {
		for (const post of left) {
			const sentAt = performance.now();
			const status = await send(url, post, agent);
			if (status !== expected) throw new Error(`${url} answered ${status} instead of ${expected}.`);
			times.push(performance.now() - sentAt);
		}
	};
	try {
		await Promise.all(Array.from({ length: AT_ONCE }, sender));
	} finally {
		agent.destroy();
	}
	return {
		startedAt,
		perSecond: posts.length / ((performance.now() - startedAt) / 1_000),
		p50Ms: quantile(times, 0.5),
		p99Ms: quantile(times, 0.99),
	};
}

async function send(url: string, { headers, body }: Post, agent: Agent): Promise<number> {
	const { promise, resolve, reject } = Promise.withResolvers<number>();
	request(url, { method: 'POST', headers, agent }, (answer) => {
		answer.resume().on('end', () => resolve(answer.statusCode!));
	})
		.on('error', reject)
		.end(body);
	return await promise;
}
