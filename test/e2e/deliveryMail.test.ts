import { openDemoShopPage, type DemoShopPage, type Row } from '../support/demoShopPage.ts';
import { post } from '../support/postSigned.ts';
import { waitUntil } from '../support/n8n.ts';
import { shipmentData, startWorld, type World } from '../support/world.ts';

const onDelivery = { entityType: 'Shipment', events: ['shipment_delivered'] } as const;

let world: World;
let workflowId: string;
beforeAll(async () => {
	world = await startWorld();
	workflowId = await world.mailOn(onDelivery);
}, 180_000);
afterAll(async () => await world?.stop(), 60_000);
beforeEach(() => world.mail.forgetMails());

describe('a delivered shipment, on a real n8n', () => {
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

	it('56-smtp-greylisting-with-defaults: a mail server that says "later" once still gets the mail, once, with the defaults', async () => {
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

	it("a new node writes what fits the event, in the customer's language, and one from before stays English", async () => {
		await world.mailOn(
			{
				...{ entityType: 'Shipment', events: ['shipment_out_for_delivery'], name: 'By itself' },
				parameters: { conditionsMode: 'json', conditionsJson: '{"orderNumber": "#1010"}' },
			},
			{ version: 3, template: 'fitting' },
		);
		const inGermany = { ...shipmentData('1010'), shippingAddress: { city: 'Köln', country: 'DE' } };
		await world.report('shipment.out_for_delivery', { ...inGermany, status: 'out_for_delivery' });
		await world.report('shipment.delivered', inGermany);
		await world.untilQuiet();
		const mails = world.mail.mailsTo('customer-1010@example.com');
		expect(mails.map(({ subject }) => subject).sort()).toEqual([
			'In Zustellung: Ihre Bestellung #1010',
			'Your order #1010 has been delivered',
		]);
	});
});

describe('what a customer reads, on a real n8n', () => {
	const MAILS = [
		['Order', 'order_created', 'order_confirmation'],
		['Order', 'order_edited', 'order_status_update'],
		['Order', 'order_refunded', 'refund_confirmation'],
		['Shipment', 'shipment_created', 'shipping_confirmation'],
		['Shipment', 'shipment_out_for_delivery', 'out_for_delivery'],
	] as const;
	let page: DemoShopPage;
	beforeAll(async () => {
		for (const [entityType, event, template] of MAILS) {
			await world.mailOn({ entityType, events: [event] }, { template });
		}
		page = await openDemoShopPage(world.store.url);
	}, 60_000);
	afterAll(async () => await page?.stop());

	/** The only mail to Ana since the last one that was asked for. */
	const nextMail = async (subject: string) => {
		await waitUntil(() => world.mail.mailsTo('ana@example.com').length > 0, {
			what: `the mail "${subject}"`,
		});
		await world.untilQuiet();
		const mails = [...world.mail.mailsTo('ana@example.com')];
		world.mail.forgetMails();
		expect(mails.map((mail) => mail.subject)).toEqual([subject]);
		return mails[0]!;
	};
	/** The page counts before the name, the mail after it. */
	const named = ([label, amount]: Row): Row => [label.replace(/^(.+) × (\d+)$/, '$2 × $1'), amount];
	const expectRows = async (html: string, rows: readonly Row[]) => {
		const inMail = (await page.rowsOfMail(html)).map(named);
		const first = inMail.findIndex(([label]) => label === rows[0]![0]);
		expect(inMail.slice(first)).toEqual(rows);
	};

	it('the demo store sells with tax included, a coupon, a fee, an edit, a partial refund and two parcels; its own page and our mails agree', async () => {
		await page.order({
			products: ['Morning cup', 'Morning cup', 'Desk plant'],
			fields: {
				'First name': 'Ana',
				'Last name': 'Mertens',
				'E-mail': 'ana@example.com',
				Coupon: 'harbour10',
			},
			isGift: true,
		});
		const ordered = await page.rows('Total', '€52.41');
		expect(ordered).toEqual([
			['2 × Morning cup', '€29.00'],
			['1 × Desk plant', '€19.90'],
			['Subtotal', '€48.90'],
			['Discount (HARBOUR10)', '-€4.89'],
			['Gift wrapping', '€3.50'],
			['Shipping', '€4.90'],
			['Total', '€52.41'],
			['Including tax', '€8.37'],
		]);
		const confirmation = await nextMail('Thank you for your order #1001');
		await expectRows(confirmation.html, ordered);
		for (const [label, amount] of ordered) {
			expect(confirmation.text).toContain(`${label.replace('×', 'x')}: ${amount}`);
		}

		await page.press('Mark as paid');
		const edits = [
			[() => page.oneLess('Morning cup'), '€39.36'],
			[() => page.oneLess('Desk plant'), '€21.45'],
			[() => page.press('Add Reading lamp'), '€74.55'],
		] as const;
		for (const [edit, total] of edits) {
			await edit();
			const edited = await page.rows('Total', total);
			const { html } = await nextMail('Your order #1001: Being prepared');
			await expectRows(html, edited);
		}

		await page.press('Refund a tenth');
		const refunded = await page.rows('Refunded', '-€5.24');
		const { html: refund, text: refundText } = await nextMail('Your refund for order #1001');
		expect(await page.rowsOfMail(refund)).toEqual([
			['Order', '#1001'],
			['Refund', refunded.at(-1)![1].replace('-', '')],
			['Order total', refunded.find(([label]) => label === 'Total')![1]],
			['Paid with', 'Invoice'],
		]);
		expect(refundText).toContain('We have refunded €5.24 for your order #1001');

		const goods = refunded.map(([label]) => label).filter((label) => / × /.test(label));
		await page.press('Ship in two parcels');
		const parcels = await page.parcels();
		expect(parcels.map(({ text }) => text)).toEqual(['HP1001DE', 'HP1001DE-2']);
		expect(new Set(parcels.map(({ url }) => url)).size).toBe(2);
		for (const [button, subject] of [
			[null, 'Your order #1001 has been shipped'],
			['Out for delivery', 'Out for delivery: your order #1001'],
			['Delivered', 'Your order #1001 has been delivered'],
		] as const) {
			if (button !== null) await page.press(button);
			const { html, text } = await nextMail(subject);
			expect(await page.linksOfMail(html)).toEqual(expect.arrayContaining(parcels));
			for (const line of [...goods.map((label) => label.replace('×', 'x'))]) {
				expect(text.split('\n')).toContain(line);
			}
			for (const { text: number, url } of parcels) expect(text).toContain(`${number}: ${url}`);
		}
	}, 120_000);
});
