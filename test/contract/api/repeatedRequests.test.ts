import { ANSWER_KEPT_MS } from '../../../api/http/repeatedRequest.ts';
import { deleteExpired } from '../../../engine/deliveries/retention.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { apiInMemory, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import { changeOrder, connect, testInbox } from '../../support/testInbox.ts';

const WORKFLOW = {
	name: 'Thank them',
	entityType: 'Order',
	triggerId: 'order_created',
	action: { type: 'send_email', recipient: 'customer', template: 'order_confirmation' },
};
const CONFIGURE = '/api/workflows/configure';

eachDialect('a request that names itself by an Idempotency-Key', (database) => {
	let state: OpenDatabase;
	let api: ApiInMemory;
	beforeEach(async () => {
		state = await database().open();
		api = apiInMemory(state);
	});
	const post = async (key: string | null, body: object, path = CONFIGURE) =>
		await api.ask('POST', path, body, { idempotencyKey: key });
	const made = async () => (await api.n8n.listWorkflows()).map(({ name }) => name);
	const isReplayed = ({ headers }: { headers: Readonly<Record<string, string>> }) =>
		headers['Idempotency-Replayed'] === 'true';

	it('does nothing twice, and is answered as before', async () => {
		const first = await post('key-1', WORKFLOW);
		expect([first.status, isReplayed(first)]).toEqual([200, false]);
		const [workflow] = await api.n8n.listWorkflows();
		await api.n8n.unpublishWorkflow(workflow!.id);
		await api.n8n.deleteWorkflow(workflow!.id);
		const again = await post('key-1', WORKFLOW);
		expect([again.status, again.data, isReplayed(again)]).toEqual([200, first.data, true]);
		expect(await made()).toEqual([]);
		expect((await post('key-2', WORKFLOW)).status).toBe(200);
		expect(await made()).toEqual(['Thank them']);
	});

	it('is refused with 409 where the key has another body or path', async () => {
		expect((await post('key', WORKFLOW)).status).toBe(200);
		for (const [body, path] of [
			[{ ...WORKFLOW, name: 'Other' }, CONFIGURE],
			[{}, '/api/console/link'],
		] as const) {
			const refused = await post('key', body, path);
			expect([refused.status, refused.error]).toEqual([
				409,
				expect.stringContaining('this key was used for another request'),
			]);
		}
		expect(await made()).toEqual(['Thank them']);
	});

	it('is refused while the same one is being answered, and does nothing twice', async () => {
		const replies = await Promise.all([1, 2, 3, 4].map(async () => await post('key', WORKFLOW)));
		const statuses = replies.map(({ status }) => status);
		expect(statuses).toContain(200);
		expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
		expect(replies.filter((reply) => reply.status === 200 && !isReplayed(reply))).toHaveLength(1);
		const busy = replies.find(({ status }) => status === 409);
		if (busy) expect(busy.error).toContain('still being answered');
		expect(await made()).toEqual(['Thank them']);
	});

	it('that failed can be sent again with the same key, also changed', async () => {
		const wrong = await post('key', { ...WORKFLOW, triggerId: 'order_vanished' });
		expect(wrong.status).toBe(400);
		expect((await post('key', WORKFLOW)).status).toBe(200);
	});

	it('is remembered for 24 hours', async () => {
		expect((await post('key', WORKFLOW)).status).toBe(200);
		const age = async (ms: number) =>
			await state.db
				.updateTable('answeredRequest')
				.set({ at: Date.now() - ms })
				.execute();
		await age(ANSWER_KEPT_MS - 60_000);
		await deleteExpired(state, Date.now());
		expect(isReplayed(await post('key', WORKFLOW))).toBe(true);
		await age(ANSWER_KEPT_MS + 60_000);
		expect((await post('key', { ...WORKFLOW, name: 'Other' })).status).toBe(200);
		await age(ANSWER_KEPT_MS + 60_000);
		await deleteExpired(state, Date.now());
		expect(await state.db.selectFrom('answeredRequest').selectAll().execute()).toEqual([]);
		const keys = state.db.selectFrom('lease').select('key').where('kind', '=', 'request');
		expect(await keys.execute()).toHaveLength(1);
		await deleteExpired(state, Date.now() + ANSWER_KEPT_MS + 60_000);
		expect(await keys.execute()).toEqual([]);
	});

	it('that only shows something keeps nothing of what it shows', async () => {
		const body = { ...WORKFLOW, last: 1 };
		const { triggerId, entityType, action } = body;
		const shown = { triggerId, entityType, action };
		expect((await post('key', shown, '/api/workflows/dry-run')).status).toBe(200);
		expect((await post('key', shown, '/api/workflows/dry-run')).status).toBe(200);
		const kept = await state.db.selectFrom('answeredRequest').select('answerJson').execute();
		expect(kept).toEqual([{ answerJson: null }]);
	});

	it('keeps nothing of the customers whom an answer shows', async () => {
		const { guid } = (await post(null, WORKFLOW)).data;
		const clock = { now: () => Date.now(), advance: () => {} };
		await connect(state, clock);
		await changeOrder(testInbox(state, clock), '1', { customer: { email: 'ann@example.com' } });
		const path = '/api/workflows/catch-ups';
		const catchUp = async (key: string, start: boolean) =>
			await post(key, { workflow: guid, includeAlreadyRun: true, start }, path);
		for (const key of ['shown', 'shown', 'begun']) {
			const { data, ...reply } = await catchUp(key, key === 'begun');
			expect([JSON.stringify(data), isReplayed(reply)]).toEqual([
				expect.stringContaining('ann@example.com'),
				false,
			]);
		}
		const again = await catchUp('begun', true);
		expect([again.data.catchUp.total, again.data.examples, isReplayed(again)]).toEqual([
			1,
			[],
			true,
		]);
		const kept = await state.db.selectFrom('answeredRequest').select('answerJson').execute();
		expect(JSON.stringify(kept)).not.toContain('ann@');
	});

	it('that is a preview is answered anew', async () => {
		await post(null, WORKFLOW);
		const clock = { now: () => Date.now(), advance: () => {} };
		await connect(state, clock);
		const [event] = await changeOrder(testInbox(state, clock), '1');
		const path = `/api/events/${event!.id}/replay`;
		for (const preview of [true, true]) {
			expect(isReplayed(await post('key', { preview }, path))).toBe(false);
		}
	});

	it.each(['', ' ', 'with space', 'ü', 'x'.repeat(256)])(
		'is refused with the key %j',
		async (key) => {
			const { status, error } = await post(key, WORKFLOW);
			expect([status, error]).toEqual([400, expect.stringMatching(/^Idempotency-Key: has to be/)]);
			expect(await made()).toEqual([]);
		},
	);
});
