import { post } from '../support/postSigned.ts';
import { shipmentData, startWorld, type World } from '../support/world.ts';

const onDelivery = { entityType: 'Shipment', events: ['shipment_delivered'] } as const;

describe('a delivered shipment, on a real n8n', () => {
	let world: World;
	let workflowId: string;

	beforeAll(async () => {
		world = await startWorld();
		workflowId = await world.mailOn(onDelivery);
	}, 180_000);
	afterAll(async () => await world?.stop(), 60_000);
	beforeEach(() => world.mail.forgetMails());

	it("a signed shipment_delivered posted to the Store Trigger's URL gives exactly one mail, to the customer, with order number and tracking link", async () => {
		await world.report('shipment.delivered', shipmentData('1001'));
		await world.untilQuiet();
		expect(world.mail.mails).toHaveLength(1);
		const [mail] = world.mail.mails;
		expect(mail?.recipients).toEqual(['customer-1001@example.com']);
		expect(mail?.text).toContain('#1001');
		expect(mail?.text).toContain('https://tracking.example.com/TRACK-1001');
		expect(mail?.html).toContain('https://tracking.example.com/TRACK-1001');
	});

	it('the same post again gives none', async () => {
		const message = world.message('shipment.delivered', shipmentData('1002'));
		expect(await post(world.webhookUrl, message)).toBe(200);
		await world.untilQuiet();
		expect(await post(world.webhookUrl, message)).toBe(200);
		await world.untilQuiet();
		expect(world.mail.mails).toHaveLength(1);
	});

	it('50 identical posts at once give one event', async () => {
		const before = (await world.database.events()).length;
		const message = world.message('shipment.delivered', shipmentData('1003'));
		const answers = await Promise.all(
			Array.from({ length: 50 }, async () => await post(world.webhookUrl, message)),
		);
		expect(new Set(answers)).toEqual(new Set([200]));
		await world.untilQuiet();
		expect(await world.database.events()).toHaveLength(before + 1);
		expect(world.mail.mails).toHaveLength(1);
	});

	it('a post that is not signed by the store is refused and stores nothing', async () => {
		const before = (await world.database.events()).length;
		const { body, headers } = world.message('shipment.delivered', shipmentData('1004'));
		const forged = { body: body.replace('1004', '1005'), headers };
		expect(await post(world.webhookUrl, forged)).toBe(401);
		expect(await world.database.events()).toHaveLength(before);
	});

	it('an event that no workflow wants starts no run', async () => {
		const before = (await world.n8n.listExecutions({ limit: 250 })).length;
		await world.report('shipment.in_transit', shipmentData('1006', 'in_transit'));
		await world.report('order.created', { id: '1', number: '#1', status: 'processing' });
		// A wanted one after them: when it has run, those before it would have been started.
		await world.report('shipment.delivered', shipmentData('1007'));
		await world.untilQuiet();
		const after = await world.n8n.listExecutions({ limit: 250 });
		expect(after).toHaveLength(before + 1);
		expect(world.mail.mails.flatMap(({ recipients }) => recipients)).toEqual([
			'customer-1007@example.com',
		]);
	});

	it('a mail server that says "later" once still gets the mail, once, with the defaults', async () => {
		let tries = 0;
		world.mail.setRefuse(() => {
			tries += 1;
			return tries === 1 && { code: 451, message: '4.7.1 Greylisted, try again later' };
		});
		await world.report('shipment.delivered', shipmentData('1009'));
		const [mail] = await world.mail.waitForMails(1, 60_000);
		await world.untilQuiet();
		world.mail.setRefuse(() => false);
		expect(mail?.recipients).toEqual(['customer-1009@example.com']);
		expect(world.mail.mails).toHaveLength(1);
		const [run] = await world.n8n.listExecutions({ limit: 1 });
		expect(run?.status).toBe('success');
	});

	it('a second workflow on the same change gets it too', async () => {
		const second = await world.mailOn(
			{ ...onDelivery, name: 'To the office' },
			{ recipient: 'addresses', addresses: 'office@example.com' },
		);
		await world.report('shipment.delivered', shipmentData('1008'));
		await world.untilQuiet();
		expect(world.mail.mails.flatMap(({ recipients }) => recipients).sort()).toEqual([
			'customer-1008@example.com',
			'office@example.com',
		]);
		const runs = await world.n8n.listExecutions({ limit: 250 });
		const ran = new Set(runs.map((run) => run.workflowId));
		expect(ran).toEqual(new Set([workflowId, second]));
	});
});
