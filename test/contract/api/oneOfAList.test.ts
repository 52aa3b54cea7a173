import { endPause, recordPause } from '../../../engine/pauses/pauses.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { apiInMemory, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import { changeOrder, connect, subscribe, testClock, testInbox } from '../../support/testInbox.ts';

eachDialect('what waits, and what could not be delivered, over the REST API', (database) => {
	let state: OpenDatabase;
	let api: ApiInMemory;
	const opened: string[] = [];

	beforeEach(async () => {
		state = await database().open();
		opened.length = 0;
		const openLink = async (url: string) => {
			opened.push(url);
			const [executionId = ''] = url.split('/').slice(-1);
			await endPause(state, { executionId, nodeId: 'node' });
			return 200;
		};
		api = apiInMemory(state, {}, { openLink });
	});
	const pause = async (executionId: string, workflowId: string, space = 'default') =>
		await recordPause(state, {
			...{ executionId, nodeId: 'node', space, workflowId, pausedAt: Date.now(), until: null },
			resumeUrl: `https://n8n.example.com/resume/${executionId}`,
		});

	it('one paused execution is told as the list tells it, as long as it waits', async () => {
		await pause('1', 'w1');
		await pause('2', 'w1');
		await pause('3', 'w1', 'other');
		const listed = await api.ask('GET', '/api/pauses?limit=1');
		expect(listed).toMatchObject({ status: 200, total: 2 });
		const [{ id }] = listed.data;
		expect(await api.ask('GET', `/api/pauses/${id}`)).toMatchObject({
			status: 200,
			data: listed.data[0],
		});
		await api.ask('POST', `/api/pauses/${id}/resume`);
		expect(await api.ask('GET', `/api/pauses/${id}`)).toMatchObject({
			status: 404,
			error: 'Paused execution not found',
		});
	});

	it('all paused executions are resumed at once, 100 of them, and none of another space', async () => {
		await pause('of another space', 'w1', 'other');
		for (let each = 0; each < 103; each += 1) await pause(String(each), 'w1');
		const resume = async () => (await api.ask('POST', '/api/pauses/resume')).data;
		expect(await resume()).toEqual({ resumed: 100, left: 3 });
		expect(await resume()).toEqual({ resumed: 3, left: 0 });
		expect(await resume()).toEqual({ resumed: 0, left: 0 });
		expect(new Set(opened).size).toBe(103);
	});

	it('of one workflow only its paused executions are resumed; one that is not there is 404', async () => {
		const body = {
			...{ name: 'Mine', entityType: 'Order', triggerId: 'order_paid' },
			action: { type: 'send_email', recipient: 'customer', template: 'order_confirmation' },
		};
		const { guid } = (await api.ask('POST', '/api/workflows/configure', body)).data;
		const [{ id } = { id: '' }] = [...api.n8n.workflows.values()];
		await pause('1', id);
		await pause('2', 'another');
		const resume = async (workflow: string) =>
			await api.ask('POST', `/api/pauses/resume?workflow=${workflow}`);
		expect((await resume(guid)).data).toEqual({ resumed: 1, left: 0 });
		expect(opened).toEqual(['https://n8n.example.com/resume/1']);
		expect((await resume('00000000-0000-4000-8000-000000000000')).status).toBe(404);
	});

	it('one dead letter is told as the list tells it, until it is given up', async () => {
		const clock = testClock();
		const inbox = testInbox(state, clock);
		await connect(state, clock);
		await subscribe(state, clock);
		for (const order of ['1', '2']) await changeOrder(inbox, order);
		await state.db
			.updateTable('delivery')
			.set({ status: 'dead', settledAt: clock.now(), lastError: 'down' })
			.execute();
		const listed = await api.ask('GET', '/api/dead-letters?limit=1');
		expect(listed).toMatchObject({ status: 200, total: 2 });
		const [{ id }] = listed.data;
		const one = async () => await api.ask('GET', `/api/dead-letters/${id}`);
		expect(await one()).toMatchObject({ status: 200, data: listed.data[0] });
		await api.ask('POST', `/api/dead-letters/give-up?id=${id}`);
		expect(await one()).toMatchObject({ status: 404, error: 'Dead letter not found' });
		expect(await api.ask('GET', '/api/dead-letters')).toMatchObject({ total: 1 });
	});

	it('a workflow that is published is enabled once it gets events', async () => {
		const body = {
			...{ name: 'Mine', entityType: 'Order', triggerId: 'order_paid' },
			action: { type: 'send_email', recipient: 'customer', template: 'order_confirmation' },
		};
		const { guid } = (await api.ask('POST', '/api/workflows/configure', body)).data;
		// n8n has published it, and its trigger has not begun yet.
		const lease = await state.db
			.selectFrom('lease')
			.selectAll()
			.where('kind', '=', 'subscription')
			.executeTakeFirstOrThrow();
		await state.db
			.updateTable('lease')
			.set({ holder: null })
			.where('kind', '=', 'subscription')
			.execute();
		let isEnabled = false;
		const path = `/api/workflows/configured/${guid}/enable`;
		const enabling = api.ask('POST', path).finally(() => (isEnabled = true));
		// As many turns as the answer to another request takes.
		await api.ask('GET', `/api/workflows/configured/${guid}`);
		expect(isEnabled).toBe(false);
		await state.db
			.updateTable('lease')
			.set({ holder: lease.holder })
			.where('kind', '=', 'subscription')
			.execute();
		expect(await enabling).toMatchObject({ status: 200, data: { isActive: true } });
	});
});
