import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActions, type ActionArgs } from '../../engine/actions/actions.ts';
import { watchEverything } from '../../engine/alerts/alerts.ts';
import type { Watch } from '../../engine/alerts/watch.ts';
import { listImports } from '../../engine/history/imports.ts';
import { connectStore } from '../../engine/inbox/connectStore.ts';
import {
	disableIntegration,
	integrationOf,
	isLive,
	recordRegistration,
} from '../../engine/inbox/integration.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { takeLease } from '../../engine/leases.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { newSecret } from '../support/postSigned.ts';
import {
	INTEGRATION,
	saveIntegration,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const MINUTE_MS = 60_000;
/** Nobody listens there: every webhook is missed. */
const WEBHOOK_URL = 'http://127.0.0.1:9/webhook/x/store';
const CUSTOMER = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };

eachDialect('a store that is imported from by itself', (database) => {
	let folder: string;
	let shop: DemoStore;
	let keys: { storeUrl: string; apiKey: string; apiSecret: string };
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let warnings: string[];
	let watch: Watch;
	let startedAt: number;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-missed-'));
		const own = { apiKey: 'key', apiSecret: newSecret() };
		shop = await startDemoStore({ port: 0, dataFile: join(folder, 'store.json'), ...own });
		keys = { storeUrl: shop.url, ...own };
	});
	afterAll(async () => {
		await shop.stop();
		await rm(folder, { recursive: true, force: true });
	});
	beforeEach(async () => {
		state = await database().open();
		// The shop has the time of the wall: what is in it at first was there before.
		clock = testClock(Date.now() + 5_000);
		warnings = [];
		inbox = testInbox(state, clock, { warn: (message) => void warnings.push(message) });
		watch = watchEverything(inbox, { state: database().location });
		const connected = { ...INTEGRATION, storeUrl: shop.url, webhookUrl: WEBHOOK_URL };
		await saveIntegration(state, connected, clock.now());
		await recordRegistration(state, INTEGRATION.guid, clock.now());
		shop.state.webhooks.length = 0;
		startedAt = clock.now();
	});

	/** As the trigger asks; `start` is another start of it. */
	const ask = async (
		more: Partial<ActionArgs<'importMissed'>> = {},
		signal?: AbortSignal,
	): Promise<number> => {
		const { perform } = createActions(inbox, () => {});
		const args: ActionArgs<'importMissed'> = {
			space: INTEGRATION.space,
			guid: INTEGRATION.guid,
			keys: { provider: 'generic', credentials: keys },
			rhythm: { everyMs: 10 * MINUTE_MS, startedAt, isRestart: false },
			entityTypes: ['Order', 'Product'],
			firesForExisting: false,
			...more,
		};
		const outcome = await perform('importMissed', args, signal);
		if (outcome.kind === 'failed') throw new Error(outcome.error.message);
		return outcome.result.nextInMs;
	};
	const restart = () => {
		clock.advance(1);
		startedAt = clock.now();
	};
	const imports = async () =>
		(await listImports(state, INTEGRATION.guid, { limit: 100, after: null }, clock.now())).rows;
	const count = async () => (await imports()).reduce((sum, row) => sum + row.count, 0);
	const openAlerts = async () => {
		await watch.look();
		const rows = await state.db
			.selectFrom('alert')
			.select('kind')
			.where('endedAt', 'is', null)
			.execute();
		return rows.map(({ kind }) => kind);
	};
	const eventsOf = async (id: string) =>
		(await state.db.selectFrom('event').select('codesJson').where('entityId', '=', id).execute())
			.length;

	it('is imported from at its start, then every ten minutes: what no webhook brought fires once, and a dropped webhook is back', async () => {
		shop.placeOrder(CUSTOMER);
		const nextInMs = await ask();
		expect(nextInMs / MINUTE_MS).toBeGreaterThanOrEqual(10);
		expect(nextInMs / MINUTE_MS).toBeLessThanOrEqual(11);
		expect(shop.state.webhooks).toMatchObject([{ url: WEBHOOK_URL }]);
		expect(await state.db.selectFrom('event').select('id').execute()).toEqual([]);

		shop.state.webhooks.length = 0;
		const { id } = shop.placeOrder(CUSTOMER);
		expect(await ask()).toBeGreaterThan(9 * MINUTE_MS);
		expect([await count(), await eventsOf(id)]).toEqual([1, 0]);
		clock.advance(nextInMs);
		await ask();
		expect([await count(), await eventsOf(id)]).toEqual([2, 1]);
		expect(shop.state.webhooks).toHaveLength(1);
		expect((await imports()).map(({ began }) => began)).toEqual(['schedule', 'start']);
		expect(warnings).toEqual([]);
	});

	it('is imported from once by ten starts within a minute, and by each start after a longer time', async () => {
		await ask();
		for (let times = 0; times < 10; times += 1) {
			clock.advance(5_000);
			restart();
			const nextInMs = await ask();
			expect(nextInMs).toBeLessThanOrEqual(MINUTE_MS);
		}
		expect(await count()).toBe(1);
		clock.advance(2 * MINUTE_MS);
		restart();
		await ask();
		expect(await count()).toBe(2);
	});

	it('goes on at once after a start that follows an import that was cut off', async () => {
		const run = { id: randomUUID(), integrationGuid: INTEGRATION.guid, holder: 'gone/1' };
		await state.db
			.insertInto('importRun')
			.values({
				...run,
				...{ began: 'start' as const, startedAt: clock.now(), endedAt: null, count: 1 },
				...{ isCancelled: 0, failure: null, keysProblem: null, events: 0, restored: 0 },
				...{ importedJson: '{}', webhooksJson: null },
			})
			.execute();
		restart();
		await ask();
		expect((await imports()).map(({ status }) => status)).toEqual(['done', 'lost']);
	});

	it('waits while another run imports, such as that of a schedule that is still drawn beside it', async () => {
		const lease = inbox.holder.lease('import', INTEGRATION.guid);
		await takeLease(state, lease, clock.now());
		expect(await ask()).toBeLessThan(MINUTE_MS);
		expect(await count()).toBe(0);
	});

	it('counts from the last import, whoever has begun that', async () => {
		const { perform } = createActions(inbox, () => {});
		const store = {
			...{ provider: 'generic', credentials: keys },
			...{ space: INTEGRATION.space, workflowId: INTEGRATION.workflowId },
		};
		const { kind } = await perform('importStoreChanges', {
			...{ store, entityTypes: ['Order'], firesForExisting: false },
			...{ began: 'schedule', present: null },
		});
		expect(kind).toBe('done');
		expect(await ask()).toBeGreaterThan(9 * MINUTE_MS);
		expect(await count()).toBe(1);
	});

	it('that refuses its keys is asked ever more seldom, is told as an alert, and is asked again soon once it is published', async () => {
		const wrong = { provider: 'generic', credentials: { ...keys, apiKey: 'another' } };
		const waits: number[] = [];
		for (let times = 0; times < 5; times += 1) {
			waits.push(await ask({ keys: wrong }));
			clock.advance(waits.at(-1)!);
		}
		expect(waits).toEqual(waits.toSorted((one, other) => one - other));
		expect(waits.at(-1)! / MINUTE_MS).toBeGreaterThanOrEqual(60);
		expect(await openAlerts()).toEqual(['keys_refused']);
		expect((await imports())[0]).toMatchObject({ status: 'failed' });

		restart();
		clock.advance(MINUTE_MS);
		await ask();
		expect((await imports())[0]).toMatchObject({ status: 'done' });
		expect(await openAlerts()).not.toContain('keys_refused');
	});

	it.each([
		['is gone', { problem: 'Credential with ID "7" does not exist.' }, /cannot be read.*"7"/],
		[
			'is for another shop',
			{
				provider: 'generic',
				credentials: { storeUrl: 'https://other.example.com', apiKey: 'k', apiSecret: newSecret() },
			},
			/is for https:\/\/other\.example\.com.*Publish the workflow of the store again/,
		],
		['is not complete', { provider: 'generic', credentials: {} }, /is not complete/],
	])('whose credential %s is not imported from, and says what to do', async (_, wrong, words) => {
		await ask({ keys: wrong });
		expect(await imports()).toMatchObject([
			{ status: 'failed', failure: expect.stringMatching(words), imported: {} },
		]);
		expect(await openAlerts()).toEqual(['keys_refused']);
		expect(await state.db.selectFrom('snapshot').select('entityId').execute()).toEqual([]);
	});

	it('is looked at again a second later while its webhooks are being registered, so that none is made twice', async () => {
		clock.advance(1);
		const publishing = { ...INTEGRATION, storeUrl: shop.url, webhookUrl: WEBHOOK_URL };
		await saveIntegration(state, publishing, clock.now());
		expect(await ask()).toBeLessThanOrEqual(1_000);
		expect(shop.state.webhooks).toEqual([]);
		await recordRegistration(state, INTEGRATION.guid, clock.now());
		expect(await ask()).toBeGreaterThan(MINUTE_MS);
	});

	it('is left alone while its connection is not the live one', async () => {
		const other = { ...INTEGRATION, guid: '22222222-2222-5222-8222-222222222222' };
		expect(await ask({ guid: other.guid })).toBeLessThanOrEqual(1_000);
		clock.advance(MINUTE_MS);
		expect(await ask({ guid: other.guid })).toBe(MINUTE_MS);
		await disableIntegration(state, INTEGRATION.guid, clock.now());
		expect(await ask()).toBe(MINUTE_MS);
		expect(await count()).toBe(0);
		expect(shop.state.webhooks).toEqual([]);
	});

	it('stays connected when n8n starts while it cannot be reached, for its imports put the webhooks right; published by a person, it is refused', async () => {
		const nobody = { ...INTEGRATION, storeUrl: 'http://127.0.0.1:9', webhookUrl: WEBHOOK_URL };
		await saveIntegration(state, nobody, clock.now());
		await recordRegistration(state, nobody.guid, clock.now());
		const connect = async (webhookUrl: string, isRestart: boolean) => {
			const integration = { ...nobody, webhookUrl };
			const credentials = { ...keys, storeUrl: nobody.storeUrl };
			const asked = { integration, credentials, isTest: false, isRestart };
			const { kind } = await connectStore(inbox, asked);
			const row = await integrationOf(state, nobody.space, nobody.guid);
			return [kind, isLive(row!)];
		};
		expect(await connect(WEBHOOK_URL, true)).toEqual(['connected', true]);
		expect(await connect('http://127.0.0.1:10/webhook/x/store', true)).toEqual(['connected', true]);
		expect(await connect(WEBHOOK_URL, false)).toEqual(['refused', false]);
		expect(await connect(WEBHOOK_URL, true)).toEqual(['refused', false]);
	});
});
