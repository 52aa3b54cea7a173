import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullDatabase } from '../../../engine/alerts/serviceCauses.ts';
import { createWatch } from '../../../engine/alerts/watch.ts';
import { PROBLEM_CODES } from '../../../api/endpoints/service/problems.ts';
import { settleBatch } from '../../../engine/deliveries/settleBatch.ts';
import { recordWebhooks } from '../../../engine/inbox/integration.ts';
import type { Inbox } from '../../../engine/inbox/inbox.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { apiInMemory, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import { newSecret } from '../../support/postSigned.ts';
import { readOpenMetrics } from '../../support/readOpenMetrics.ts';
import {
	changeOrder,
	claim,
	claimant,
	connect,
	genericStore,
	INTEGRATION,
	REAL_CLOCK as clock,
	saveIntegration,
	subscribe,
	testInbox,
} from '../../support/testInbox.ts';

const DOCS = join(__dirname, '../../../docs');

eachDialect('what the service tells monitors', (database) => {
	let state: OpenDatabase;
	let inbox: Inbox;
	let api: ApiInMemory;

	beforeEach(async () => {
		state = await database().open();
		inbox = testInbox(state, clock, { warn: () => {} });
		api = apiInMemory(state);
		await connect(state, clock);
	});

	const isLazy = process.env.N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE;
	beforeAll(() => (process.env.N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE = 'true'));
	afterAll(() => {
		if (isLazy === undefined) delete process.env.N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE;
		else process.env.N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE = isLazy;
	});
	const health = async () => (await api.ask('GET', '/api/health')).data;
	const head = async () => (await api.ask('HEAD', '/api/health')).status;

	it('HEAD of health is 200 while all is well and 503 while it is degraded, with a stable code of what is wrong', async () => {
		expect([(await health()).problems, (await health()).status, await head()]).toEqual([
			[],
			'ok',
			200,
		]);
		await genericStore(inbox, clock)('order.created', { id: '1' }, newSecret());
		await inbox.messages.flush();
		expect(await health()).toMatchObject({
			status: 'degraded',
			problems: [
				{
					code: 'messages_refused',
					isDegrading: true,
					message: expect.stringMatching(/signature/i),
					integration: INTEGRATION.guid,
				},
			],
		});
		expect(await head()).toBe(503);
	});

	const connectTracker = async (provider: string) =>
		await saveIntegration(
			state,
			{
				...INTEGRATION,
				guid: randomUUID(),
				name: `Parcels of ${provider}`,
				...{ provider, workflowId: provider, nodeId: provider },
			},
			clock.now(),
		);

	it('names the kind of each store as people call it, and whether it is a shop or a carrier', async () => {
		await connectTracker('aftership');
		const { integrations } = await health();
		expect(integrations).toEqual(
			expect.arrayContaining([
				expect.objectContaining({
					...{ provider: 'aftership', providerName: 'AfterShip', providerType: 'shipping' },
				}),
				expect.objectContaining({
					...{ provider: 'generic', providerName: 'Generic Store', providerType: 'ecommerce' },
				}),
			]),
		);
	});

	it.each([
		['aftership', null],
		['17track', null],
		// Its list of webhooks says whether the address is still there.
		['sendcloud', { whatToDo: expect.stringContaining('In Sendcloud') }],
	])(
		'nobody has to enter an address in %s any more once a message has come, unless it is seen to be missing',
		async (provider, afterwards) => {
			const { guid } = await connectTracker(provider);
			await recordWebhooks(state, guid, 0);
			const asked = async () =>
				(await health()).integrations.find((store: { guid: string }) => store.guid === guid)
					.addressToEnter;
			expect(await asked()).toMatchObject({ url: INTEGRATION.webhookUrl });
			const lastMessageAt = clock.now();
			await state.db
				.updateTable('integration')
				.set({ lastMessageAt })
				.where('guid', '=', guid)
				.execute();
			const said = await asked();
			if (afterwards === null) expect(said).toBeNull();
			else expect(said).toMatchObject(afterwards);
		},
	);

	it('an open alert is a problem of its kind', async () => {
		await createWatch(inbox, [fullDatabase(async () => 0)]).look();
		expect(await health()).toMatchObject({
			status: 'degraded',
			problems: [{ code: 'database_full', integration: null, since: expect.any(String) }],
		});
		const { data } = await api.ask('GET', '/api/alerts?open=true');
		expect(data).toMatchObject([{ kind: 'database_full', endedAt: null, integration: null }]);
	});

	it('every code is documented, and no other', () => {
		const section = /### `GET \/api\/health`([\s\S]*?)\n### /.exec(
			readFileSync(join(DOCS, 'rest-api.md'), 'utf8'),
		)![1]!;
		const codes = [...section.matchAll(/^\| (`\w+`(?:, `\w+`)*) +\| (?:yes|no)/gm)].flatMap(
			([, cell]) => [...cell!.matchAll(/`(\w+)`/g)].map(([, code]) => code!),
		);
		expect(codes.toSorted()).toEqual([...PROBLEM_CODES].toSorted());
	});

	it('metrics count what has happened and can be read by whoever reads OpenMetrics', async () => {
		const subscription = await subscribe(state, clock);
		await changeOrder(inbox, 'a');
		await changeOrder(inbox, 'b');
		const me = claimant();
		const first = await claim(state, subscription, me, clock.now());
		await settleBatch(state, first!, { kind: 'done' }, [], me, clock.now());
		const second = await claim(state, subscription, me, clock.now());
		await settleBatch(state, second!, { kind: 'failed', error: 'no' }, [], me, clock.now());
		await genericStore(inbox, clock)('order.created', { id: '1' }, newSecret());
		await inbox.messages.flush();

		const { text, headers } = await api.ask('GET', '/api/metrics');
		expect(headers).toMatchObject({
			'Content-Type': 'application/openmetrics-text; version=1.0.0; charset=utf-8',
			'Cache-Control': 'no-store',
		});
		const values = new Map(
			readOpenMetrics(text!).flatMap(({ name, samples }) =>
				samples.map(({ labels, value }) => [[name, ...Object.values(labels)].join(' '), value]),
			),
		);
		expect(Object.fromEntries(values)).toMatchObject({
			'commerce_events_last_hour Order': 2,
			'commerce_events_last_hour Product': 0,
			'commerce_deliveries_last_hour delivered': 1,
			'commerce_deliveries_last_hour dead': 1,
			commerce_delivery_attempts_last_hour: 2,
			commerce_deliveries_waiting: 0,
			commerce_delivery_lag_seconds: 0,
			commerce_dead_letters: 1,
			[`commerce_messages_refused_last_hour ${INTEGRATION.guid} Test Shop signature_wrong`]: 1,
			'commerce_alerts_open store_silent': 0,
			commerce_engine_restarts: 0,
		});
		expect(
			values.get(`commerce_store_message_age_seconds ${INTEGRATION.guid} Test Shop`),
		).toBeUndefined();
	});

	it('the dashboard shows metrics that there are', async () => {
		const { text } = await api.ask('GET', '/api/metrics');
		const names = new Set(
			readOpenMetrics(text!).map(({ name, type }) => (type === 'counter' ? `${name}_total` : name)),
		);
		const dashboard = JSON.parse(readFileSync(join(DOCS, 'grafana-dashboard.json'), 'utf8')) as {
			panels: Array<{ targets: Array<{ expr: string }> }>;
		};
		const shown = dashboard.panels.flatMap(({ targets }) =>
			targets.flatMap(({ expr }) => [...expr.matchAll(/commerce_\w+/g)].map(([name]) => name)),
		);
		expect([...new Set(shown)].filter((name) => !names.has(name))).toEqual([]);
		expect([...names].filter((name) => !shown.includes(name))).toEqual([]);
	});
});
