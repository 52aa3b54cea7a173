import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { freePort } from '../../demo/n8n/freePort.ts';
import { waitUntil } from '../../demo/n8n/waitUntil.ts';
import type { BrowserSubscription } from './pushService.ts';

/** The push service of `web-push-testing`, in a process of its own. */
export type PushServiceOfOthers = {
	readonly url: string;
	subscribe(publicKey: string): Promise<BrowserSubscription>;
	/** What the browser has been sent, decrypted. */
	messagesTo(subscription: BrowserSubscription): Promise<string[]>;
	expire(subscription: BrowserSubscription): Promise<void>;
	stop(): Promise<void>;
};

export async function startPushServiceOfOthers(): Promise<PushServiceOfOthers> {
	const port = await freePort();
	const url = `http://localhost:${port}`;
	const server = createRequire(__filename).resolve('web-push-testing/src/bin/server.js');
	const child = spawn(process.execPath, [server, String(port)], { stdio: 'ignore' });
	const ask = async (path: string, body: object = {}) => {
		const response = await fetch(`${url}${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
		return await response.text();
	};
	const dataOf = async <T>(path: string, body: object) =>
		(JSON.parse(await ask(path, body)) as { data: T }).data;
	const hashOf = ({ endpoint }: BrowserSubscription) => endpoint.split('/').at(-1)!;
	await waitUntil(() => ask('/status').catch(() => false), { what: 'the push service to be up' });

	return {
		url,
		subscribe: (publicKey) => dataOf('/subscribe', { applicationServerKey: publicKey }),
		async messagesTo(subscription) {
			const body = { clientHash: hashOf(subscription) };
			return (await dataOf<{ messages: string[] }>('/get-notifications', body)).messages;
		},
		async expire(subscription) {
			await ask(`/expire-subscription/${hashOf(subscription)}`);
		},
		async stop() {
			const ended = once(child, 'exit');
			child.kill();
			await ended;
		},
	};
}
