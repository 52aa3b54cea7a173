import { fork } from 'node:child_process';
import { once } from 'node:events';
import webPush from 'web-push';
import type { BrowserSubscription } from '../../test/support/pushService.ts';
import { SINK_CERTIFICATE } from './sinks.ts';

export type WebPushJob = {
	readonly vapid: { readonly subject: string; publicKey: string; privateKey: string };
	readonly subscriptions: readonly BrowserSubscription[];
	readonly payload: string;
	/** How many are under way at the same time. */
	readonly atOnce: number;
};

/** Sends with the library `web-push`, in a process that does nothing else. @returns notifications a second */
export async function sendWithWebPush(job: WebPushJob): Promise<number> {
	const child = fork(import.meta.filename, {
		env: { ...process.env, NODE_EXTRA_CA_CERTS: SINK_CERTIFICATE },
	});
	child.send(job);
	const [perSecond] = (await once(child, 'message')) as [number];
	child.disconnect();
	return perSecond;
}

async function send({ vapid, subscriptions, payload, atOnce }: WebPushJob): Promise<number> {
	const left = subscriptions.values();
	const startedAt = performance.now();
	const sender = async () => {
		for (const subscription of left) {
			await webPush.sendNotification(subscription, payload, { vapidDetails: vapid });
		}
	};
	await Promise.all(Array.from({ length: atOnce }, sender));
	return subscriptions.length / ((performance.now() - startedAt) / 1_000);
}

if (process.argv[1] === import.meta.filename) {
	process.once('message', async (job) => process.send!(await send(job as WebPushJob)));
}
