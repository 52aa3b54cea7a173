import type { Browser } from 'playwright-core';
import { startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import { startChromium } from '../support/chromium.ts';
import { openConsole, seriousFaults } from '../support/consolePage.ts';
import { chain, waitUntil } from '../support/n8n.ts';
import { reportNode } from '../support/reportNode.ts';
import { answering, startServer } from '../support/simulatedServer.ts';
import { entityTrigger, sendEmail, shipmentData } from '../support/world.ts';

/** `COMMERCE_TEST_OUTAGE_SECONDS=300` for five minutes: the test then takes ten. */
const OUTAGE_MS = Number(process.env.COMMERCE_TEST_OUTAGE_SECONDS ?? 45) * 1_000;
/** The receiver is asked again after twice the outage at the latest, and what waits for it a fifth later. */
const PATIENCE_MS = 3 * OUTAGE_MS + 60_000;

describe('a mail server that is away, with all defaults, on a real n8n', () => {
	let world: ApiWorld;
	let browser: Browser;
	beforeAll(async () => {
		world = await startApiWorld();
		browser = await startChromium();
	}, 180_000);
	afterAll(async () => {
		await browser?.close();
		await world?.stop();
	}, 60_000);

	const deliveriesOf = async (entityId: string) => {
		const [{ id }] = (await world.api('GET', `/api/events?entityId=${entityId}`)).body.data;
		return (await world.api('GET', `/api/events/${id}`)).body.data.deliveries;
	};

	it(
		`mail server down for ${OUTAGE_MS / 1_000} seconds with all defaults: every customer has exactly one mail afterwards; it is visible that they wait, and why`,
		async () => {
			await world.mailOn({ entityType: 'Shipment', events: ['shipment_delivered'], version: 3 });
			const ids = Array.from({ length: 8 }, (_, index) => `s${index}`);
			await world.mail.stop();
			const stoppedAt = performance.now();
			for (const id of ids) await world.report('shipment.delivered', shipmentData(id));

			const [told] = await waitUntil(
				async () => {
					const deliveries = await Promise.all(ids.map(deliveriesOf));
					return deliveries.every(([each]) => each.lastError !== null) && deliveries.flat();
				},
				{ what: 'every delivery to say why it waits' },
			);
			expect(told).toMatchObject({ status: 'waiting', history: [{ outcome: 'failed' }] });
			expect(told.lastError).toMatch(
				/mail server .*It is tried again at \d{4}-\d\d-\d\d .* UTC\.$/,
			);
			const health = (await world.api('GET', '/api/health')).body.data;
			expect(health.receivers).toMatchObject([
				{
					receiver: expect.stringMatching(/^mail server 127\.0\.0\.1:\d+$/),
					reason: expect.stringContaining('refused the connection'),
				},
			]);

			await new Promise((resolve) =>
				setTimeout(resolve, OUTAGE_MS - (performance.now() - stoppedAt)),
			);
			expect(await world.database.deliveries()).toEqual({ waiting: ids.length });
			await world.mail.restart();
			world.mail.forgetMails();
			await world.untilQuiet(PATIENCE_MS);
			expect(world.mail.mails.flatMap(({ recipients }) => recipients).toSorted()).toEqual(
				ids.map((id) => `customer-${id}@example.com`).toSorted(),
			);
			expect((await world.api('GET', '/api/health')).body.data.receivers).toEqual([]);
		},
		OUTAGE_MS + PATIENCE_MS + 120_000,
	);

	it('where a node of somebody else had run before, the event is a dead letter at once; tried again, n8n goes on at the node that failed: one mail, and the other node has run once', async () => {
		let told = 0;
		const others = await startServer(
			answering(async () => {
				told += 1;
				return { status: 200, json: {} };
			}),
		);
		const { id } = await world.n8n.createWorkflow(
			chain('Tell others, then the customer', [
				entityTrigger({ entityType: 'Customer', events: ['customer_created'], version: 3 }),
				reportNode(others.url, '{ id: $json.event.id }'),
				sendEmail(world.smtp, { template: 'welcome' }),
			]),
		);
		await world.publish(id);
		await world.mail.stop();
		await world.report('customer.created', { id: 'c1', email: 'ada@example.com' });
		const letters = async () => (await world.api('GET', '/api/dead-letters')).body.data;
		const [letter] = await waitUntil(async () => (await letters()).length > 0 && letters(), {
			what: 'a dead letter',
		});
		expect(letter.lastError).toContain('had run before');
		const [run] = await world.n8n.listExecutions({ workflowId: id });
		expect(letter).toMatchObject({ retriesFrom: 'failingNode', executionId: run!.id });
		const { page, faults } = await openConsole(browser, world.base);
		await page.getByRole('link', { name: 'Dead letters', exact: true }).click();
		await page.getByRole('button', { name: 'Go on where it failed' }).click();
		await page.getByText('It has failed again').waitFor();
		const link = page.getByRole('link', { name: 'Run in n8n' });
		expect(await link.getAttribute('href')).toContain(
			`${world.n8n.url}/workflow/${id}/executions/`,
		);
		expect(faults).toEqual([]);
		expect(await seriousFaults(page)).toEqual([]);
		await world.mail.restart();
		world.mail.forgetMails();
		const retried = await world.api('POST', `/api/dead-letters/${letter.id}/retry`);
		expect(retried.body.data).toEqual({
			...{ retried: 1, from: 'failingNode', status: 'delivered', error: null },
		});
		await page.getByText('There are none.').waitFor();
		expect(await page.getByRole('button').allInnerTexts()).not.toContain('Give all up');
		expect(world.mail.mails.map(({ recipients }) => recipients)).toEqual([['ada@example.com']]);
		expect(told).toBe(1);
		expect(await letters()).toEqual([]);
		const event = (await world.api('GET', `/api/events/${letter.event.id}`)).body.data;
		const [{ status, history }] = event.deliveries;
		const runs = await world.n8n.listExecutions({ workflowId: id });
		expect([status, history.map((each: { executionId: string }) => each.executionId)]).toEqual([
			'delivered',
			runs.map((each) => each.id).reverse(),
		]);
		await others.close();
	});
});
