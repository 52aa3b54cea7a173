import fc from 'fast-check';
import { unfinishedProvisions } from '../../../n8n/provisions/provisions.ts';
import { N8nApiError } from '../../../n8n/publicApi/n8nApiError.ts';
import { endLeases } from '../../../engine/leases.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { API_SECRET, apiInMemory, STORE_URL, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';

type Settings = {
	readonly autoImportOrders?: boolean | undefined;
	readonly syncProducts?: boolean | undefined;
	readonly pushTracking?: boolean | undefined;
};
/** At which request to n8n something fails, and whether n8n has done it nevertheless. */
type Fault = { readonly at: number; readonly when: 'before' | 'after' } | null;
type Step = {
	readonly does: 'configure' | 'disable' | 'enable' | 'remove';
	readonly settings: Settings;
	readonly fault: Fault;
	readonly storeRefuses: boolean;
};

const maybeOn = fc.option(fc.boolean(), { nil: undefined, freq: 3 });
const step: fc.Arbitrary<Step> = fc.record({
	does: fc.constantFrom(
		'configure',
		'configure',
		'configure',
		'disable',
		'disable',
		'enable',
		'remove',
	),
	settings: fc.record({
		autoImportOrders: maybeOn,
		syncProducts: maybeOn,
		pushTracking: maybeOn,
	}),
	fault: fc.option(
		fc.record({
			at: fc.integer({ min: 1, max: 30 }),
			when: fc.constantFrom('before', 'after'),
		}),
		{ freq: 2 },
	),
	storeRefuses: fc.integer({ max: 9, min: 0 }).map((chance) => chance === 0),
});

eachDialect('an integration through the REST API', (database) => {
	let api: ApiInMemory;
	let state: OpenDatabase;
	let keys: number;
	beforeEach(async () => {
		state = await database().open();
		api = apiInMemory(state);
		keys = 0;
	});

	const configure = (settings: Settings = {}) => {
		// As a merchant who has made new keys, and has not yet removed the old ones.
		api.store.olderKeys.push(api.store.apiKey);
		api.store.apiKey = `key-${(keys += 1)}`;
		return api.ask('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials: { storeUrl: STORE_URL, apiKey: api.store.apiKey, apiSecret: API_SECRET },
			settings,
		});
	};
	const listed = async () => (await api.ask('GET', '/api/integrations')).data;
	const guidOf = async (): Promise<string> =>
		(await listed())[0]?.guid ?? '00000000-0000-4000-8000-000000000000';
	const disable = async (guid?: string) =>
		await api.ask('POST', `/api/integrations/provider/disable/${guid ?? (await guidOf())}`);
	const enable = async (guid: string) =>
		await api.ask('POST', `/api/integrations/provider/enable/${guid}`);
	const remove = async (guid: string) =>
		await api.ask('DELETE', `/api/integrations/providers/ecommerce/remove/${guid}`);
	const inN8n = () => {
		const workflows = [...api.n8n.workflows.values()];
		return {
			// That of a setting has no state of its own: it may have been made anew.
			workflows: workflows.map(({ name, nodes, connections, tags }) =>
				name.startsWith('Tracking for') ? { name, tags } : { name, nodes, connections, tags },
			),
			credentials: [...api.n8n.credentials.values()],
		};
	};
	const forgetAll = async () => {
		api.n8n.onStep = () => {};
		api.n8n.workflows.clear();
		api.n8n.credentials.clear();
		api.store.webhooks = [];
		for (const table of ['provision', 'subscription', 'integration'] as const) {
			await state.db.deleteFrom(table).execute();
		}
	};
	const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

	it('with both imports off, disabled, and connected with one on is connected with one on', async () => {
		await configure({ autoImportOrders: true, syncProducts: false });
		await disable();
		await configure({ autoImportOrders: false });
		await disable();
		const { status, error } = await configure({ syncProducts: true });
		expect([status, error]).toEqual([200, undefined]);
		expect(await listed()).toMatchObject([
			{ status: 'active', settings: { autoImportOrders: false, syncProducts: true } },
		]);
	});

	it('that is connected again keeps the settings that the request does not name', async () => {
		await configure({ autoImportOrders: false, pushTracking: true });
		await disable();
		await configure();
		expect(await listed()).toMatchObject([
			{ settings: { autoImportOrders: false, syncProducts: true, pushTracking: true } },
		]);
	});

	it('keeps its old keys, its workflow and its settings when connecting it again fails', async () => {
		await configure({ pushTracking: true });
		await disable();
		const before = copy(inN8n());
		api.store.refusesWebhooks = true;
		const { status } = await configure({ pushTracking: false, syncProducts: false });
		expect(status).toBe(400);
		expect(inN8n()).toEqual(before);
		expect((await listed())[0].status).toBe('disabled');
	});

	it.each(['Note', 'Import changes', 'Update status', 'When Executed by Another Workflow'])(
		'may be called "%s", as a node of its workflow is',
		async (name) => {
			api.store.name = name;
			const { status, error } = await configure();
			expect([status, error]).toEqual([200, undefined]);
		},
	);

	it.each(['before', 'after'] as const)(
		'is still known as made here, and removed with all that was made, where changing its workflow has failed %s n8n did so',
		async (failing) => {
			await configure();
			await disable();
			let hasFailed = false;
			api.n8n.onStep = (name, when) => {
				if (hasFailed || name !== 'updateWorkflow' || when !== failing) return;
				hasFailed = true;
				throw new N8nApiError({ method: 'PUT', path: name, status: 500, said: 'no' }, 'It failed.');
			};
			expect((await configure({ autoImportOrders: false })).status).toBe(503);
			api.n8n.onStep = () => {};
			expect((await configure()).status).toBe(200);
			expect((await remove(await guidOf())).status).toBe(200);
			expect(inN8n()).toEqual({ workflows: [], credentials: [] });
		},
	);

	it('is made by the next call, whatever step its process was killed at, and nothing of the half is left', async () => {
		const wanted = { pushTracking: true };
		const names = () => ({
			workflows: [...api.n8n.workflows.values()].map(({ name, tags }) => ({ name, tags })),
			credentials: [...api.n8n.credentials.values()].map(({ name }) => name),
		});
		const changes = (step: string, when: 'before' | 'after') =>
			when === 'after' && !/^(check|get|list)/.test(step);
		let steps = 0;
		api.n8n.onStep = (step, when) => {
			if (changes(step, when)) steps += 1;
		};
		await configure(wanted);
		expect(steps).toBeGreaterThanOrEqual(8);
		const whole = names();
		api.n8n.onStep = () => {};
		await remove(await guidOf());

		for (let killAt = 1; killAt <= steps; killAt += 1) {
			let step = 0;
			const killed = Promise.withResolvers<void>();
			api.n8n.onStep = async (name, when) => {
				if (!changes(name, when) || (step += 1) !== killAt) return;
				killed.resolve();
				await new Promise<never>(() => {});
			};
			void configure(wanted);
			await killed.promise;
			api.n8n.onStep = () => {};
			// As at the start of an n8n that is the only one.
			await endLeases(state, Date.now());
			const { status, error } = await configure(wanted);
			expect([killAt, status, error]).toEqual([killAt, 200, undefined]);
			expect([killAt, names()]).toEqual([killAt, whole]);
			expect(api.store.webhooks).toHaveLength(1);
			expect(await unfinishedProvisions(state, 'default')).toEqual([]);
			await remove(await guidOf());
			expect([killAt, inN8n()]).toEqual([killAt, { workflows: [], credentials: [] }]);
			expect(api.store.webhooks).toEqual([]);
		}
	}, 300_000);

	it('is usable by the next call, whatever was asked before and whichever request to n8n has failed', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
				await forgetAll();
				for (const { does, settings, fault, storeRefuses } of steps) {
					api.n8n.onStep = () => {};
					const before = copy(inN8n());
					const guid = await guidOf();
					let asked = 0;
					api.n8n.onStep = (name, when) => {
						if (when === 'before') asked += 1;
						if (fault === null || asked !== fault.at || when !== fault.when) return;
						asked += 1_000;
						const failure = { method: 'POST', path: name, status: 500, said: 'no' };
						throw new N8nApiError(failure, `${name} failed`);
					};
					// One that refuses to let a webhook go keeps it, whatever is done here.
					api.store.refusesWebhooks = storeRefuses && (does === 'configure' || does === 'enable');
					const { status, error } = await {
						configure: async () => await configure(settings),
						disable,
						enable,
						remove,
					}[does](guid);
					expect([status, error]).not.toEqual([500, error]);
					// Undo means undo, also of new keys.
					if (does === 'configure' && status !== 200) {
						expect({ does, status, ...inN8n() }).toEqual({ does, status, ...before });
					}
				}
				api.n8n.onStep = () => {};
				api.store.refusesWebhooks = false;

				const first = await configure();
				expect([200, 409]).toContain(first.status);
				if (first.status === 409) {
					expect((await disable()).status).toBe(200);
					expect((await configure()).status).toBe(200);
				}
				const wanted = { autoImportOrders: false, syncProducts: true, pushTracking: true };
				expect((await disable()).status).toBe(200);
				expect(await configure(wanted)).toMatchObject({ status: 200 });
				expect(await listed()).toMatchObject([{ status: 'active', settings: wanted }]);
				expect(api.store.webhooks).toHaveLength(1);
				const used = [...api.n8n.workflows.values()].flatMap(({ nodes }) =>
					nodes.flatMap(({ credentials = {} }) => Object.values(credentials).map(({ id }) => id)),
				);
				for (const { id, data } of api.n8n.credentials.values()) {
					expect([used.includes(id), data.apiKey]).toEqual([true, api.store.apiKey]);
				}
				expect((await remove(await guidOf())).status).toBe(200);
				expect(inN8n()).toEqual({ workflows: [], credentials: [] });
				expect(api.store.webhooks).toEqual([]);
				expect(await unfinishedProvisions(state, 'default')).toEqual([]);
			}),
			{ numRuns: database().location.kind === 'sqlite' ? 40 : 6 },
		);
	}, 300_000);
});
