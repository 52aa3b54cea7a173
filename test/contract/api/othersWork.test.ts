import { randomUUID } from 'node:crypto';
import type { N8nWorkflow } from '../../../n8n/publicApi/n8nApi.ts';
import { API_SECRET, apiInMemory, STORE_URL, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';

eachDialect('what a person has made or changed in n8n is theirs', (database) => {
	let api: ApiInMemory;

	beforeEach(async () => {
		api = apiInMemory(await database().open());
	});

	const configure = (settings: object = {}) =>
		api.ask('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials: { storeUrl: STORE_URL, apiKey: 'key', apiSecret: API_SECRET },
			settings,
		});
	const remove = (guid: string) =>
		api.ask('DELETE', `/api/integrations/providers/ecommerce/remove/${guid}`);
	const disable = (guid: string) => api.ask('GET', `/api/integrations/provider/disable/${guid}`);
	const workflows = () => [...api.n8n.workflows.values()];
	const named = (name: string) => workflows().find((workflow) => workflow.name === name);
	const withNote = (workflow: N8nWorkflow): N8nWorkflow => ({
		...workflow,
		nodes: [
			...workflow.nodes,
			{
				id: randomUUID(),
				name: 'My note',
				type: 'n8n-nodes-base.stickyNote',
				typeVersion: 1,
				position: [0, 900],
				parameters: { content: 'Ask Ada before you change this' },
			},
		],
	});

	it('a workflow that only looks like one of ours is never touched', async () => {
		const { data } = await configure({ pushTracking: true });
		const { name, nodes, connections, settings } = named('Tracking for Shop')!;
		const mine = await api.n8n.createWorkflow({
			...{ connections, settings, name: 'My own tracking' },
			nodes: nodes.map((node) => ({
				...node,
				id: randomUUID(),
				parameters: { skipUnknownOrders: true, ...node.parameters },
			})),
		});
		await api.n8n.publishWorkflow(mine.id);
		await disable(data.guid);
		expect(api.n8n.workflows.get(mine.id)?.active).toBe(true);
		await configure({ pushTracking: false });
		expect(named(name)).toBeUndefined();
		await remove(data.guid);
		expect(workflows()).toMatchObject([{ id: mine.id, active: true }]);
	});

	it('a managed workflow that somebody has changed is unpublished, loses its tag, and stays; the answer says so', async () => {
		const { data } = await configure({ pushTracking: true });
		const { id } = named('Tracking for Shop')!;
		await api.n8n.tagWorkflow(id, ['commerce', 'commerce-managed', 'mine']);
		api.n8n.edit(id, withNote);
		expect(await remove(data.guid)).toMatchObject({ status: 200, kept: ['Tracking for Shop'] });
		expect(workflows()).toMatchObject([{ id, active: false, tags: ['mine'] }]);
		expect(workflows()[0]!.nodes.map((node) => node.name)).toContain('My note');
		expect(JSON.stringify(api.warnings)).toContain('was unpublished and not deleted');
	});

	it.each([
		['another name', (workflow: N8nWorkflow) => ({ ...workflow, name: 'Mine' })],
		['a note', withNote],
		['other settings', (workflow: N8nWorkflow) => ({ ...workflow, settings: { timezone: 'UTC' } })],
		[
			'a change that is not published yet',
			(workflow: N8nWorkflow) => ({ ...workflow, hasDraft: true }),
		],
	])('the workflow of a store stays if it was given %s', async (_, change) => {
		const { data } = await configure();
		const [{ id } = { id: '' }] = workflows();
		api.n8n.edit(id, change);
		const { name } = workflows()[0]!;
		expect(await remove(data.guid)).toMatchObject({ status: 200, kept: [name] });
		expect(workflows()).toMatchObject([{ id, active: false, tags: [] }]);
		expect(api.store.webhooks).toEqual([]);
		expect((await api.ask('GET', '/api/integrations')).data).toMatchObject([
			{ status: 'disabled', storeUrl: null },
		]);
	});

	it('the workflow of a store that was connected by hand stays, and so does its credential', async () => {
		const made = await api.n8n.createCredential({
			name: 'Mine',
			type: 'commerceGenericStoreApi',
			data: { storeUrl: STORE_URL, apiKey: 'key', apiSecret: API_SECRET },
		});
		const { id } = await api.n8n.createWorkflow({
			name: 'By hand',
			nodes: [
				{
					id: randomUUID(),
					name: 'Store',
					type: 'n8n-nodes-commerce.commerceStoreTrigger',
					typeVersion: 2,
					position: [0, 0],
					parameters: { provider: 'generic', storeName: 'By hand' },
					credentials: { commerceGenericStoreApi: { id: made.id, name: 'Mine' } },
					webhookId: 'by-hand',
				},
			],
			connections: {},
			settings: {},
		});
		await api.n8n.publishWorkflow(id);
		const [{ guid }] = (await api.ask('GET', '/api/integrations')).data;
		expect(await remove(guid)).toMatchObject({ status: 200, kept: ['By hand'] });
		expect(workflows()).toMatchObject([{ id, active: false }]);
		expect([...api.n8n.credentials.keys()]).toEqual([made.id]);
		expect(api.store.webhooks).toEqual([]);
	});

	it('what somebody changes while a request makes it stays, too, when the request fails', async () => {
		api.n8n.onStep = (step, when) => {
			if (step !== 'publishWorkflow' || when !== 'before') return;
			api.n8n.edit(workflows()[0]!.id, withNote);
			throw new Error('n8n is stopped');
		};
		expect((await configure()).status).toBe(500);
		expect(workflows()).toMatchObject([{ active: false, tags: [] }]);
	});

	it('what nobody but the API has changed is deleted wholly', async () => {
		const { data } = await configure({ pushTracking: true });
		await disable(data.guid);
		await configure({ pushTracking: true, syncProducts: false });
		expect(workflows()).toHaveLength(2);
		const { status, ...answer } = await remove(data.guid);
		expect([status, answer]).not.toHaveProperty('kept');
		expect([workflows(), [...api.n8n.credentials.values()]]).toEqual([[], []]);
	});

	it('a credential that somebody has renamed stays', async () => {
		const { data } = await configure();
		const [credential] = [...api.n8n.credentials.values()];
		await api.n8n.updateCredential(credential!.id, { name: 'Mine now' });
		await remove(data.guid);
		expect([...api.n8n.credentials.values()]).toMatchObject([{ name: 'Mine now' }]);
	});
});
