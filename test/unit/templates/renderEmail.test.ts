import { addressSchema } from '../../../engine/events/entities.ts';
import { createRenderer } from '../../../engine/templates/createRenderer.ts';
import { renderEmail, type EmailTemplate } from '../../../engine/templates/renderEmail.ts';
import { TEMPLATE_NAMES } from '../../../engine/templates/templateNames.ts';
import { templateScope } from '../../../engine/templates/templateScope.ts';
import { BARE_ITEMS, SAMPLE_ITEMS } from '../../support/emailItems.ts';

const render = createRenderer();
const BARE_ADDRESS = addressSchema.parse({});
const WORDING = {
	locale: 'en-GB',
	timeZone: 'Europe/Berlin',
	currency: 'EUR',
	now: new Date('2026-11-23T20:31:07.000Z'),
};

function rendered(
	template: EmailTemplate,
	item: Record<string, unknown>,
	given: { shopName?: string; message?: string } = {},
) {
	const scope = templateScope(item, { shopName: null, message: null, locale: 'en-GB', ...given });
	return renderEmail(render, template, scope, WORDING);
}

const ENTITIES = ['order', 'shipment', 'customer', 'product'] as const;
const PAIRS = TEMPLATE_NAMES.flatMap((template) =>
	ENTITIES.map((entity) => [template, entity] as const),
);

describe('the built-in templates', () => {
	it.each(PAIRS)('%s has subject, HTML and text for an event about a %s', (template, entity) => {
		const { subject, html, text } = rendered({ template }, SAMPLE_ITEMS[entity]);
		for (const part of [subject, html ?? '', text]) {
			expect(part).not.toMatch(/{{|{%|undefined|null|\[object|NaN|Infinity/);
		}
		expect(html).toContain('Fjord &amp; Falke');
		expect(html).toMatch(/<\/html>\s*$/);
		expect(subject.length).toBeGreaterThan(5);
		expect(text).toContain('Fjord & Falke');
	});

	it.each(PAIRS)('%s reads well about a %s of which only the id is known', (template, entity) => {
		const { subject, html, text } = rendered({ template }, BARE_ITEMS[entity]);
		for (const part of [subject, html ?? '', text]) {
			expect(part).not.toMatch(/{{|{%|undefined|null|\[object|NaN|href=""/);
			expect(part).not.toMatch(/ [.,:](\s|$)/m);
		}
		expect(html).not.toContain('Track your parcel');
		expect(subject).not.toMatch(/\s$|[:-]$| {2}/);
	});

	it.each(['shipping_confirmation', 'out_for_delivery', 'delivery_confirmation'] as const)(
		'%s shows order number and tracking link in HTML and text',
		(template) => {
			const { subject, html, text } = rendered({ template }, SAMPLE_ITEMS.shipment);
			expect(subject).toContain('#1001');
			expect(html).toContain('#1001');
			expect(html).toContain('href="https://track.example.com/?id=1&amp;lang=de"');
			expect(html).toContain('00340434161094042557');
			expect(text).toContain('#1001');
			expect(text).toContain('Track your parcel: https://track.example.com/?id=1&lang=de');
		},
	);

	it('order_confirmation lists what was ordered, with sums in the currency of the order', () => {
		const { text } = rendered({ template: 'order_confirmation' }, SAMPLE_ITEMS.order);
		expect(text).toContain(
			[
				'1 x Wool blanket: €89.90',
				'2 x Candle: €39.90',
				'',
				'Subtotal: €129.80',
				'Discount: -€6.00',
				'Shipping: €4.90',
				'Total: €128.70',
				'Including tax: €20.55',
				'',
				'Delivery address:',
				'Anna Müller',
				'Hauptstraße 5',
				'München',
				'Germany',
			].join('\n'),
		);
	});

	it('order_confirmation calls free what is free, and shows no row of nothing', () => {
		const order = {
			...SAMPLE_ITEMS.order.order,
			taxesIncluded: false,
			total: 20,
			totalTax: 0,
			shippingTotal: 0,
			discountTotal: 0,
			fees: [],
			lineItems: [
				{ name: 'Mug', quantity: 1, price: 20, total: 20 },
				{ name: 'Sample', quantity: 2, price: 0, total: 0 },
			],
		};
		const { text, html } = rendered({ template: 'order_confirmation' }, { order });
		expect(text).toContain(
			'1 x Mug: €20.00\n2 x Sample: Free\n\nSubtotal: €20.00\nTotal: €20.00\n',
		);
		expect(text + html).not.toContain('€0.00');
	});

	it('order_confirmation leaves out rows that do not make the total', () => {
		const order = { ...SAMPLE_ITEMS.order.order, total: 999 };
		const { text } = rendered({ template: 'order_confirmation' }, { order });
		expect(text).toContain('1 x Wool blanket\n2 x Candle\n\nTotal: €999.00\n');
		expect(text).not.toMatch(/Subtotal|tax/);
	});

	it('a shipment of several parcels lists each, and names a carrier only where all have the same', () => {
		const parcel = (
			carrier: string,
			trackingNumber: string | null,
			trackingUrl: string | null,
		) => ({
			carrier,
			trackingNumber,
			trackingUrl,
		});
		const shipment = {
			...SAMPLE_ITEMS.shipment.shipment,
			carrier: 'DHL',
			parcels: [parcel('DHL', 'A1', null), parcel('UPS', null, 'https://ups.example/B2')],
		};
		const { text, html } = rendered({ template: 'shipping_confirmation' }, { shipment });
		expect(text).toContain('2 parcels:\nDHL A1\nUPS Track your parcel: https://ups.example/B2\n');
		expect(text + html).not.toMatch(/with DHL|Carrier/);
		const same = { ...shipment, parcels: [parcel('DHL', 'A1', null), parcel('DHL', 'A2', null)] };
		expect(rendered({ template: 'shipping_confirmation' }, { shipment: same }).text).toContain(
			'has been shipped with DHL',
		);
	});

	it('every e-mail about a shipment of several parcels names and links each of them', () => {
		const parcels = ['A1', 'B2'].map((trackingNumber) => ({
			carrier: 'DHL',
			trackingNumber,
			trackingUrl: `https://track.example/${trackingNumber}`,
		}));
		const shipment = { ...SAMPLE_ITEMS.shipment.shipment, ...parcels[0], parcels };
		for (const template of [
			'shipping_confirmation',
			'out_for_delivery',
			'delivery_confirmation',
			'order_status_update',
		] as const) {
			const { text, html } = rendered({ template }, { shipment });
			for (const { trackingNumber, trackingUrl } of parcels) {
				expect(text).toContain(`\nDHL ${trackingNumber}: ${trackingUrl}\n`);
				expect(html).toMatch(new RegExp(`href="${trackingUrl}"[^>]*>${trackingNumber}</a>`));
			}
			expect(text + html).not.toContain('Tracking number');
		}
	});

	it('a line has its own amount in the currency of the payment, however the shop orders the two lists', () => {
		const line = (id: string, name: string, total: number) => ({ id, name, quantity: 1, total });
		const order = {
			...{ id: '1', currency: 'EUR', total: 30, taxesIncluded: true },
			lineItems: [line('a', 'Mug', 10), line('b', 'Lamp', 20)],
			presentment: {
				...{ currency: 'USD', total: 33 },
				lineItems: [
					{ id: 'b', total: 22 },
					{ id: 'a', total: 11 },
				],
			},
		};
		const textOf = (given: object) =>
			rendered({ template: 'order_confirmation' }, { order: given }).text;
		expect(textOf(order)).toContain('1 x Mug: US$11.00\n1 x Lamp: US$22.00\n');
		const [lamp] = order.presentment.lineItems;
		const half = { ...order, presentment: { ...order.presentment, lineItems: [lamp] } };
		expect(textOf(half)).toContain('1 x Mug\n1 x Lamp\n\nTotal: US$33.00');
	});

	it('no e-mail calls a country alone the delivery address', () => {
		const shippingAddress = { ...BARE_ADDRESS, country: 'DE' };
		const about = (address: object) =>
			rendered(
				{ template: 'order_confirmation' },
				{ order: { ...SAMPLE_ITEMS.order.order, shippingAddress: address } },
			).text;
		expect(about(shippingAddress)).not.toContain('Delivery address');
		expect(about({ ...shippingAddress, city: 'Köln' })).toContain('Köln\nGermany');
	});

	it('the quantity stays behind a name that is written from right to left', () => {
		const lineItems = [{ name: 'كوب 250', quantity: 3, price: 1, total: 3 }];
		const order = { ...SAMPLE_ITEMS.order.order, lineItems };
		expect(rendered({ template: 'order_confirmation' }, { order }).html).toContain(
			'<span dir="auto">كوب 250</span><span',
		);
	});

	it('order_status_update names the status and the one before it', () => {
		const { subject, text } = rendered({ template: 'order_status_update' }, SAMPLE_ITEMS.order);
		expect(subject).toBe('Your order #1001: Being prepared');
		expect(text).toContain('Before: On hold');
	});

	it('order_status_update falls back to the word of the store', () => {
		const item = {
			order: { id: '1', number: '#5', status: 'unknown', nativeStatus: 'Awaiting magic' },
		};
		expect(rendered({ template: 'order_status_update' }, item).subject).toBe(
			'Your order #5: Awaiting magic',
		);
	});

	it('refund_confirmation names what this refund was, not all refunds', () => {
		const { text } = rendered({ template: 'refund_confirmation' }, SAMPLE_ITEMS.order);
		expect(text).toContain('We have refunded €19.95 for your order #1001.');
		expect(text).toContain('Refunded in total: €39.90');
	});

	it.each(TEMPLATE_NAMES)('%s escapes what a shopper typed', (template) => {
		const evil = '<script>alert(1)</script>';
		const person = { ...SAMPLE_ITEMS.order.customer, firstName: evil };
		const item = {
			...SAMPLE_ITEMS.order,
			integration: { ...SAMPLE_ITEMS.order.integration, name: evil },
			customer: person,
			order: {
				...SAMPLE_ITEMS.order.order,
				number: evil,
				paymentMethod: evil,
				lineItems: [{ name: evil, quantity: 1, total: 1 }],
				shippingAddress: { line1: evil },
				url: 'javascript:alert(1)',
			},
		};
		const { html } = rendered({ template }, item, { message: `${evil}\n2nd line` });
		expect(html).toContain('&lt;script&gt;');
		expect(html).toContain('<br />\n2nd line');
		expect(html).not.toMatch(/<script|javascript:/);
	});

	it.each(TEMPLATE_NAMES)('%s loads nothing from elsewhere', (template) => {
		const { html } = rendered({ template }, SAMPLE_ITEMS.order);
		expect(html).not.toMatch(/<img|<link|src=|url\(|@import|<script/i);
	});
});

describe('own wording', () => {
	it('replaces a part and leaves the others', () => {
		const { subject, html } = rendered(
			{ template: 'delivery_confirmation', subject: 'Here, {{ customer.firstName }}!' },
			SAMPLE_ITEMS.shipment,
		);
		expect(subject).toBe('Here, Anna!');
		expect(html).toContain('has been delivered');
	});

	it('puts HTML into the frame, and makes the text from it', () => {
		const { html, text } = rendered(
			{
				template: 'custom',
				subject: 'Hi',
				html: '<style>p{}</style><h1>Hello {{ customer.firstName }}</h1><p>See <a href="https://a.example/?x=1&amp;y=2">this</a>.</p><ul><li>One</li><li>A &amp; B</li></ul><!-- <p>no</p> -->',
			},
			SAMPLE_ITEMS.order,
		);
		expect(html).toContain('Fjord &amp; Falke');
		expect(html).toContain('<h1>Hello Anna</h1>');
		expect(text).toBe(
			'Hello Anna\n\nSee this (https://a.example/?x=1&y=2).\n\n- One\n- A & B\n\n--\nThis e-mail is about an order at Fjord & Falke.\n',
		);
	});

	it('sends a whole HTML document as it is', () => {
		const document = '<!DOCTYPE html><html><body>{{ order.number }}</body></html>';
		const { html } = rendered(
			{ template: 'custom', subject: 'Hi', html: document },
			SAMPLE_ITEMS.order,
		);
		expect(html).toBe('<!DOCTYPE html><html><body>#1001</body></html>');
	});

	it('sends text alone where only text is written', () => {
		const { html, text } = rendered(
			{ template: 'custom', subject: 'Hi', text: 'Only {{ order.number }}' },
			SAMPLE_ITEMS.order,
		);
		expect(html).toBeNull();
		expect(text).toBe('Only #1001\n');
	});

	it.each([
		[{ html: 'x' }, 'Subject: is empty. A custom e-mail needs a subject.'],
		[{ subject: ' ', text: 'x' }, 'Subject: is empty. A custom e-mail needs a subject.'],
		[{ subject: 'x' }, 'HTML: is empty. A custom e-mail needs HTML, text or both.'],
		[{ subject: 'x\n{{ a | b }}', text: 'x' }, 'Subject, line 2: there is no filter called "b".'],
		[{ subject: 'x', text: '{% if %}' }, /^Text, line 1: /],
		[{ subject: 'x', html: 'x\n\n{{ a | b }}' }, 'HTML, line 3: there is no filter called "b".'],
	])('says what is wrong with %j', (parts, message) => {
		expect(() => rendered({ template: 'custom', ...parts }, SAMPLE_ITEMS.order)).toThrow(message);
	});
});
