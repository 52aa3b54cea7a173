import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import { post } from '../support/postSigned.ts';
import { shipmentData } from '../support/world.ts';

/** What makes the engine read a message for ever, as a fault of ours in reading it would. */
const MARK = 'a message built to run for ever';
const PRELOADED = `
const { isMainThread } = require('node:worker_threads');
if (!isMainThread) {
	const { parse } = JSON;
	JSON.parse = (text, ...rest) => {
		while (String(text).includes('${MARK}'));
		return parse(text, ...rest);
	};
}
`;
/** Of 100 answers, so many come in time on a machine that is busy with the endless message, too. */
const IN_TIME = 0.9;

describe('a message built to run for ever, at a real n8n', () => {
	let world: ApiWorld;
	let folder: string;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-endless-'));
		const script = join(folder, 'endless.cjs');
		await writeFile(script, PRELOADED);
		world = await startApiWorld({ NODE_OPTIONS: `--require ${script}` });
	}, 180_000);
	afterAll(async () => {
		await world?.stop();
		await rm(folder, { recursive: true, force: true });
	}, 60_000);

	const engine = async () => (await world.api('GET', '/api/health')).body.data?.engine;

	it('ends the thread; n8n answers /healthz within 100 ms all the while; the next message is stored; the poisonous one is in health, and read no more', async () => {
		await world.report('shipment.delivered', shipmentData('before'));
		const endless = world.message('shipment.delivered', {
			...shipmentData('endless'),
			carrier: MARK,
		});
		let isEnded = false;
		const answered = post(world.webhookUrl, endless).then(async (answer) => {
			// The store is answered in time, long before the thread is given up.
			while (!((await engine())?.restarts > 0));
			isEnded = true;
			return answer;
		});
		const delays: number[] = [];
		while (!isEnded) {
			const at = performance.now();
			expect((await fetch(`${world.n8n.url}/healthz`)).status).toBe(200);
			delays.push(performance.now() - at);
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		expect(await answered).toBe(503);
		expect(delays.filter((ms) => ms < 100).length / delays.length).toBeGreaterThan(IN_TIME);

		await world.report('shipment.delivered', shipmentData('after'));
		expect(await engine()).toMatchObject({
			restarts: 1,
			lastEnd: { reason: expect.stringContaining('busy with one thing') },
			refusedMessages: [{ reason: expect.stringContaining('busy with one thing') }],
		});
		expect(await post(world.webhookUrl, endless)).toBe(200);
		expect((await engine()).restarts).toBe(1);
	}, 120_000);
});
