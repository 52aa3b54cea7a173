import { repairWebhooks } from '../../engine/inbox/repairWebhooks.ts';
import { REGISTERING_WORLDS, type ProviderWorld } from '../support/providerWorlds.ts';
import { INTEGRATION } from '../support/testInbox.ts';

/** Nobody listens there: WooCommerce's ping is refused at once. */
const N8N = 'http://127.0.0.1:9/webhook';
const OWN = `${N8N}/own/store`;
const OTHER_INTEGRATION = `${N8N}/other/store`;
const GONE_INTEGRATION = `${N8N}/gone/store`;
const FOREIGN = [
	'http://127.0.0.2:9/webhook/own/store',
	`${N8N}/another-node/some-hook`,
	'http://127.0.0.1:9/webhook-test/own/store',
];

describe.each(REGISTERING_WORLDS)('repairing the webhooks of %s', (_, _webhooks, startWorld) => {
	let world: ProviderWorld;
	const integration = { ...INTEGRATION, webhookUrl: OWN };

	beforeEach(async () => {
		world = await startWorld();
	});
	afterEach(async () => await world.close());

	const register = async (url: string) =>
		await world.provider.registerWebhooks(world.connection, url, integration.guid);
	const urls = async () =>
		new Set((await world.provider.listWebhooks(world.connection)).map(({ url }) => url));
	const repair = async () =>
		await repairWebhooks(
			world.provider,
			world.connection,
			integration,
			new Set([OWN, OTHER_INTEGRATION]),
		);

	it('puts back what the store has dropped', async () => {
		const before = await register(OWN);
		await world.provider.removeWebhooks(world.connection, OWN);
		const { restored, webhooks } = await repair();
		expect(restored).toHaveLength(before.length);
		expect(webhooks.map(({ topic }) => topic).sort()).toEqual(
			before.map(({ topic }) => topic).sort(),
		);
	});

	it('leaves alone what works', async () => {
		await register(OWN);
		expect(await repair()).toMatchObject({ restored: [], removed: 0 });
	});

	it('removes those of integrations that are no more, and never anybody else’s', async () => {
		for (const url of [OWN, OTHER_INTEGRATION, GONE_INTEGRATION]) {
			// Some stores have one webhook, which only a person can give to another address.
			if ((await register(url)).length === 0) await world.addForeignWebhook!(url);
		}
		for (const url of FOREIGN) await world.addForeignWebhook!(url);
		const { removed } = await repair();
		expect(removed).toBeGreaterThan(0);
		expect(await urls()).toEqual(new Set([OWN, OTHER_INTEGRATION, ...FOREIGN]));
	});
});
