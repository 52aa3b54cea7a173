import { testEvent } from '../../engine/history/testEvent.ts';
import { listTestEvents } from '../../engine/history/testEvents.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	changeOrder,
	connect,
	INTEGRATION,
	saveIntegration,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const trigger = {
	space: 'default',
	entityType: 'Order',
	codes: ['order_created'],
	integrations: null,
	conditions: null,
	includeRaw: false,
	includeOwnUpdates: false,
} as const;

eachDialect('the event that a trigger is tried with', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		await connect(state, clock);
	});

	const customer = (firstName: string, lastName: string) => ({
		...{ id: null, phone: null, firstName, lastName },
		email: `${firstName.toLowerCase()}@example.com`,
	});
	const order = async (number: string, entity: object = {}) => {
		clock.advance(60_000);
		const events = await changeOrder(inbox, `id-${number}`, { number, currency: 'EUR', ...entity });
		return events[0]!.id;
	};
	const tried = async (given: object, chosen: Parameters<typeof testEvent>[2] = { by: 'last' }) =>
		await testEvent(state, { ...trigger, ...given }, chosen);
	const numberOf = (found: Awaited<ReturnType<typeof testEvent>>) =>
		'item' in found ? (found.item.order as { number: string }).number : found.problem;

	it('is the last one that the trigger wants', async () => {
		await order('1001', { total: 120 });
		await order('1002', { total: 20 });
		expect(numberOf(await tried({}))).toBe('1002');
		expect(numberOf(await tried({ conditions: { total: { gte: 100 } } }))).toBe('1001');
	});

	it('is none where no event fulfils the conditions, and it is said how many were looked at and what the last one lacked', async () => {
		for (const number of ['1001', '1002']) {
			await order(number, { total: 84.7, shippingAddress: { country: 'AT' } });
		}
		const conditions = { 'shippingAddress.country': 'DE', total: { gte: 100 } };
		expect(await tried({ conditions })).toEqual({
			problem:
				'No stored order fulfils the conditions: 2 looked at; the last, 1002, failed on Shipping Address: Country is Germany (DE): was Austria (AT); and on Total is at least 100: was 84.7',
		});
	});

	it('is none where no group of conditions holds, with what each group lacks', async () => {
		await order('1001', { total: 84.7, shippingAddress: { country: 'AT' } });
		const german = { 'shippingAddress.country': 'DE', total: { gte: 50 } };
		expect(await tried({ conditions: { any: [german, { tags: 'vip' }] } })).toEqual({
			problem:
				'No stored order fulfils the conditions: 1 looked at; the last, 1001, failed on every group: group 1 on Shipping Address: Country is Germany (DE): was Austria (AT); group 2 on Tags is vip: was empty',
		});
	});

	it('is none where nothing was stored, or something else has happened, and that is said', async () => {
		expect(await tried({})).toEqual({
			problem:
				'No event of an order is stored yet. Change something in the shop, or try it with a made-up sample',
		});
		await order('1001');
		expect(await tried({ codes: ['order_paid'] })).toEqual({
			problem: expect.stringMatching(
				/^No stored order is what this trigger starts on: 1 looked at; the last was 1001\. It starts on Order Paid, and this was Order Created/,
			) as unknown,
		});
	});

	it('is the one of the chosen order, whether or not it fulfils the conditions', async () => {
		await order('1001', { total: 84.7 });
		await order('1002', { total: 150 });
		const conditions = { total: { gte: 100 } };
		for (const number of ['1001', ' #1001 ', '01001']) {
			expect(numberOf(await tried({ conditions }, { by: 'number', number }))).toBe('1001');
		}
		expect(await tried({}, { by: 'number', number: '77' })).toEqual({
			problem:
				'No stored event is about an order with the number "77": events are kept for two weeks',
		});
	});

	it('is the one of the chosen order, however many shops of other spaces have its number', async () => {
		await order('1001');
		for (let index = 0; index < 12; index += 1) {
			const other = {
				...INTEGRATION,
				guid: `22222222-2222-5222-8222-2222222222${10 + index}`,
				space: 'another',
				nodeId: `node-${index}`,
				storeUrl: `https://shop-${index}.example.com`,
			};
			await saveIntegration(state, other, clock.now());
			clock.advance(60_000);
			await changeOrder(inbox, 'id-1001', { number: '1001' }, { integration: other });
		}
		expect(numberOf(await tried({}, { by: 'number', number: '1001' }))).toBe('1001');
	});

	it('is the chosen event, of this type and this space only', async () => {
		const id = await order('1001');
		await order('1002');
		expect(numberOf(await tried({}, { by: 'id', id }))).toBe('1001');
		const gone = { problem: expect.stringContaining('no longer stored') as unknown };
		expect(await tried({ space: 'another' }, { by: 'id', id })).toEqual(gone);
		expect(await tried({ entityType: 'Product' }, { by: 'id', id })).toEqual(gone);
	});

	describe('is chosen from a list', () => {
		const listed = async (search = '', more: object = {}) =>
			await listTestEvents(state, {
				...{ space: 'default', entityType: 'Order', integrations: null, search, cursor: null },
				trigger: { ...trigger, conditions: { total: { gte: 100 } } },
				...more,
			});
		const numbers = async (...given: Parameters<typeof listed>) =>
			(await listed(...given)).events.map(({ about }) => about);

		it('with number, customer, total and when, the newest first, and whether it would have started the workflow', async () => {
			await order('#1001', { total: 84.7, customer: customer('Ana', 'Petrova') });
			const id = await order('#1002', { total: 150 });
			expect((await listed()).events).toEqual([
				expect.objectContaining({ id, about: '#1002', total: '150.00 EUR', wouldStart: true }),
				expect.objectContaining({
					...{ about: '#1001', customer: 'Ana P.', total: '84.70 EUR', wouldStart: false },
					...{ happened: 'Order Created', receivedAt: clock.now() - 60_000 },
				}),
			]);
			expect((await listed('', { trigger: null })).events[0]).toMatchObject({ wouldStart: null });
		});

		it.each([
			['the number', '#1001', ['#1001']],
			['the number as it is typed', '1001', ['#1001']],
			['the customer', 'petrova', ['#1001']],
			['the address', 'ANA@example.com', ['#1001']],
			['the total', '84.7', ['#1001']],
			['several words', 'ana 1001', ['#1001']],
			['the day', '2026-03-01', ['#1002', '#1001']],
			['what none of them has', 'ana 1002', []],
		])('searched by %s', async (_, search, found) => {
			await order('#1001', { total: 84.7, customer: customer('Ana', 'Petrova') });
			await order('#1002', { total: 150, customer: customer('Bo', 'Berg') });
			expect(await numbers(search)).toEqual(found);
		});

		it('page by page, each once', async () => {
			for (let index = 0; index < 60; index += 1) await order(`${1000 + index}`);
			const seen: string[] = [];
			let cursor: string | null = null;
			do {
				const page = await listed('', { cursor });
				seen.push(...page.events.map(({ about }) => about));
				({ cursor } = page);
			} while (cursor !== null);
			expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => `${1059 - index}`));
		});

		it('of the chosen stores, and of no other space', async () => {
			await order('1001');
			expect(await numbers('', { integrations: [INTEGRATION.guid] })).toEqual(['1001']);
			expect(await numbers('', { integrations: ['00000000-0000-4000-8000-000000000000'] })).toEqual(
				[],
			);
			expect(await numbers('', { space: 'another' })).toEqual([]);
		});
	});
});
