import path from 'node:path';
import { demoPorts } from './demoPorts.ts';
import { OWNER } from './n8n/startN8n.ts';
import { startDemo, type Demo } from './startDemo.ts';

const INTERRUPTED = 130;

/** `npm start`: the demo, until Ctrl-C. Its data is kept in `.demo` of the project. */
async function main(): Promise<void> {
	const folder = path.resolve(import.meta.dirname, '..', '.demo');
	const started: Array<{ stop(): Promise<void> }> = [];
	let ending: Promise<never> | undefined;

	async function end(line: string, exitCode: number): Promise<never> {
		console.log(line);
		for (const part of started.toReversed()) await part.stop().catch(console.error);
		process.exit(exitCode);
	}
	const endOnce = (line: string, exitCode: number) => (ending ??= end(line, exitCode));
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => void endOnce('\nStopping …', isUp ? 0 : INTERRUPTED));
	}

	let isUp = false;
	try {
		const ports = await demoPorts();
		const demo = await startDemo({
			folder,
			ports,
			started,
			say: console.log,
			onUnexpectedEnd: () => void endOnce(`n8n has ended. Its log is in ${folder}/n8n.`, 1),
		});
		isUp = true;
		console.log(summary(demo, folder));
	} catch (error) {
		if (ending === undefined) await endOnce((error as Error).message, 1);
	}
}

function summary({ n8n, store, inbox, apiToken }: Demo, folder: string): string {
	return `
The demo is running.

  n8n          http://localhost:${n8n.port}
               log in as ${OWNER.email} with the password ${OWNER.password}
  Demo store   ${store.url}
  Inbox        ${inbox.url}
  REST API     http://localhost:${n8n.port}/webhook/commerce/api
               with the token ${apiToken}

Place an order in the demo store: the customer's mail comes to the inbox, and the run is in n8n under
Executions. Mark the order as paid, shipped and delivered for the next mail.

Ctrl-C stops everything. The data stays in ${folder}; delete that folder to start afresh.
`;
}

await main();
