import { settleBatch, type RunOutcome } from '../../../engine/deliveries/settleBatch.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { apiInMemory, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import { statementsOf } from '../../support/statementsOf.ts';
import {
	changeOrder,
	claim,
	claimant,
	connect,
	REAL_CLOCK as clock,
	subscribe,
	testInbox,
} from '../../support/testInbox.ts';

const FAILED: RunOutcome = { kind: 'failed', error: 'no', node: 'Send Email' };

eachDialect('the list of workflows', (database) => {
	let state: OpenDatabase;
	let api: ApiInMemory;

	beforeEach(async () => {
		state = await database().open();
		api = apiInMemory(state);
		await connect(state, clock);
	});

	/** A published workflow, with the trigger that it has in the state. */
	const publish = async (workflowId: string) => {
		api.n8n.workflows.set(workflowId, {
			...{ id: workflowId, name: workflowId, active: true, settings: {}, tags: [] },
			connections: {},
			nodes: [
				{
					...{ id: 'n', name: 'Trigger', typeVersion: 3, position: [0, 0] },
					...{ type: 'n8n-nodes-commerce.commerceOrderTrigger', parameters: { events: [] } },
				},
			],
		});
		return await subscribe(state, clock, { workflowId });
	};
	const list = async () => (await api.ask('GET', '/api/workflows/Order/configured')).data;

	it('tells the runs of each in the last day and week, how many failed, and where n8n shows it', async () => {
		const inbox = testInbox(state, clock);
		const busy = await publish('busy');
		await publish('idle');
		const me = claimant();
		for (const outcome of [{ kind: 'done' }, FAILED] as const) {
			await changeOrder(inbox, outcome.kind);
			const batch = (await claim(state, busy, me, clock.now() + 60_000))!;
			await settleBatch(state, batch, outcome, [], me, clock.now());
		}
		const [runs, none] = [
			{ runs: 2, failed: 1 },
			{ runs: 0, failed: 0 },
		];
		expect(await list()).toMatchObject([
			{
				...{ name: 'busy', last24Hours: runs, last7Days: runs },
				url: 'https://n8n.example.com/workflow/busy',
			},
			{ name: 'idle', last24Hours: none, last7Days: none },
		]);
	});

	it('asks the database no more often for a hundred workflows than for one', async () => {
		await publish('first');
		const forOne = await statementsOf(list);
		for (let index = 0; index < 99; index += 1) await publish(`workflow-${index}`);
		expect((await statementsOf(list)).length).toBeLessThanOrEqual(forOne.length);
		expect(await list()).toHaveLength(100);
	});
});
