import { deleteExpired } from '../../engine/deliveries/retention.ts';
import { listRefusedMessages, refusingStores } from '../../engine/history/refusedMessages.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { MOST_REFUSED } from '../../engine/inbox/messageLog.ts';
import { receive } from '../../engine/inbox/receive.ts';
import { removeIntegration } from '../../engine/inbox/removeIntegration.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { newSecret } from '../support/postSigned.ts';
import {
	connect,
	genericStore,
	INTEGRATION,
	START_MS,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const DAY_MS = 86_400_000;

eachDialect('messages of which nothing is made', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let post: ReturnType<typeof genericStore>;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock, { warn: () => {} });
		post = genericStore(inbox, clock);
		await connect(state, clock);
	});

	const listed = async (space = 'default', limit = 100) => {
		await inbox.messages.flush();
		return (await listRefusedMessages(state, space, {}, { limit, after: null })).rows;
	};
	const refusing = async (space = 'default') => {
		await inbox.messages.flush();
		return [...(await refusingStores(state, space, clock.now()))];
	};
	const order = (id: string) => ({ id, number: `#${id}`, status: 'processing' });

	it('are kept with their time, reason and beginning, those of one minute counted together', async () => {
		await post('order.created', order('1'), newSecret());
		clock.advance(1_000);
		await post('order.created', order('2'), newSecret());
		clock.advance(60_000);
		await post('order.created', { number: 1 });
		const [last, first, ...more] = await listed();
		expect(more).toEqual([]);
		expect(first).toMatchObject({
			outcome: 'signature_wrong',
			reason: expect.stringMatching(/signature|secret/i),
			count: 2,
			firstAt: START_MS,
			lastAt: START_MS + 1_000,
			excerpt: expect.stringContaining('"type":"order.created"'),
			name: 'Test Shop',
		});
		expect(last).toMatchObject({ outcome: 'malformed', count: 1 });
		expect(await listed('other')).toEqual([]);
	});

	it('do no harm with what they hold', async () => {
		await post('x', { id: '\u202eevil\u0000\n\u001b[31m'.repeat(100) }, newSecret());
		const [{ excerpt } = { excerpt: '' }] = await listed();
		expect(excerpt.length).toBeLessThanOrEqual(200);
		expect(excerpt).not.toMatch(/[\p{Cc}\p{Cf}]/u);
	});

	it('hold up no others that were refused, and no store that sends good ones', async () => {
		await post('x', { order_id: '\u0000' }, newSecret());
		clock.advance(60_000);
		await post('x', { order_id: '1\n2' }, newSecret());
		clock.advance(60_000);
		await post('order.created', order('1'));
		expect(await listed()).toHaveLength(2);
		const named = await state.db.selectFrom('refusedMessage').select('ordersText').execute();
		expect(named).toEqual([{ ordersText: '' }, { ordersText: '' }]);
		const stores = await state.db.selectFrom('integration').select('lastMessageAt').execute();
		expect(stores).toEqual([{ lastMessageAt: clock.now() }]);
	});

	it('fill no database, whatever topics somebody makes up', async () => {
		const woocommerce = providerOf('woocommerce')!;
		const shop = { integration: INTEGRATION, provider: woocommerce };
		const keys = woocommerce.credentialsSchema.parse({
			storeUrl: INTEGRATION.storeUrl,
			consumerKey: 'ck_1',
			consumerSecret: 'cs_1',
		});
		for (let index = 0; index < 500; index += 1) {
			await receive(
				inbox,
				{ ...shop, credentials: keys },
				{
					headers: { 'x-wc-webhook-topic': `t${index}`, 'x-wc-webhook-signature': 'AAAA' },
					body: Buffer.from('{"a":1}'),
					receivedAt: new Date(clock.now()),
				},
			);
		}
		const rows = await listed('default', 250);
		expect(rows.length).toBeLessThanOrEqual(21);
		expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(500);
	});

	it('are at most a thousand of one store, the newest, and none after two weeks', async () => {
		const row = (index: number) => ({
			id: `row-${index}`,
			integrationGuid: INTEGRATION.guid,
			outcome: 'malformed' as const,
			topic: '',
			count: 1,
			firstAt: START_MS - index,
			lastAt: START_MS - index,
			reason: 'r',
			excerpt: '',
		});
		for (let from = 0; from < MOST_REFUSED; from += 50) {
			const rows = Array.from({ length: 50 }, (_, index) => row(from + index));
			await state.db.insertInto('refusedMessage').values(rows).execute();
		}
		clock.advance(60_000);
		await post('order.created', order('1'), newSecret());
		const [newest] = await listed('default', 1);
		expect(newest!.outcome).toBe('signature_wrong');
		const count = async () =>
			(await state.db.selectFrom('refusedMessage').select('id').execute()).length;
		expect(await count()).toBe(MOST_REFUSED);
		clock.advance(14 * DAY_MS + 1);
		await deleteExpired(state, clock.now());
		expect(await count()).toBe(0);
	});

	it('with a wrong secret are told of until the secret is right again', async () => {
		await post('order.created', order('1'));
		expect(await refusing()).toEqual([]);
		clock.advance(1_000);
		await post('order.updated', order('1'), newSecret());
		clock.advance(1_000);
		await post('order.updated', order('1'), newSecret());
		expect(await refusing()).toEqual([
			[
				INTEGRATION.guid,
				{
					count: 2,
					lastAt: START_MS + 2_000,
					outcome: 'signature_wrong',
					reason: expect.any(String),
				},
			],
		]);
		expect(await refusing('other')).toEqual([]);
		clock.advance(1_000);
		await post('order.updated', { ...order('1'), status: 'completed' });
		expect(await refusing()).toEqual([]);
	});

	it('go with their store', async () => {
		await post('order.created', order('1'), newSecret());
		await inbox.messages.flush();
		await removeIntegration(state, INTEGRATION.guid, clock.now());
		expect(await state.db.selectFrom('refusedMessage').selectAll().execute()).toEqual([]);
	});
});
