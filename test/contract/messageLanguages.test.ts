import { createActions, type ActionArgs, type Actions } from '../../engine/actions/actions.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { createVapidPair } from '../../engine/messages/push/vapidKeys.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { ANNA, SAMPLE_ITEMS } from '../support/emailItems.ts';
import { changeOrder, connect, INTEGRATION, testClock, testInbox } from '../support/testInbox.ts';

const SMTP = { host: 'nowhere.invalid', port: 25, fromEmail: 'shop@example.com' };
const { order, shipment } = SAMPLE_ITEMS;
const germanOrder = { ...order, order: { ...order.order, language: 'de' } };

eachDialect('in which language a customer is written to', (database) => {
	let state: OpenDatabase;
	let inbox: Inbox;
	let actions: Actions;

	beforeEach(async () => {
		state = await database().open();
		const clock = testClock();
		inbox = testInbox(state, clock, { warn: () => {} });
		actions = createActions(inbox, () => {});
		await connect(state, clock);
	});
	afterEach(() => actions.close());

	type Settings = Partial<ActionArgs<'sendEmail'>['settings']>;
	const tried = async (item: Record<string, unknown>, settings: Settings) =>
		await actions.perform('sendEmail', {
			item,
			settings: {
				...{ template: 'fitting', recipient: { kind: 'customer' }, fromEmail: null },
				...{ language: 'customer', timeZone: 'UTC', ...settings },
			},
			smtp: SMTP,
			action: null,
			onlyShown: 'preview',
			startedAtMs: 0,
		});
	const mailed = async (item: Record<string, unknown>, settings: Settings = {}) => {
		const outcome = await tried(item, settings);
		if (outcome.kind === 'failed') throw new Error(outcome.error.message);
		return outcome.result;
	};

	it('is English in the versions of the node that know no other, as it was, whoever the customer is', async () => {
		const older = await mailed(germanOrder, { language: null, template: 'order_confirmation' });
		expect(older).toMatchObject({
			subject: 'Thank you for your order #1001',
			text: expect.stringMatching(/November 23, 2026[\s\S]*€128\.70[\s\S]*\nGermany\n/),
		});
		expect(older).not.toHaveProperty('language');
		const odd = await mailed(shipment, { language: null, template: 'welcome' });
		expect(odd).toMatchObject({ subject: 'Welcome to Fjord & Falke' });
	});

	it("is the order's own, with amounts and dates as in the customer's country", async () => {
		expect(await mailed(germanOrder)).toMatchObject({
			language: 'de',
			template: 'order_confirmation',
			subject: 'Danke für Ihre Bestellung #1001',
			text: expect.stringMatching(/23\. November 2026[\s\S]*128,70\s€/),
		});
		const locale = await mailed(germanOrder, { locale: 'en-GB' });
		expect(locale).toMatchObject({ text: expect.stringContaining('Gesamtsumme: €128.70') });
	});

	it('of a shipment is that of its order, as it was last heard of', async () => {
		await changeOrder(inbox, '450', { language: 'fr', customer: ANNA });
		const ofShop = { ...shipment, integration: INTEGRATION };
		expect(await mailed(ofShop)).toMatchObject({
			language: 'fr',
			subject: 'Votre commande #1001 a été livrée',
		});
		const ofAnother = { ...ofShop, integration: { ...INTEGRATION, guid: 'another' } };
		expect(await mailed(ofAnother)).toMatchObject({ language: 'de' });
	});

	it('is one for everybody where the node says so, and a wrong one is refused with the right ones', async () => {
		expect(await mailed(germanOrder, { language: 'tr' })).toMatchObject({
			language: 'tr',
			subject: 'Siparişiniz #1001 için teşekkür ederiz',
		});
		expect(await tried(germanOrder, { language: 'Klingon' })).toMatchObject({
			kind: 'failed',
			error: {
				kind: 'setup',
				message: expect.stringMatching(
					/^Language: "Klingon" is none of .* "customer" or one of ar,/,
				),
			},
		});
	});

	it('shows what it says as it can be copied into the own wording, which then says the same', async () => {
		const shown = await mailed(germanOrder, { showsWording: true });
		const { wording, subject, html, text } = shown as Record<string, string> & { wording: object };
		expect(wording).toMatchObject({ subject: expect.stringContaining('{{ mail.orderNumber }}') });
		const copied = { ...wording, shopLanguage: 'de' };
		expect(await mailed(germanOrder, copied)).toMatchObject({ subject, text });
		const body = /<h1[\s\S]*Deutschland/.exec(html!)![0];
		expect(await mailed(germanOrder, copied)).toMatchObject({
			html: expect.stringContaining(body),
		});
	});

	it('is not that of what stands around HTML of the own: that is of the shop, or the one for all', async () => {
		const arabic = { ...order, order: { ...order.order, language: 'ar' } };
		const own = {
			template: 'custom',
			subject: 'Hi',
			html: '<p>Hello {{ mail.language }}</p>',
		} as const;
		const { html, text } = await mailed(arabic, { ...own, shopLanguage: 'de' });
		expect(html).toContain('<html lang="de" xmlns');
		expect(html).not.toContain('dir="rtl"');
		expect(html).toContain('<p>Hello ar</p>');
		expect(text).toContain('In dieser E-Mail geht es um eine Bestellung');
		const reworded = { template: 'order_confirmation', html: '<p>Hello</p>' } as const;
		expect((await mailed(arabic, reworded)).html).toContain('<html lang="en" xmlns');
		expect((await mailed(arabic)).html).toContain('<html lang="ar" dir="rtl"');
		expect((await mailed(arabic, { ...own, language: 'ar' })).html).toContain('dir="rtl"');
	});

	it('calls the status of a parcel that of the order in the versions that know no languages, as it was', async () => {
		const template = 'order_status_update';
		const [older, newer] = [
			await mailed(shipment, { language: null, template }),
			await mailed(shipment, { language: 'en', template }),
		];
		expect(older.subject).toBe('Your order #1001: Delivered');
		expect(newer.subject).toBe('Your parcel for order #1001: Delivered');
	});

	it("is the shop's where it goes to others than the customer", async () => {
		const recipient = { kind: 'addresses', addresses: 'team@example.com' } as const;
		expect(await mailed(germanOrder, { recipient })).toMatchObject({ language: 'en' });
		const italian = await mailed(germanOrder, { recipient, shopLanguage: 'it' });
		expect(italian).toMatchObject({
			language: 'it',
			text: expect.stringMatching(/Totale: 128,70\s€/),
		});
	});

	it("is the shop's where nothing is known of the customer's", async () => {
		const somewhere = { ...order, order: { ...order.order, shippingAddress: null } };
		expect(await mailed(somewhere)).toMatchObject({ language: 'en' });
		expect(await mailed(somewhere, { shopLanguage: 'nl' })).toMatchObject({ language: 'nl' });
		await state.db
			.updateTable('integration')
			.set({ brandJson: JSON.stringify({ language: 'pl-PL' }) })
			.execute();
		const ofShop = { ...somewhere, integration: INTEGRATION };
		expect(await mailed(ofShop)).toMatchObject({ language: 'pl' });
		expect(await mailed(ofShop, { shopLanguage: 'nl' })).toMatchObject({ language: 'nl' });
	});

	it('is also that of a notification, which says what fits the event and leads to the parcel', async () => {
		const pushed = async (item: Record<string, unknown>, texts: object = {}) =>
			await actions.perform('sendPush', {
				...{ audience: 'customer', subscriptions: null, item, tagOf: null, delivery: {} },
				texts: { title: null, language: 'customer', ...texts },
				credential: { subject: 'mailto:shop@example.com', ...(await createVapidPair()) },
				...{ furtherServices: null, space: 'default', action: null, onlyShown: 'preview' },
				run: { id: '1', startedAtMs: 0, width: 1 },
			});
		expect(await pushed(shipment)).toMatchObject({
			result: {
				notification: {
					title: 'Ihre Bestellung #1001 wurde zugestellt',
					body: 'Ihr Paket ist angekommen. Wir wünschen Ihnen viel Freude damit.',
					url: 'https://track.example.com/?id=1&lang=de',
				},
			},
		});
		expect(await pushed(germanOrder, { url: '/orders' })).toMatchObject({
			result: { notification: { title: 'Danke für Ihre Bestellung #1001', url: '/orders' } },
		});
		expect(await pushed(shipment, { language: 'fr' })).toMatchObject({
			result: { notification: { title: 'Votre commande #1001 a été livrée' } },
		});
		const own = { title: 'Order {{ mail.orderNumber }}', body: '{{ mail.statusSentence }}' };
		expect(await pushed(shipment, { ...own, language: null })).toMatchObject({
			result: {
				notification: { title: 'Order #1001', body: 'Your parcel has been delivered.' },
			},
		});
		for (const [more, reason] of [
			[{ status: 'cancelled' }, 'the order has been cancelled'],
			[{ status: 'failed' }, 'the order was not paid for'],
		] as const) {
			const over = { ...germanOrder, order: { ...germanOrder.order, ...more } };
			expect(await pushed(over)).toMatchObject({ kind: 'done', result: { sent: 0, reason } });
			expect(await pushed(over, { title: 'Own' })).toMatchObject({ result: { preview: true } });
		}
		const event = { ...order.event, code: 'order_refunded', codes: ['order_refunded'] };
		const unpaid = { ...order, event, order: { ...order.order, refundedTotal: 0 } };
		expect(await pushed(unpaid)).toMatchObject({
			result: { sent: 0, reason: 'no money has been refunded' },
		});
		expect(await pushed(SAMPLE_ITEMS.product)).toMatchObject({
			kind: 'failed',
			error: {
				message: expect.stringMatching(
					/^Text: there is no built-in text for the event "Product Back in Stock".*"Own Text"/,
				),
			},
		});
	});
});
