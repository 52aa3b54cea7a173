import type { Inbox } from '../../engine/inbox/inbox.ts';
import { receive } from '../../engine/inbox/receive.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { connect, subscribe, testClock, testInbox, type TestClock } from '../support/testInbox.ts';
import { signingStore } from '../support/signedPosts.ts';

const ORDER = { id: '1', number: '#1', status: 'processing', total: 10 };

eachDialect('a row that another version of this package has written', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let warnings: string[];

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		warnings = [];
		inbox = testInbox(state, clock, {
			warn: (message, error) => void warnings.push(`${message}: ${String(error)}`),
		});
		await connect(state, clock);
	});

	const { receiver, post } = signingStore('generic');
	const send = async (type: string, data: object) => {
		clock.advance(1_000);
		return await receive(inbox, receiver, post(type, data, new Date(clock.now())));
	};
	const spoil = async (id: string, columns: Record<string, string>) =>
		await state.db.updateTable('subscription').set(columns).where('id', '=', id).execute();
	const wantedBy = async () =>
		(await state.db.selectFrom('delivery').select('subscriptionId').execute()).map(
			({ subscriptionId }) => subscriptionId,
		);

	it.each([
		['conditions with an operator of later', { conditionsJson: '{"total":{"between":[1,2]}}' }],
		['conditions that are no JSON', { conditionsJson: '{' }],
		['codes that are no list', { codesJson: '{"all":true}' }],
		['integrations that are no list', { integrationsJson: '"all"' }],
	])(
		'that is a subscription (%s) is left out and named, and every other workflow gets its events',
		async (_what, columns) => {
			const spoilt = await subscribe(state, clock, {
				workflowName: 'Newsletter',
				workflowId: 'w7',
			});
			const whole = await subscribe(state, clock, { workflowId: 'another' });
			await spoil(spoilt.id, columns);
			expect(await send('order.created', ORDER)).toMatchObject({ status: 200, outcome: 'stored' });
			expect(await send('order.updated', { ...ORDER, total: 11 })).toMatchObject({ status: 200 });
			expect(await wantedBy()).toEqual([whole.id, whole.id]);
			expect(warnings).toHaveLength(1);
			expect(warnings[0]).toContain('"Newsletter" (w7)');
		},
	);

	it.each([
		['a status of later', (entity: object) => ({ ...entity, status: 'half_processed' })],
		['a field of another kind', (entity: object) => ({ ...entity, total: { amount: 10 } })],
		['no JSON', () => null],
	])(
		'that is a snapshot (%s) is taken for what the store tells now: no refusal, and no change that is a guess',
		async (_what, change) => {
			await subscribe(state, clock);
			await send('order.created', ORDER);
			const { entityJson } = await state.db
				.selectFrom('snapshot')
				.select('entityJson')
				.executeTakeFirstOrThrow();
			const changed = change(JSON.parse(entityJson) as object);
			await state.db
				.updateTable('snapshot')
				.set({ entityJson: changed === null ? '{' : JSON.stringify(changed) })
				.execute();

			const again = await send('order.updated', ORDER);
			expect(again).toMatchObject({ status: 200, events: [] });
			expect(warnings).toHaveLength(1);
			expect(warnings[0]).toContain('the order 1');

			const next = await send('order.updated', { ...ORDER, status: 'completed' });
			expect(next.events[0]!.codes).toContain('order_status_changed');
			expect(next.events[0]!.previous).toEqual({
				status: 'processing',
				nativeStatus: 'processing',
			});
			expect(warnings).toHaveLength(1);
		},
	);
});
