import type { Inbox } from '../../engine/inbox/inbox.ts';
import { listIntegrations } from '../../engine/inbox/integration.ts';
import { receive } from '../../engine/inbox/receive.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { health } from '../../api/endpoints/service/health.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { signingStore } from '../support/signedPosts.ts';
import { connect, testClock, testInbox, type TestClock } from '../support/testInbox.ts';

const FITS = {
	id: '1',
	number: '#1',
	currency: 'EUR',
	taxesIncluded: true,
	total: 30,
	shippingTotal: 10,
	lineItems: [{ id: 'a', name: 'Cup', quantity: 2, price: 10, total: 20 }],
};

eachDialect('an order whose amounts do not fit is said in health', (database) => {
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
	const tell = async (order: object) => {
		clock.advance(1_000);
		const answer = await receive(
			inbox,
			receiver,
			post('order.updated', order, new Date(clock.now())),
		);
		expect(answer).toMatchObject({ status: 200 });
	};
	const said = async (isAuthorized = true) => {
		const { data } = (await health.run(
			{
				commerce: async () => await Promise.resolve({ database: state, now: clock.now }),
				request: { isAuthorized },
				space: 'default',
				past: { ends: 0, lastEnd: null, poisons: [] },
				n8n: { check: async () => await Promise.resolve() },
			} as never,
			undefined as never,
		)) as { data: { integrations?: Array<{ oddOrders: unknown }> } };
		return data.integrations?.map(({ oddOrders }) => oddOrders);
	};

	it('with the last number and how many there are, once for each order, and with one warning', async () => {
		await tell(FITS);
		expect(await said()).toEqual([{ count: 0, last: null }]);
		await tell({ ...FITS, total: 31 });
		await tell({ ...FITS, total: 32 });
		await tell({ ...FITS, id: '2', number: '#2', total: 40 });
		expect(await said()).toEqual([{ count: 2, last: '#2' }]);
		expect(warnings).toHaveLength(1);
		expect(warnings[0]).toMatch(/Test Shop .*: #1$/);
	});

	it('and no more when it fits again, or is deleted', async () => {
		await tell({ ...FITS, total: 31 });
		await tell({ ...FITS, id: '2', number: '#2', total: 40 });
		await tell(FITS);
		expect(await said()).toEqual([{ count: 1, last: '#2' }]);
		clock.advance(1_000);
		await receive(inbox, receiver, post('order.deleted', { id: '2' }, new Date(clock.now())));
		expect(await said()).toEqual([{ count: 0, last: null }]);
	});

	it('also where amounts were kept as the shop told them because they are none', async () => {
		await tell({ ...FITS, attributes: { amountsAsTold: { tips: 'much' } } });
		expect(await said()).toEqual([{ count: 1, last: '#1' }]);
	});

	it('to callers with the token only', async () => {
		await tell({ ...FITS, total: 31 });
		expect(await said(false)).toBeUndefined();
		const [store] = await listIntegrations(state, 'default');
		expect(store).toMatchObject({ oddOrders: 1, lastOddOrder: '#1' });
	});

	it('once, also where it was stored before a field was new', async () => {
		await tell({ ...FITS, total: 31 });
		const { entityJson } = await state.db
			.selectFrom('snapshot')
			.select('entityJson')
			.executeTakeFirstOrThrow();
		const { language: _new, ...older } = JSON.parse(entityJson) as Record<string, unknown>;
		await state.db
			.updateTable('snapshot')
			.set({ entityJson: JSON.stringify(older) })
			.execute();
		for (let times = 0; times < 3; times += 1) await tell({ ...FITS, total: 31 });
		expect(await said()).toEqual([{ count: 1, last: '#1' }]);
	});

	it('and a difference that rounding explains is none', async () => {
		await tell({ ...FITS, total: 30.01 });
		expect(await said()).toEqual([{ count: 0, last: null }]);
	});
});
