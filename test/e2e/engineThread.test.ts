import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import { post } from '../support/postSigned.ts';
import { answering, startServer } from '../support/simulatedServer.ts';
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
/** How long nine of ten took at most. */
const mostOf = (times: readonly number[]) =>
	times.toSorted((one, other) => one - other)[Math.ceil(0.9 * times.length) - 1]!;

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
		const timed = async (url: string) => {
			const at = performance.now();
			expect((await fetch(url)).status).toBe(200);
			return performance.now() - at;
		};
		// By turns with a server that does nothing: what that takes longer is this machine's, which does more at once.
		const idle = await startServer(answering(async () => ({ status: 200 })));
		const times = { n8n: [] as number[], idle: [] as number[] };
		while (!isEnded) {
			times.n8n.push(await timed(`${world.n8n.url}/healthz`));
			times.idle.push(await timed(idle.url));
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		await idle.close();
		expect(await answered).toBe(503);
		expect(mostOf(times.n8n)).toBeLessThan(100 + 2 * mostOf(times.idle));

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
