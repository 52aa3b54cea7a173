import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { API_TOKEN, startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import { waitUntil, type Workflow } from '../support/n8n.ts';
import { newSecret, post, sign } from '../support/postSigned.ts';
import { shipmentData } from '../support/world.ts';

const HOUR_MS = 3_600_000;

describe('events and service through the REST API, on a real n8n', () => {
	let world: ApiWorld;
	let guid: string;

	beforeAll(async () => {
		world = await startApiWorld();
		await world.mailOn({
			entityType: 'Shipment',
			events: ['shipment_delivered'],
			parameters: { options: { acknowledge: 'executionFinishesSuccessfully', retryAfter: '' } },
		});
		const { data } = (await world.api('GET', '/api/workflows/Shipment/configured')).body;
		guid = data[0].guid;
	}, 180_000);
	afterAll(async () => await world?.stop(), 60_000);
	beforeEach(() => world.mail.forgetMails());

	const event = async (entityId: string) =>
		(await world.api('GET', `/api/events?entityId=${entityId}`)).body.data[0];
	const replay = async (id: string, body?: object) =>
		await world.api('POST', `/api/events/${id}/replay`, body);

	it('an event is listed, told in whole with what became of it, and replayed without a second mail unless asked for', async () => {
		await world.report('shipment.delivered', shipmentData('e1'));
		await world.untilQuiet();
		const summary = await event('e1');
		expect(summary).toMatchObject({
			code: 'shipment_delivered',
			entityType: 'Shipment',
			integration: { name: 'Test Shop' },
			isOwnUpdate: false,
		});
		const { body } = await world.api('GET', `/api/events/${summary.id}`);
		expect(body.data).toMatchObject({
			item: { event: { id: summary.id }, shipment: { id: 'e1' } },
			deliveries: [{ status: 'delivered', attempts: 1, workflow: { guid } }],
		});
		expect(world.mail.mails).toHaveLength(1);
		const actions = async () =>
			(await world.api('GET', `/api/events/${summary.id}`)).body.data.actions as object[];
		const [mail] = await waitUntil(async () => (await actions()).length > 0 && actions(), {
			what: 'what came of the mail to be kept',
		});
		expect(mail).toMatchObject({
			action: 'email',
			outcome: 'done',
			recipient: expect.stringMatching(/^.…@/),
			what: expect.stringMatching(/delivered/i),
			node: 'Commerce Send Email',
			workflow: { guid },
		});

		expect((await replay(summary.id)).body.data).toEqual({ workflows: [guid], underWay: [] });
		await world.untilQuiet();
		expect(world.mail.mails).toHaveLength(1);
		const again = await replay(summary.id, { workflows: [guid], sendAgain: true });
		expect(again.body.data).toEqual({ workflows: [guid], underWay: [] });
		await world.untilQuiet();
		expect(world.mail.mails).toHaveLength(2);
		const gone = await replay('00000000-0000-4000-8000-000000000000');
		expect([gone.status, gone.body.error?.message]).toEqual([404, 'Event not found']);
	});

	it('a dead letter says why, and is delivered when it is tried again', async () => {
		await world.mail.stop();
		await world.report('shipment.delivered', shipmentData('e2'));
		const letter = await waitUntil(
			async () => (await world.api('GET', '/api/dead-letters')).body.data[0],
			{ what: 'a dead letter', timeoutMs: 60_000 },
		);
		expect(letter).toMatchObject({
			event: { entityId: 'e2', code: 'shipment_delivered' },
			workflow: { guid },
			attempts: 1,
			lastError: expect.stringContaining('mail server refused the connection'),
		});
		const { body } = await world.api('GET', `/api/events/${letter.event.id}`);
		expect(body.data.deliveries[0].history).toMatchObject([
			{
				attempt: 1,
				outcome: 'failed',
				node: 'Commerce Send Email',
				error: expect.stringContaining('mail server refused the connection'),
				executionId: letter.executionId,
			},
		]);
		const { id: executionId } = (await world.n8n.listExecutions({ status: 'error' }))[0]!;
		expect(letter).toMatchObject({ executionId, retriesFrom: 'start' });
		expect(letter.executionUrl).toBe(
			`${world.n8n.url}/workflow/${letter.executionUrl.split('/').at(-3)}/executions/${executionId}`,
		);
		await world.mail.restart();
		const one = await world.api('POST', `/api/dead-letters/${letter.id}/retry`);
		expect(one.body.data).toMatchObject({ retried: 1, from: 'start' });
		await world.mail.waitForMails(1);
		await world.untilQuiet();
		expect((await world.api('GET', '/api/dead-letters')).body.data).toEqual([]);
		const none = await world.api('POST', `/api/dead-letters/${letter.id}/retry`);
		expect([none.status, none.body.error?.message]).toEqual([404, 'Dead letter not found']);
		const all = await world.api('POST', `/api/dead-letters/retry?workflow=${guid}`);
		expect(all.body.data).toEqual({ retried: 0, left: 0, problem: null });
	}, 90_000);

	it('health tells a monitor whether all is well, and the details only with the token', async () => {
		const open = await world.api('GET', '/api/health', undefined, { authorization: '' });
		expect([open.status, open.body]).toEqual([
			200,
			{
				data: {
					status: 'ok',
					database: { isOk: true, kind: 'sqlite' },
					n8nApi: { isOk: true, problem: null },
					deliveries: { waiting: 0, lagSeconds: 0, deadLetters: 0 },
				},
				success: true,
			},
		]);
		const { body } = await world.api('GET', '/api/health');
		expect(body.data).toMatchObject({
			integrations: [{ name: 'Test Shop', status: 'active', lastError: null }],
			warnings: [],
			settings: { lazyAcquire: true },
		});
	});

	it('an event that starts nothing says why not, for each trigger', async () => {
		await world.report('shipment.created', { ...shipmentData('e3'), status: 'in_transit' });
		const { id } = await waitUntil(async () => await event('e3'), { what: 'the event' });
		const { body } = await world.api('GET', `/api/events/${id}`);
		expect(body.data.deliveries).toEqual([]);
		expect(body.data.notStarted).toMatchObject([
			{
				workflow: { guid },
				reasons: [
					{ code: 'otherEvent', text: expect.stringContaining('It starts on Shipment Delivered') },
				],
			},
		]);
	});

	it('wrong secret: 401, visible in health and alert within a minute, with the reason; right secret again: the alert ends', async () => {
		const file = join(__dirname, '../../templates/recipes/alerts.json');
		const template = JSON.parse(await readFile(file, 'utf8')) as Workflow;
		const nodes = template.nodes.map((node) =>
			node.type.endsWith('SendEmail')
				? { ...node, credentials: { commerceSmtpApi: world.smtp } }
				: node,
		);
		await world.publish((await world.n8n.createWorkflow({ ...template, nodes })).id);
		const mails = () =>
			world.mail
				.mailsTo('owner@example.com')
				.filter(({ subject }) => subject.includes('are refused'));
		const alerts = async () =>
			(await world.api('GET', '/api/alerts?kind=messages_refused')).body.data as object[];
		const store = async () => (await world.api('GET', '/api/health')).body.data;

		const wrong = sign(newSecret(), 'shipment.created', shipmentData('e4'));
		const sentAt = performance.now();
		expect(await post(world.webhookUrl, wrong)).toBe(401);
		const health = await waitUntil(
			async () => {
				const told = await store();
				return told.integrations[0].refused !== null && told;
			},
			{ what: 'health to say that the store is refused' },
		);
		expect(health).toMatchObject({
			status: 'degraded',
			integrations: [
				{ refused: { count: 1, outcome: 'signature_wrong', reason: expect.any(String) } },
			],
		});
		const head = async () => (await fetch(`${world.base}/api/health`, { method: 'HEAD' })).status;
		expect(await head()).toBe(503);
		const { reason } = health.integrations[0].refused;
		const problem = { code: 'messages_refused', message: reason, isDegrading: true };
		expect(health.problems).toContainEqual(expect.objectContaining(problem));
		const { body } = await world.api('GET', '/api/messages/refused?outcome=signature_wrong');
		expect(body.data).toMatchObject([{ integration: { name: 'Test Shop' }, count: 1 }]);
		const mail = await waitUntil(() => mails()[0], {
			what: 'the mail about the alert',
			timeoutMs: 60_000,
		});
		expect(performance.now() - sentAt).toBeLessThan(60_000);
		expect(mail).toMatchObject({
			subject: 'Messages of "Test Shop" are refused',
			text: expect.stringMatching(/signature[\s\S]*What to do:[\s\S]*secret/),
			html: expect.stringContaining(`/workflow/${world.storeWorkflowId}`),
		});
		expect(await alerts()).toMatchObject([
			{
				cause: expect.stringMatching(/signature/),
				nextStep: expect.stringMatching(/secret/),
				integration: { name: 'Test Shop' },
				endedAt: null,
			},
		]);

		await world.report('shipment.created', shipmentData('e4'));
		await waitUntil(async () => (await store()).integrations[0].refused === null, {
			what: 'health to be well',
		});
		await waitUntil(async () => (await head()) === 200, { what: 'HEAD of health to be well' });
		await waitUntil(() => mails().length === 2, {
			what: 'the mail about the end of the alert',
			timeoutMs: 60_000,
		});
		expect(mails()[1]!.subject).toBe('Over: Messages of "Test Shop" are refused');
		expect(await alerts()).toMatchObject([{ endedAt: expect.any(String) }]);
	}, 180_000);

	it('a store silent for a simulated day starts the alert workflow once, not each minute', async () => {
		const { body: configured } = await world.api('POST', '/api/workflows/configure', {
			...{ name: 'On silence', entityType: 'Alert', triggerId: 'store_silent' },
			action: { type: 'send_email', recipient: 'silence@example.com' },
		});
		expect(configured).toMatchObject({ success: true });
		const { body: listed } = await world.api('GET', '/api/workflows/Alert/configured');
		const { workflowId: id } = listed.data.find(
			({ guid }: { guid: string }) => guid === configured.data.guid,
		);
		const lastMessageAt = async () =>
			(await world.api('GET', '/api/health')).body.data.integrations[0].lastMessageAt;
		if ((await lastMessageAt()) === null)
			await world.report('shipment.created', shipmentData('e5'));
		await waitUntil(async () => (await lastMessageAt()) !== null, {
			what: 'a message to be noted',
		});
		await world.database.learnRhythm(4);
		const alert = async () =>
			(await world.api('GET', '/api/alerts?kind=store_silent')).body.data[0];
		/** Alerts are seen anew with each look, to the minute. */
		const nextLook = async () =>
			await waitUntil(
				async () => {
					const told = await alert();
					return Date.parse(told?.lastSeenAt ?? 0) > Date.now() - 60_000 && told;
				},
				{ what: 'the next look for silent stores', timeoutMs: 60_000 },
			);

		// Twelve hours are too long for a store that was never silent for more than eight.
		await world.database.letTimePass(13 * HOUR_MS);
		expect(await nextLook()).toMatchObject({
			title: '"Test Shop" is silent',
			cause: expect.stringContaining('never silent for longer than 8 hours'),
			endedAt: null,
		});
		for (let hours = 13; hours < 24; hours += 4) {
			await world.database.letTimePass(4 * HOUR_MS);
			expect((await nextLook()).endedAt).toBeNull();
		}
		await world.untilQuiet();
		const runs = await world.n8n.listExecutions({ workflowId: id, includeData: true });
		expect(runs.map(({ status }) => status)).toEqual(['success']);
		const trigger = runs[0]!.data!.resultData.runData['Store Is Silent'];
		expect(trigger![0]!.data!.main[0]![0]!.json).toMatchObject({
			...{ kind: 'store_silent', state: 'opened', store: 'Test Shop' },
		});
		expect(world.mail.mailsTo('silence@example.com')).toMatchObject([
			{ subject: '"Test Shop" is silent', text: expect.stringContaining('What to do:') },
		]);

		// The first good message after a refused one is written down at once, others to the minute.
		expect(await post(world.webhookUrl, sign(newSecret(), 'x', {}))).toBe(401);
		await world.report('shipment.updated', { ...shipmentData('e5'), status: 'in_transit' });
		await waitUntil(async () => (await alert()).endedAt !== null, {
			what: 'the alert to end',
			timeoutMs: 60_000,
		});
		await world.untilQuiet();
		expect(await world.n8n.listExecutions({ workflowId: id })).toHaveLength(1);
	}, 180_000);

	const useKey = async (n8nApiKey: string) => {
		const { data: credentials } = await world.n8n.publicApi<{
			data: Array<{ id: string; type: string }>;
		}>('GET', '/credentials');
		const { id } = credentials.find(({ type }) => type === 'commerceApi')!;
		const data = { apiToken: API_TOKEN, n8nUrl: world.n8n.url, n8nApiKey };
		await world.n8n.publicApi('PATCH', `/credentials/${id}`, { data });
	};

	it('an n8n API key that expires in five days is told, with the day and what to do, until another one is used', async () => {
		const alert = async () =>
			(await world.api('GET', '/api/alerts?kind=keys_expiring')).body.data[0];
		const expiresAt = Math.floor(Date.now() / 1_000) + 5 * 86_400;
		const { rawApiKey } = await world.n8n.rest<{ rawApiKey: string }>('POST', '/api-keys', {
			...{ label: 'Ends soon', scopes: ['workflow:read'], expiresAt },
		});
		await useKey(rawApiKey);
		const opened = await waitUntil(alert, { what: 'the alert', timeoutMs: 60_000 });
		const day = new Date(expiresAt * 1_000).toISOString().slice(0, 10);
		expect(opened).toMatchObject({
			title: `The n8n API key of "API" expires on ${day}`,
			nextStep: expect.stringContaining('Settings > n8n API'),
			link: `${world.n8n.url}/settings/api`,
			endedAt: null,
		});
		await useKey(world.n8nApiKey);
		await waitUntil(async () => (await alert()).endedAt !== null, {
			what: 'the alert to end',
			timeoutMs: 60_000,
		});
	}, 150_000);

	it('n8n key missing, wrong or lacking a scope: 503 that names the scope, and what needs no n8n goes on', async () => {
		const listWith = async (n8nApiKey: string) => {
			await useKey(n8nApiKey);
			const { status, body } = await world.api('GET', '/api/workflows/Order/configured');
			return `${status} ${body.error?.code}: ${body.error?.message}`;
		};
		const { rawApiKey: poor } = await world.n8n.rest<{ rawApiKey: string }>('POST', '/api-keys', {
			label: 'May do little',
			scopes: ['workflow:read'],
			expiresAt: null,
		});
		expect(await listWith(poor)).toMatch(/^503 UNAVAILABLE: .*scope "workflow:list"/);
		expect(await listWith('wrong')).toMatch(/^503 UNAVAILABLE: n8n does not accept/);
		expect(await listWith('')).toMatch(/^503 UNAVAILABLE: .*has no n8n API key/);
		expect((await world.api('GET', '/api/events')).status).toBe(200);
		const { body } = await world.api('GET', '/api/health');
		expect(body.data).toMatchObject({ status: 'degraded', n8nApi: { isOk: false } });
	});
});
