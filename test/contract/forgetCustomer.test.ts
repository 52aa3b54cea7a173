import { randomUUID } from 'node:crypto';
import { forgetCustomer } from '../../engine/privacy/forgetCustomer.ts';
import { saveSubscription } from '../../engine/messages/push/saveSubscription.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { Observation } from '../../engine/events/observation.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import type { Schema } from '../../engine/state/schema.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { turnsDuring } from '../support/turnsDuring.ts';
import {
	connect,
	INTEGRATION,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';
import webPush from 'web-push';

const TABLES: Array<keyof Schema> = [
	'snapshot',
	'event',
	'delivery',
	'receipt',
	'pushSubscription',
	'sentAction',
	'ownUpdate',
];

const person = (name: string, id: string | null) => ({
	id,
	email: `${name}@Example.com`,
	firstName: `First-${name}`,
	lastName: `Last-${name}`,
	phone: `+49-${name}`,
});
const address = (name: string) => ({
	...person(name, null),
	line1: `Street of ${name}`,
	city: 'Town',
	country: 'DE',
});

eachDialect('forgetting a customer', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		await connect(state, clock);
		await subscribe(state, clock, { includeRaw: true });
		for (const [name, id] of [
			['ada', '42'],
			['bob', '43'],
		] as const) {
			const owner = person(name, id);
			await observe('Customer', id, {
				...owner,
				billingAddress: address(name),
				note: `likes ${name}`,
			});
			await observe('Order', `o-${name}`, {
				customer: owner,
				shippingAddress: address(name),
				note: `for ${name}@example.com`,
				status: 'processing',
			});
			await observe('Order', `guest-${name}`, { customer: person(name, null) });
			await observe('Shipment', `s-${name}`, { orderId: `o-${name}`, message: `Left at ${name}` });
			await observe('Order', `o-${name}`, { customer: owner, status: 'completed' });
		}
	});

	async function observe(entityType: string, id: string, entity: object): Promise<void> {
		clock.advance(1_000);
		const changedAt = new Date(clock.now()).toISOString();
		const observation = {
			entityType,
			id,
			kind: 'upsert',
			entity: { id, createdAt: changedAt, ...entity },
			changedAt,
			clock: 'record',
			topicCodes: [],
		} as unknown as Observation;
		const message = { receiptKey: randomUUID() as string, occurredAt: null, payload: { entity } };
		await storeMessage(inbox, INTEGRATION, message, [observation], new Date(clock.now()));
	}
	const everything = async () => {
		const rows = await Promise.all(
			TABLES.map(async (table) => await state.db.selectFrom(table).selectAll().execute()),
		);
		return JSON.stringify(rows).toLowerCase();
	};
	const subscribeBrowser = async (customerId: string) => {
		const { publicKey } = webPush.generateVAPIDKeys();
		await saveSubscription(
			state,
			{
				space: 'default',
				endpoint: `https://fcm.googleapis.com/fcm/send/${customerId}`,
				p256dh: publicKey,
				auth: Buffer.alloc(16, 1).toString('base64url'),
				integrationGuid: INTEGRATION.guid,
				customerId,
			},
			clock.now(),
		);
	};

	it.each([
		['by id', { customerId: '42', email: null }],
		['by address', { customerId: null, email: 'ADA@example.com' }],
	])(
		'%s leaves nothing personal of them anywhere, and all of everybody else',
		async (_, wanted) => {
			await subscribeBrowser('42');
			await subscribeBrowser('43');
			expect(await everything()).toContain('street of ada');
			const forgotten = await forgetCustomer(state, INTEGRATION.guid, wanted, clock.now());
			expect(forgotten).toMatchObject({ snapshots: 4, pushSubscriptions: 1 });
			expect(forgotten.events).toBeGreaterThanOrEqual(4);
			const left = await everything();
			for (const trace of [
				'ada@example.com',
				'first-ada',
				'last-ada',
				'+49-ada',
				'street of ada',
				'left at ada',
				'likes ada',
			]) {
				expect([trace, left.includes(trace)]).toEqual([trace, false]);
			}
			for (const trace of ['bob@example.com', 'first-bob', 'street of bob', 'left at bob']) {
				expect([trace, left.includes(trace)]).toEqual([trace, true]);
			}
			expect(await state.db.selectFrom('pushSubscription').select('customerId').execute()).toEqual([
				{ customerId: '43' },
			]);
		},
	);

	it('keeps their orders, so that what happens next is one change and not a new order', async () => {
		await forgetCustomer(state, INTEGRATION.guid, { customerId: '42', email: null }, clock.now());
		const before = await state.db.selectFrom('event').select('id').execute();
		await observe('Order', 'o-ada', { status: 'refunded', customer: null });
		const events = await state.db.selectFrom('event').select(['id', 'codesJson']).execute();
		const fresh = events.filter(({ id }) => !before.some((old) => old.id === id));
		expect(fresh).toHaveLength(1);
		expect(JSON.parse(fresh[0]!.codesJson)).not.toContain('order_created');
		expect(JSON.parse(fresh[0]!.codesJson)).toContain('order_status_changed');
	});

	it('finds nobody where there is nobody, and nothing in another store', async () => {
		const nothing = { snapshots: 0, events: 0, pushSubscriptions: 0 };
		const nobody = { customerId: null, email: '%@example.com' };
		expect(await forgetCustomer(state, INTEGRATION.guid, nobody, clock.now())).toEqual(nothing);
		const ada = { customerId: '42', email: null };
		expect(await forgetCustomer(state, randomUUID(), ada, clock.now())).toEqual(nothing);
	});

	it.each([
		['ÄDA.Özil@Bücher.example', 'äda.özil@xn--bcher-kva.example'],
		['äda.özil@bücher.example', 'ÄDA.ÖZIL@BÜCHER.EXAMPLE'],
		['a\u0308da@example.com', '\u00c4da@example.com'],
		['ada+"quoted%_"@example.com', ' Ada+"Quoted%_"@example.com '],
	])('finds the address %s by %s', async (stored, asked) => {
		await observe('Order', 'o-unicode', { customer: { ...person('x', null), email: stored } });
		const wanted = { customerId: null, email: asked };
		expect(await forgetCustomer(state, INTEGRATION.guid, wanted, clock.now())).toMatchObject({
			snapshots: 1,
			events: 1,
		});
		expect(await everything()).not.toContain(stored.toLowerCase());
	});

	it('forgets a person of 1,100 orders, and n8n does not stand still meanwhile', async () => {
		const changedAt = new Date(clock.now()).toISOString();
		const orders = Array.from(
			{ length: 1_100 },
			(_, index) =>
				({
					entityType: 'Order',
					id: `many-${index}`,
					kind: 'upsert',
					entity: { id: `many-${index}`, createdAt: changedAt, customer: person('eve', '99') },
					changedAt,
					clock: 'record',
					topicCodes: [],
				}) as unknown as Observation,
		);
		const message = { receiptKey: 'many', occurredAt: null, payload: {} };
		await storeMessage(inbox, INTEGRATION, message, orders, new Date(clock.now()));
		const wanted = { customerId: null, email: 'eve@example.com' };
		const turns = await turnsDuring(async () => {
			expect(await forgetCustomer(state, INTEGRATION.guid, wanted, clock.now())).toMatchObject({
				snapshots: 1_100,
				events: 1_100,
			});
		});
		expect(turns).toBeGreaterThan(20);
		expect(await everything()).not.toContain('eve@example.com');
	}, 60_000);

	it('does not undo a change that comes while it is under way', async () => {
		await Promise.all([
			forgetCustomer(state, INTEGRATION.guid, { customerId: '42', email: null }, clock.now()),
			observe('Order', 'o-ada', { customer: null, status: 'refunded' }),
		]);
		const { entityJson } = await state.db
			.selectFrom('snapshot')
			.select('entityJson')
			.where('entityId', '=', 'o-ada')
			.executeTakeFirstOrThrow();
		expect(JSON.parse(entityJson)).toMatchObject({ status: 'refunded', customer: null });
	});
});
