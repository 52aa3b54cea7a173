import { noteOutcomes } from '../../engine/actions/ledgerActions.ts';
import type { ActionWorld } from '../../engine/actions/actionWorld.ts';
import { continuingKey } from '../../engine/deliveries/runKeys.ts';
import { settleBatch, type RunOutcome } from '../../engine/deliveries/settleBatch.ts';
import type { Subscription } from '../../engine/deliveries/subscription.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { apiInMemory, type ApiInMemory } from '../support/apiInMemory.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	changeOrder,
	claim,
	claimant,
	connect,
	REAL_CLOCK as clock,
	subscribe,
	testInbox,
} from '../support/testInbox.ts';

eachDialect("each attempt of a delivery tells n8n's id of its run", (database) => {
	let state: OpenDatabase;
	let inbox: Inbox;
	let api: ApiInMemory;
	let subscription: Subscription;
	const me = claimant();

	beforeEach(async () => {
		state = await database().open();
		inbox = testInbox(state, clock);
		api = apiInMemory(state);
		await connect(state, clock);
		subscription = await subscribe(state, clock);
	});

	const run = async (outcome: RunOutcome, acted: string | null) => {
		const batch = (await claim(state, subscription, me, clock.now() + 60_000))!;
		const [{ eventId, attempt }] = batch.deliveries as [(typeof batch.deliveries)[number]];
		if (acted !== null) {
			await noteOutcomes({ inbox } as ActionWorld, {
				...{ workflowId: subscription.workflowId, executionId: acted, nodeName: 'Send Email' },
				action: 'email',
				outcomes: [{ outcome: 'done', recipient: null, what: null, said: null, eventId, attempt }],
			});
		}
		await settleBatch(state, batch, outcome, [1], me, clock.now());
		return batch.key;
	};
	const history = async (eventId: string) =>
		(await api.ask('GET', `/api/events/${eventId}`)).data.deliveries[0].history;

	it('by what its actions or its end have told, and else by the key that n8n knows it by', async () => {
		const [event] = await changeOrder(inbox, 'a', { number: '#1' });
		const failed = { kind: 'failed', error: 'no', node: 'HTTP Request' } as const;
		const key = await run(failed, null);
		api.n8n.runs.set('7', { status: 'error', key });
		await run({ kind: 'lost', error: 'n8n stopped.', executionId: '8' }, null);
		await run({ kind: 'done' }, '9');
		expect(await history(event!.id)).toMatchObject([
			{
				...{ executionId: '7', outcome: 'failed' },
				executionUrl: 'https://n8n.example.com/workflow/workflow/executions/7',
			},
			{ executionId: '8', outcome: 'lost' },
			{ executionId: '9', outcome: 'done' },
		]);
		const { data } = await api.ask('GET', '/api/orders/timeline?number=1');
		const runs = data.orders[0].entries.filter(({ kind }: { kind: string }) => kind === 'run');
		expect(runs.map(({ attempt }: { attempt: object }) => attempt)).toMatchObject([
			...[{ executionId: '7' }, { executionId: '8' }, { executionId: '9' }],
		]);
	});

	it('and none of another run, where one that was to go on at the failing node has not been kept', async () => {
		const [event] = await changeOrder(inbox, 'a');
		const batch = (await claim(state, subscription, me, clock.now() + 60_000))!;
		const key = continuingKey('7');
		await state.db.updateTable('delivery').set({ claimKey: key }).execute();
		const lost = { kind: 'lost', error: 'It is not known.' } as const;
		await settleBatch(state, { ...batch, key }, lost, [], me, clock.now());
		api.n8n.runs.set('8', { status: 'success', retryOf: '7' });
		expect(await history(event!.id)).toMatchObject([{ outcome: 'lost', executionId: null }]);
	});

	it('and none where n8n has not kept the run or cannot be asked; everything else is told all the same', async () => {
		const [event] = await changeOrder(inbox, 'a');
		await run({ kind: 'done' }, null);
		const unknown = { outcome: 'done', executionId: null, executionUrl: null };
		expect(await history(event!.id)).toMatchObject([unknown]);
		const { runsOf } = api.n8n;
		api.n8n.runsOf = async () => {
			throw new Error('SQLITE_BUSY');
		};
		expect(await history(event!.id)).toMatchObject([unknown]);
		expect(api.warnings).toHaveLength(1);
		api.n8n.runsOf = runsOf;
		expect(await history(event!.id)).toMatchObject([unknown]);
	});

	it('under the address of the editor where n8n was given one', async () => {
		process.env.N8N_EDITOR_BASE_URL = 'https://editor.example.com/n8n/';
		try {
			const [event] = await changeOrder(inbox, 'a');
			await run({ kind: 'done' }, '9');
			expect(await history(event!.id)).toMatchObject([
				{ executionUrl: 'https://editor.example.com/n8n/workflow/workflow/executions/9' },
			]);
		} finally {
			delete process.env.N8N_EDITOR_BASE_URL;
		}
	});
});
