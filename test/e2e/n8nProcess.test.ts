import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startN8nProcess, type N8nProcess } from '../support/n8n.ts';
import { failOnUnaskedEnd, unaskedEnds } from '../../demo/n8n/unaskedEnds.ts';
import { waitUntil } from '../../demo/n8n/waitUntil.ts';

describe('the n8n of the demo and of the tests', () => {
	let userFolder: string;
	let n8n: N8nProcess;

	beforeAll(async () => {
		userFolder = await mkdtemp(join(tmpdir(), 'commerce-n8n-process-'));
		n8n = await startN8nProcess({ userFolder });
	}, 180_000);
	afterAll(async () => {
		await n8n?.stop();
		await rm(userFolder, { recursive: true, force: true });
	}, 60_000);

	const status = async () => (await fetch(`${n8n.url}/healthz/readiness`)).status;

	it.each(['kill', 'stop'] as const)(
		'is running after a start that is asked for while a %s is not over',
		async (end) => {
			const ended = n8n[end]();
			await n8n.start();
			await ended;
			expect(await status()).toBe(200);
		},
		60_000,
	);

	it('fails the test in which it has ended unasked, and not the next one', async () => {
		process.kill(n8n.pid()!, 'SIGBUS');
		await waitUntil(() => unaskedEnds.length > 0, { what: 'n8n to end' });
		expect(failOnUnaskedEnd).toThrow(/n8n \(start\) has ended with SIGBUS/);
		expect(failOnUnaskedEnd).not.toThrow();
	}, 60_000);
});
