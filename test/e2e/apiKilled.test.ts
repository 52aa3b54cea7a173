import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { inN8n } from '../support/inN8n.ts';
import { newSecret } from '../support/postSigned.ts';
import { startStepProxy, type StepProxy } from '../support/stepProxy.ts';
import { waitUntil } from '../support/n8n.ts';

describe('provider/configure, on a real n8n that is killed', () => {
	let world: ApiWorld;
	let shop: DemoStore;
	let proxy: StepProxy;
	const apiSecret = newSecret();

	beforeAll(async () => {
		proxy = await startStepProxy();
		world = await startApiWorld(
			// How long n8n keeps what a killed process was publishing; two minutes if it is not set.
			{ N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '20' },
			{ n8nUrl: proxy.url },
		);
		proxy.target = world.n8n.url;
		shop = await startDemoStore({
			port: 0,
			dataFile: join(world.userFolder, 'shop.json'),
			apiKey: 'key',
			apiSecret,
			storeName: 'Killed Shop',
		});
	}, 180_000);
	afterAll(async () => {
		await shop?.stop();
		await world?.stop();
		await proxy?.stop();
	}, 60_000);

	const configure = async () =>
		await world.api('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials: { apiKey: 'key', apiSecret, storeUrl: shop.url },
			settings: { pushTracking: true },
		});
	const remove = async (guid: string) =>
		await world.api('DELETE', `/api/integrations/providers/ecommerce/remove/${guid}`);

	// At every other step: contract/api/integrationSequences.test.ts.
	it('killed when it has made the credential, or asked n8n to publish one workflow or the other, the next call for the same store succeeds and leaves no orphan credential or workflow', async () => {
		const before = await inN8n(world.n8n);
		proxy.steps.length = 0;
		const first = await configure();
		expect([first.status, first.body.error]).toEqual([200, undefined]);
		expect(proxy.steps).toEqual([
			'POST /credentials',
			'POST /workflows',
			expect.stringMatching(/^POST \/tags$/),
			expect.stringMatching(/^PUT \/workflows\/\w+\/tags$/),
			expect.stringMatching(/^POST \/workflows\/\w+\/publish$/),
			'POST /workflows',
			expect.stringMatching(/^POST \/tags$/),
			expect.stringMatching(/^PUT \/workflows\/\w+\/tags$/),
			expect.stringMatching(/^POST \/workflows\/\w+\/publish$/),
			expect.stringMatching(/^PATCH \/credentials\/\w+$/),
		]);
		const whole = await inN8n(world.n8n);
		await remove(first.body.data.guid);
		expect(await inN8n(world.n8n)).toEqual(before);

		// Steps after the credential, and after either publishing. The tags are there from now on.
		for (const killAt of [1, 4, 7]) {
			proxy.steps.length = 0;
			proxy.onStep = async () => {
				if (proxy.steps.length !== killAt) return;
				await world.n8n.kill();
				throw new Error('killed');
			};
			await expect(configure()).rejects.toThrow();
			const step = killAt === 1 ? /^POST \/credentials$/ : /\/publish$/;
			expect(proxy.steps).toHaveLength(killAt);
			expect(proxy.steps.at(-1)).toMatch(step);
			proxy.onStep = async () => {};
			await world.n8n.start();
			await waitUntil(async () => (await world.api('GET', '/api/health')).status === 200, {
				what: 'the API to answer again',
			});
			const next = await configure();
			expect([killAt, next.status, next.body.error]).toEqual([killAt, 200, undefined]);
			// n8n may keep a workflow for a while whose publishing was cut off.
			await waitUntil(async () => isDeepStrictEqual(await inN8n(world.n8n), whole), {
				what: `nothing to be left of what was killed at step ${killAt}`,
				timeoutMs: 60_000,
			});
			await waitUntil(() => shop.state.webhooks.length === 1, { what: 'one webhook in the store' });
			await remove(next.body.data.guid);
			expect([killAt, await inN8n(world.n8n)]).toEqual([killAt, before]);
			expect(shop.state.webhooks).toEqual([]);
		}
	}, 600_000);
});
