import { listAlerts } from '../../engine/alerts/listAlerts.ts';
import { watchEverything } from '../../engine/alerts/alerts.ts';
import type { Watch } from '../../engine/alerts/watch.ts';
import { connectStore } from '../../engine/inbox/connectStore.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { startSimulatedEasyPost } from '../support/simulatedEasyPost.ts';
import { startSimulatedShippo } from '../support/simulatedShippo.ts';
import { INTEGRATION, testClock, testInbox } from '../support/testInbox.ts';

const ACCOUNTS = [
	[
		'easypost',
		'EZTK-of-the-account',
		async (apiKey?: string) => await startSimulatedEasyPost(apiKey),
	],
	[
		'shippo',
		'shippo_test_of-it',
		async (apiKey?: string) => await startSimulatedShippo({ apiKey }),
	],
] as const;

eachDialect('keys for tests', (database) => {
	let state: OpenDatabase;
	let inbox: Inbox;
	let watch: Watch;
	const clock = testClock();

	beforeEach(async () => {
		state = await database().open();
		inbox = testInbox(state, clock);
		watch = watchEverything(inbox, { state: database().location });
	});

	const publish = async (slug: string, credential: object) => {
		const provider = providerOf(slug)!;
		const credentials = provider.credentialsSchema.parse(credential);
		const integration = {
			...INTEGRATION,
			provider: slug,
			storeUrl: provider.storeUrl(credentials),
		};
		const asked = { integration, credentials, isTest: false };
		expect(await connectStore(inbox, asked)).toEqual({ kind: 'connected' });
	};
	const alerts = async () => {
		await watch.look();
		const { rows } = await listAlerts(
			state,
			INTEGRATION.space,
			{ isOpen: true },
			{ limit: 10, after: null },
		);
		return rows.filter(({ kind }) => kind === 'keys_for_tests');
	};

	it.each(ACCOUNTS)(
		'of %s connect, and are told as an alert in words until others are published',
		async (slug, key, start) => {
			const [forTests, real] = [await start(key), await start()];
			try {
				await publish(slug, forTests.credential);
				const name = providerOf(slug)!.name;
				expect(await alerts()).toMatchObject([
					{
						integrationGuid: INTEGRATION.guid,
						title: `"${INTEGRATION.name}" has keys for tests`,
						cause: expect.stringMatching(
							new RegExp(`${name} tells nothing of real orders and parcels`),
						),
						nextStep: expect.stringMatching(/credential in n8n, and publish/),
					},
				]);
				expect(JSON.stringify(await alerts())).not.toContain(key);
				await publish(slug, real.credential);
				expect(await alerts()).toEqual([]);
			} finally {
				await Promise.all([forTests.close(), real.close()]);
			}
		},
	);
});
