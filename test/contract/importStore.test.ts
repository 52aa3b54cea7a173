import type { EntityType } from '../../engine/events/entityType.ts';
import { importStore, type ImportedStore } from '../../engine/inbox/importStore.ts';
import { disableIntegration } from '../../engine/inbox/integration.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { Provider } from '../../engine/providers/provider.ts';
import { endLeases, LEASE_MS, takeLease } from '../../engine/leases.ts';
import { StoreError } from '../../engine/providers/storeError.ts';
import type { ListPage, ListPosition } from '../../engine/providers/storeSide.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	connect,
	INTEGRATION,
	START_MS,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const OTHER_ADDRESS = 'https://n8n.example.org/automation/webhook/x/store';

/** A store of the generic kind: its lists, and its webhooks, are what a test says. */
eachDialect('an import from a store', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let urls: string[];
	let list: (entityType: EntityType, position: ListPosition) => Promise<ListPage>;
	let register: (url: string) => Promise<void>;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		await connect(state, clock);
		urls = [INTEGRATION.webhookUrl];
		list = async (entityType) => ({ observations: [observed(entityType)], nextPage: null });
		register = async (url) => void (urls.includes(url) || urls.push(url));
	});

	const observed = (entityType: EntityType, id = '1') =>
		({
			entityType,
			id,
			kind: 'upsert',
			entity: { id, createdAt: new Date(START_MS + 5).toISOString() },
			changedAt: new Date(START_MS + 5).toISOString(),
			clock: 'record',
			topicCodes: [],
		}) as ListPage['observations'][number];
	const webhooks = () => urls.map((url) => ({ id: url, topic: 'all', url, enabled: true }));
	const provider = () =>
		({
			...providerOf('generic')!,
			listChanges: async (_: unknown, type: EntityType, position: ListPosition) =>
				await list(type, position),
			listWebhooks: async () => webhooks(),
			async registerWebhooks(_: unknown, url: string) {
				await register(url);
				return webhooks().filter((one) => one.url === url);
			},
			async removeWebhooks(_: unknown, url: string) {
				urls = urls.filter((each) => each !== url);
			},
		}) as unknown as Provider;
	const integration = async () =>
		await state.db.selectFrom('integration').selectAll().executeTakeFirstOrThrow();
	const run = async (more: Partial<ImportedStore> = {}) =>
		await importStore(
			inbox,
			{
				integration: await integration(),
				provider: provider(),
				connection: {
					credentials: {},
					http: async () => ({ status: 200, headers: {}, body: null }),
				},
				webhookUrl: null,
				...more,
			},
			['Order', 'Product'],
			{ firesForExisting: false, onPage: () => {}, wait: async () => {} },
		);
	const snapshots = async () =>
		(await state.db.selectFrom('snapshot').select('entityType').execute())
			.map(({ entityType }) => entityType)
			.sort();

	it('does not depend on the repair of the webhooks, and says what failed', async () => {
		register = async () => {
			throw new StoreError('forbidden', 'The key may only read.');
		};
		const result = (await run())!;
		expect(await snapshots()).toEqual(['Order', 'Product']);
		expect(result.webhooks).toEqual({ failed: expect.stringContaining('The key may only read.') });
		expect(result.failures).toHaveLength(1);
	});

	it('that is refused its keys says so in the words of the store, and not as if it were about webhooks', async () => {
		const refusal = new StoreError('unauthorized', 'The store does not accept the keys.');
		const refuse = async () => {
			throw refusal;
		};
		[register, list] = [refuse, refuse];
		const result = (await run())!;
		expect(result.webhooks).toEqual({ failed: refusal.message });
		const { keysProblem } = await state.db
			.selectFrom('importRun')
			.select('keysProblem')
			.executeTakeFirstOrThrow();
		expect(keysProblem).toBe(refusal.message);
	});

	it('repairs the webhooks, and brings in the other types, also where one type cannot be read', async () => {
		urls = [];
		list = async (entityType) => {
			if (entityType === 'Order') throw new StoreError('not_found', 'There is no such list.');
			return { observations: [observed(entityType)], nextPage: null };
		};
		const result = (await run())!;
		expect(urls).toEqual([INTEGRATION.webhookUrl]);
		expect(await snapshots()).toEqual(['Product']);
		expect(result.imported).toMatchObject({
			Order: { failed: 'There is no such list.' },
			Product: { entities: 1 },
		});
	});

	it('of a store that posts nothing says how it is asked, misses no webhook, and tells of none', async () => {
		urls = [];
		const asked = { ...provider(), name: 'Quiet Shop', pollEveryMs: 5 * 60_000 };
		const nothing = async () => [];
		const result = (await run({
			provider: { ...asked, listWebhooks: nothing, registerWebhooks: nothing },
		}))!;
		expect(result.failures).toEqual([]);
		expect(result.webhooks).toEqual({
			skipped: expect.stringMatching(/^Quiet Shop posts nothing by itself.* every 5 minutes/),
		});
		expect(await snapshots()).toEqual(['Order', 'Product']);
		const log = await state.db.selectFrom('importRun').select('webhooksJson').execute();
		expect(log).toEqual([{ webhooksJson: null }]);
		expect((await integration()).webhooks).toBeNull();
	});

	it('leaves no webhook behind where the workflow is unpublished while they are put right', async () => {
		urls = [];
		register = async (url) => {
			urls.push(url);
			await disableIntegration(state, INTEGRATION.guid, clock.now());
		};
		await run();
		expect(urls).toEqual([]);
	});

	it('is the only one of its store: a second one does nothing, and the next one goes on', async () => {
		let second: unknown = 'not asked';
		list = async (entityType) => {
			if (entityType === 'Order') second = await run();
			return { observations: [observed(entityType)], nextPage: null };
		};
		expect((await run())?.failures).toEqual([]);
		expect(second).toBeNull();
		expect(await run()).not.toBeNull();
	});

	it('of a process that was killed is taken over: at once by the next process, or when its lease is over', async () => {
		const killed = { kind: 'import', key: INTEGRATION.guid, holder: 'killed/run' } as const;
		await takeLease(state, killed, clock.now());
		expect(await run()).toBeNull();
		// As at the start of an n8n that is the only one.
		await endLeases(state, clock.now());
		expect(await run()).not.toBeNull();
		await takeLease(state, killed, clock.now());
		clock.advance(LEASE_MS);
		expect(await run()).not.toBeNull();
	});

	it('that was taken over stores nothing more', async () => {
		list = async (entityType) => {
			await state.db
				.updateTable('lease')
				.set({ holder: 'another' })
				.where('kind', '=', 'import')
				.execute();
			return { observations: [observed(entityType)], nextPage: null };
		};
		const result = (await run())!;
		expect(await snapshots()).toEqual([]);
		expect(result.failures).toHaveLength(1);
		expect(
			await state.db.selectFrom('lease').select('holder').where('kind', '=', 'import').execute(),
		).toEqual([{ holder: 'another' }]);
	});

	it('tells what of a page could not be read, and takes the rest', async () => {
		list = async (entityType) => ({
			observations: [observed(entityType, 'good')],
			refused: [{ id: 'odd', reason: 'id: expected a text' }],
			nextPage: null,
		});
		expect((await run())?.imported.Order).toEqual({
			pages: 1,
			entities: 1,
			events: expect.any(Number),
			refusals: 1,
			refused: [{ id: 'odd', reason: 'id: expected a text' }],
		});
	});

	describe('when the address of n8n has changed', () => {
		it('the store posts to the new one, and the old one is gone', async () => {
			await run({ webhookUrl: OTHER_ADDRESS });
			expect(urls).toEqual([OTHER_ADDRESS]);
			expect((await integration()).webhookUrl).toBe(OTHER_ADDRESS);
		});

		it('the old one is not put back when the store has dropped it', async () => {
			urls = [];
			await run({ webhookUrl: OTHER_ADDRESS });
			await run({ webhookUrl: OTHER_ADDRESS });
			expect(urls).toEqual([OTHER_ADDRESS]);
		});

		it('what could not be registered at the new one is tried again, and the old one stays until then', async () => {
			register = async () => {
				throw new StoreError('unavailable', 'The shop has trouble at present.');
			};
			await run({ webhookUrl: OTHER_ADDRESS });
			expect(urls).toEqual([INTEGRATION.webhookUrl]);
			register = async (url) => void urls.push(url);
			await run({ webhookUrl: OTHER_ADDRESS });
			expect(urls).toEqual([OTHER_ADDRESS]);
		});
	});
});
