import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { createActions } from '../../engine/actions/actions.ts';
import { watchEverything } from '../../engine/alerts/alerts.ts';
import { startDispatcher, type Dispatcher } from '../../engine/deliveries/dispatcher.ts';
import { keepPosting, type Posting } from '../../engine/destinations/keepPosting.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { createSecrets } from '../../engine/state/secrets.ts';
import { apiInMemory, type ApiInMemory } from '../support/apiInMemory.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { waitUntil } from '../support/n8n.ts';
import {
	changeOrder,
	connect,
	INTEGRATION,
	REAL_CLOCK as clock,
	testInbox,
} from '../support/testInbox.ts';
import { startReceiver, status, type Answer, type Receiver } from './webhook/webhookReceiver.ts';

const CREATED = { codes: ['order_created'] };
const UNKNOWN = '8f7b6c5d-4e3f-4a2b-9c1d-0e9f8a7b6c5d';

/** A process of n8n, as far as destinations need it. */
type Process = {
	readonly inbox: Inbox;
	readonly dispatcher: Dispatcher;
	readonly posting: Posting;
};

eachDialect('event destinations', (database) => {
	let state: OpenDatabase;
	let api: ApiInMemory;
	let processes: Process[];
	let receivers: Receiver[];
	let warned: string[];

	beforeEach(async () => {
		state = await database().open();
		[processes, receivers, warned] = [[], [], []];
		api = apiInMemory(state);
		await connect(state, clock);
	});
	afterEach(async () => {
		for (const { dispatcher, posting } of processes) {
			await dispatcher.stop();
			await posting.stop();
		}
		for (const receiver of receivers) await receiver.close();
	});

	const start = (opened = state): Process => {
		const inbox = testInbox(opened, clock, {
			warn: (message) => void warned.push(message),
			wake: (ids) => dispatcher.wake(ids),
		});
		const dispatcher = startDispatcher(
			opened,
			{ processId: randomUUID() },
			clock.now,
			inbox.warn,
			() => 0,
		);
		const posting = keepPosting(
			inbox,
			createActions(inbox, () => {}),
			dispatcher,
		);
		const started = { inbox, dispatcher, posting };
		processes.push(started);
		return started;
	};
	const receiver = async (...answers: Answer[]) => {
		const started = await startReceiver(...answers);
		receivers.push(started);
		return started;
	};
	const create = async (url: string, more: object = {}) => {
		const body = { name: 'ERP', url, ...CREATED, ...more };
		const { status: answered, data, error } = await api.ask('POST', '/api/destinations', body);
		expect([answered, error]).toEqual([200, undefined]);
		return data as { guid: string; secret: string; configuration: Record<string, unknown> };
	};
	const arrived = async (at: Receiver, count: number) =>
		await waitUntil(async () => at.received.length >= count && at.received, {
			what: `${count} posts`,
		});
	const idsOf = ({ received }: Receiver) => received.map(({ headers }) => headers['webhook-id']);
	const ordersOf = ({ received }: Receiver) =>
		received.map(
			({ body }) => (JSON.parse(body) as { data: { order: { id: string } } }).data.order.id,
		);
	const deliveries = async () =>
		await state.db.selectFrom('delivery').selectAll().orderBy('seq').execute();
	const settled = async (wanted: 'delivered' | 'dead') =>
		await waitUntil(
			async () => {
				const rows = await deliveries();
				return rows.length > 0 && rows.every((row) => row.status === wanted) && rows;
			},
			{ what: `all deliveries to be ${wanted}` },
		);

	it('gets an event as Call Webhook posts it, with a signature that the library of Standard Webhooks accepts', async () => {
		const erp = await receiver();
		const { secret } = await create(`${erp.url}/hook?shop=1`);
		const { inbox } = start();
		const [event] = await changeOrder(inbox, '1');
		const [post] = await arrived(erp, 1);
		expect([post!.method, post!.url]).toEqual(['POST', '/hook?shop=1']);
		expect(
			new Webhook(secret).verify(post!.body, post!.headers as Record<string, string>),
		).toMatchObject({
			type: 'order.created',
			timestamp: new Date(event!.occurredAt).toISOString(),
			data: {
				event: { id: event!.id, code: 'order_created', attempt: 1, isSample: false },
				order: { id: '1' },
				integration: { guid: INTEGRATION.guid },
			},
		});
		await settled('delivered');
		const { data } = await api.ask('GET', `/api/events/${event!.id}`);
		expect(data.deliveries).toMatchObject([
			{ status: 'delivered', workflow: { name: 'ERP', kind: 'destination' } },
		]);
		expect(data.actions).toMatchObject([{ action: 'webhook', outcome: 'done', said: '200' }]);
	});

	it('gets it again under the same id until it answers 2xx, not before it asked to, and not twice after that', async () => {
		const erp = await receiver(status(503, { 'retry-after': '2' }), status(404), status(204));
		await create(erp.url, { retryAfter: '0s, 0s, 0s' });
		const { inbox } = start();
		const [event] = await changeOrder(inbox, '1');
		await arrived(erp, 3);
		const [first, second] = erp.received.map(({ headers }) => Number(headers['webhook-timestamp']));
		expect(second! - first!).toBeGreaterThanOrEqual(2);
		const [row] = await settled('delivered');
		expect([row!.attempt, row!.failures]).toEqual([3, 2]);
		expect(new Set(idsOf(erp)).size).toBe(1);
		const again = await api.ask('POST', `/api/events/${event!.id}/replay`, {});
		expect(again.data.workflows).toHaveLength(1);
		inbox.wake((await deliveries()).map(({ subscriptionId }) => subscriptionId));
		await settled('delivered');
		expect(erp.received).toHaveLength(3);
		await api.ask('POST', `/api/events/${event!.id}/replay`, { sendAgain: true });
		await arrived(erp, 4);
		expect(new Set(idsOf(erp)).size).toBe(1);
	});

	it('lets an event that was tried in vain become a dead letter, which arrives when it is tried again', async () => {
		const erp = await receiver(status(500, {}, 'out of order'), status(500), status(200));
		const { guid } = await create(erp.url, { retryAfter: '0s' });
		const { inbox } = start();
		await changeOrder(inbox, '1');
		await settled('dead');
		const letters = await api.ask('GET', `/api/dead-letters?workflow=${guid}`);
		expect(letters.data).toMatchObject([
			{
				workflow: { guid, name: 'ERP', kind: 'destination' },
				...{ attempts: 2, retriesFrom: 'start', executionId: null, executionUrl: null },
			},
		]);
		const { data } = await api.ask('POST', `/api/dead-letters/retry?workflow=${guid}`);
		expect(data).toEqual({ retried: 1, left: 0, problem: null });
		await settled('delivered');
		expect(idsOf(erp)).toHaveLength(3);
		expect(new Set(idsOf(erp)).size).toBe(1);
	});

	it('is tried for a day where nobody says otherwise, whatever it answers', async () => {
		const erp = await receiver(status(400));
		await create(erp.url);
		const { inbox } = start();
		await changeOrder(inbox, '1');
		const row = await waitUntil(
			async () => (await deliveries()).find(({ failures }) => failures === 1),
			{ what: 'the first failure' },
		);
		expect(row.status).toBe('waiting');
		expect(row.dueAt).toBeGreaterThan(clock.now() + 15_000);
		expect(row.lastError).toMatch(/answered 400.*tried again/);
	});

	it('is switched off by 410, and says so; what comes then is not posted, and what comes after it was switched on is', async () => {
		const erp = await receiver(status(410), status(200));
		const { guid, configuration } = await create(erp.url);
		const { inbox, posting } = start();
		await changeOrder(inbox, '1');
		await settled('dead');
		const { data } = await api.ask('GET', `/api/destinations/${guid}`);
		expect(data).toMatchObject({
			isActive: false,
			offReason: expect.stringContaining('410') as string,
		});
		expect(warned).toContainEqual(expect.stringContaining('"ERP" is switched off'));
		const watch = watchEverything(inbox, { state: database().location });
		const alertsOfIt = async () => {
			await watch.look();
			const { data: alerts } = await api.ask('GET', '/api/alerts?open=true&kind=receiver_down');
			return alerts as object[];
		};
		expect(await alertsOfIt()).toMatchObject([
			{
				title: 'The destination "ERP" is switched off',
				cause: expect.stringContaining('410') as string,
				nextStep: expect.stringContaining(`PUT /api/destinations/${guid}`) as string,
			},
		]);
		const [missed] = await changeOrder(inbox, '2');
		expect(await deliveries()).toHaveLength(1);
		const { notStarted } = (await api.ask('GET', `/api/events/${missed!.id}`)).data;
		expect(notStarted).toMatchObject([{ workflow: { guid }, reasons: [{ code: 'notPublished' }] }]);
		const on = await api.ask('PUT', `/api/destinations/${guid}`, configuration);
		expect(on.data).toMatchObject({ isActive: true, offReason: null });
		expect(await alertsOfIt()).toEqual([]);
		posting.look();
		await changeOrder(inbox, '3');
		await arrived(erp, 2);
		expect(ordersOf(erp)).toEqual(['1', '3']);
	});

	it.each(['', '0s, 0s', '1h'])(
		'lets the event that 410 was answered to become a dead letter, also where further tries were chosen: %j',
		async (retryAfter) => {
			const erp = await receiver(status(410));
			await create(erp.url, { retryAfter });
			await changeOrder(start().inbox, '1');
			const [row] = await settled('dead');
			expect(row!.lastError).toMatch(/410.*The destination is switched off\.$/);
			expect(erp.received).toHaveLength(1);
		},
	);

	it('gets what comes from the moment on at which it is switched on, however long it was off', async () => {
		const erp = await receiver();
		const { guid, configuration } = await create(erp.url);
		const { inbox, posting } = start();
		await changeOrder(inbox, '1');
		await arrived(erp, 1);
		await api.ask('PUT', `/api/destinations/${guid}`, { ...configuration, isActive: false });
		await posting.stop();
		const DAYS_MS = 3 * 86_400_000;
		await state.db
			.updateTable('lease')
			.set((eb) => ({ until: eb('until', '-', DAYS_MS) }))
			.where('kind', '=', 'subscription')
			.execute();
		await api.ask('PUT', `/api/destinations/${guid}`, configuration);
		await changeOrder(inbox, '2');
		start(await database().open());
		await arrived(erp, 2);
		expect(ordersOf(erp)).toEqual(['1', '2']);
	});

	it('is followed to no other address', async () => {
		const elsewhere = await receiver();
		const erp = await receiver(status(307, { location: elsewhere.url }));
		await create(erp.url, { retryAfter: '' });
		await changeOrder(start().inbox, '1');
		const [row] = await settled('dead');
		expect(row!.lastError).toContain('sends on to another address');
		expect(elsewhere.received).toEqual([]);
	});

	it('is called in the own network only where the node allows that', async () => {
		const erp = await receiver();
		const { guid, configuration } = await create(erp.url, { retryAfter: '' });
		const strict = apiInMemory(state, {}, { ownNetwork: false });
		for (const url of [erp.url, 'http://localhost:1/x', 'http://169.254.169.254/']) {
			const refused = await strict.ask('POST', '/api/destinations', { name: 'x', url, ...CREATED });
			expect([url, refused.status, refused.error]).toEqual([
				url,
				400,
				expect.stringMatching(/^url: .*must not be called/) as string,
			]);
		}
		await state.db.updateTable('destination').set({ allowPrivateAddresses: 0 }).execute();
		await changeOrder(start().inbox, '1');
		const [row] = await settled('dead');
		expect(row!.lastError).toContain('Stores in Your Own Network');
		expect(erp.received).toEqual([]);
		await api.ask('PUT', `/api/destinations/${guid}`, configuration);
		expect((await api.ask('POST', `/api/destinations/${guid}/test`)).data.delivered).toBe(true);
	});

	it('tells its secret once, and keeps it so that the database alone gives nobody a key', async () => {
		const erp = await receiver();
		const body = { name: 'ERP', url: erp.url, ...CREATED };
		const headers = { idempotencyKey: randomUUID() };
		const first = await api.ask('POST', '/api/destinations', body, headers);
		const { guid, secret } = first.data as { guid: string; secret: string };
		expect(secret).toMatch(/^whsec_/);
		const again = await api.ask('POST', '/api/destinations', body, headers);
		expect(again.data).toMatchObject({ guid });
		const told = [
			again,
			await api.ask('GET', '/api/destinations'),
			await api.ask('GET', `/api/destinations/${guid}`),
		];
		const kept = [
			await state.db.selectFrom('destination').selectAll().execute(),
			await state.db.selectFrom('answeredRequest').selectAll().execute(),
		];
		expect(JSON.stringify([told, kept])).not.toContain(secret.slice(6, 20));
		const [row] = await state.db.selectFrom('destination').selectAll().execute();
		expect(createSecrets('key of n8n').open(row!.sealedSecret, guid)).toBe(secret);
		expect(createSecrets('key of n8n').open(row!.sealedSecret, UNKNOWN)).toBeNull();
		expect(createSecrets('another key').open(row!.sealedSecret, guid)).toBeNull();
		expect(createSecrets(null).open(row!.sealedSecret, guid)).toBeNull();
		expect(() => createSecrets(null).seal('x', guid)).toThrow('N8N_ENCRYPTION_KEY');
		await state.db.updateTable('destination').set({ sealedSecret: 'AAAA' }).execute();
		const tried = await api.ask('POST', `/api/destinations/${guid}/test`);
		expect(tried.data).toMatchObject({
			delivered: false,
			error: expect.stringContaining('Give the destination a new secret') as string,
		});
		const own = 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=';
		await api.ask('PUT', `/api/destinations/${guid}`, { ...body, secret: own });
		expect((await api.ask('POST', `/api/destinations/${guid}/test`)).data).toMatchObject({
			delivered: true,
			status: 200,
			error: null,
		});
		const [post] = erp.received;
		expect(
			new Webhook(own).verify(post!.body, post!.headers as Record<string, string>),
		).toMatchObject({
			type: 'order.created',
			data: { event: { isSample: true } },
		});
	});

	it('gets each event once from two processes, and from the one that is left where one has ended', async () => {
		const erp = await receiver();
		await create(erp.url);
		const [one, other] = [start(), start(await database().open())];
		for (let n = 0; n < 10; n += 1) await changeOrder((n % 2 ? one : other).inbox, `o${n}`);
		await arrived(erp, 10);
		await settled('delivered');
		expect(new Set(ordersOf(erp)).size).toBe(10);
		expect(erp.received).toHaveLength(10);
		for (const ending of [one, other]) {
			await ending.posting.stop();
			const left = ending === one ? other : start();
			left.posting.look();
			const before = erp.received.length;
			await changeOrder(left.inbox, `after-${before}`);
			await arrived(erp, before + 1);
		}
	});

	it('gets an event again, under its id, that was being posted when the process was killed', async () => {
		const { promise: gate, resolve: open } = Promise.withResolvers<void>();
		const erp = await receiver(
			(response) => void gate.then(() => response.writeHead(200).end()),
			status(200),
		);
		await create(erp.url);
		const killed = start();
		await changeOrder(killed.inbox, '1');
		await arrived(erp, 1);
		await killed.dispatcher.stop();
		await killed.posting.stop();
		// As time goes by without a sign of life.
		await state.db
			.updateTable('delivery')
			.set({ leaseUntil: clock.now() - 1 })
			.execute();
		start(await database().open());
		await arrived(erp, 2);
		await settled('delivered');
		expect(new Set(idsOf(erp)).size).toBe(1);
		open();
	});

	it('keeps the order of the events of one thing while an earlier one is tried again', async () => {
		const erp = await receiver(status(500), status(200));
		await create(erp.url, { codes: ['order_created', 'order_updated'], retryAfter: '0s' });
		const { inbox } = start();
		const [first] = await changeOrder(inbox, '1', { note: 'first' });
		const [second] = await changeOrder(inbox, '1', { note: 'second' });
		await arrived(erp, 3);
		const events = erp.received.map(
			({ body }) => (JSON.parse(body) as { data: { event: { id: string } } }).data.event.id,
		);
		expect(events).toEqual([first!.id, first!.id, second!.id]);
	});

	it('gets what it wants: codes in any case, of some stores, under conditions, and no more once that is changed', async () => {
		const erp = await receiver();
		const { guid, configuration } = await create(erp.url, {
			codes: ['Order_Created', 'order_created'],
			integrations: [INTEGRATION.guid.toUpperCase()],
			conditions: { note: 'wanted' },
		});
		expect(configuration).toMatchObject({
			codes: ['order_created'],
			integrations: [INTEGRATION.guid],
			conditions: { note: 'wanted' },
		});
		const { inbox, posting } = start();
		await changeOrder(inbox, '1', { note: 'other' });
		await changeOrder(inbox, '2', { note: 'wanted' });
		await arrived(erp, 1);
		const unchanged = await api.ask('PUT', `/api/destinations/${guid}`, configuration);
		expect(unchanged.data.configuration).toEqual(configuration);
		await api.ask('PUT', `/api/destinations/${guid}`, {
			...configuration,
			conditions: {},
			isActive: false,
		});
		await changeOrder(inbox, '3');
		await api.ask('PUT', `/api/destinations/${guid}`, { ...configuration, conditions: {} });
		posting.look();
		await changeOrder(inbox, '4');
		await arrived(erp, 2);
		expect(ordersOf(erp)).toEqual(['2', '4']);
		expect(await api.ask('DELETE', `/api/destinations/${guid}`)).toMatchObject({ status: 200 });
		await changeOrder(inbox, '5');
		expect(await deliveries()).toEqual([]);
		for (const [method, path] of [
			['GET', ''],
			['PUT', ''],
			['DELETE', ''],
			['POST', '/test'],
		] as const) {
			const body = method === 'PUT' ? configuration : undefined;
			const { status: answered } = await api.ask(method, `/api/destinations/${guid}${path}`, body);
			expect([method, path, answered]).toEqual([method, path, 404]);
		}
	});

	it('refuses what is none, and says what there is', async () => {
		const good = { name: 'ERP', url: 'https://erp.example.com/hook', ...CREATED };
		for (const [body, said] of [
			[{ ...good, codes: [] }, 'codes: '],
			[
				{ ...good, codes: ['order_crated'] },
				'codes.0: "order_crated" is no event. There are order_created',
			],
			[{ ...good, url: 'ftp://erp.example.com' }, 'url: it begins with ftp:'],
			[{ ...good, url: 'https://me:pass@erp.example.com' }, 'url: it has a user name or password'],
			[{ ...good, secret: 'short' }, 'secret: What was given is not whsec_ and'],
			[
				{ ...good, codes: ['order_crated'], conditions: { status: 'x' } },
				'codes.0: "order_crated" is no event. There are order_created',
			],
			[{ ...good, retryAfter: 'soon' }, 'retryAfter: "soon" is not a waiting time'],
			[{ ...good, integrations: [UNKNOWN] }, `integrations: there is no store ${UNKNOWN}`],
			[{ ...good, conditions: { statos: 'x' } }, 'conditions'],
			[
				{ ...good, codes: ['order_created', 'product_updated'], conditions: { status: 'x' } },
				'conditions: The codes are of several types of entity (Order, Product)',
			],
			[{ ...good, nmae: 'x' }, 'nmae'],
		] as const) {
			const { status: answered, error } = await api.ask('POST', '/api/destinations', body);
			expect([said, answered, error]).toEqual([said, 400, expect.stringContaining(said)]);
		}
	});
});
