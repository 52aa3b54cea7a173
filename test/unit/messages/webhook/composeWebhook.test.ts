import fc from 'fast-check';
import {
	composeWebhook,
	type WebhookSettings,
} from '../../../../engine/messages/webhook/composeWebhook.ts';
import type { CommerceItem } from '../../../../engine/deliveries/composeItem.ts';
import { createRenderer } from '../../../../engine/templates/createRenderer.ts';
import { SAMPLE_ITEMS } from '../../../support/emailItems.ts';

const render = createRenderer();
const NOW = new Date('2026-11-23T20:31:07.000Z');
const ORDER = SAMPLE_ITEMS.order as unknown as CommerceItem;

function compose(
	settings: Partial<WebhookSettings> = {},
	item: Record<string, unknown> = ORDER,
	emitted: CommerceItem | null = ORDER,
	ownHeaders: Record<string, string> = {},
) {
	return composeWebhook(
		render,
		{ emitted, item },
		{ method: 'POST', url: 'https://example.com/hook', headers: [], json: null, ...settings },
		ownHeaders,
		NOW,
	);
}

const sent = (json: string, item?: Record<string, unknown>) =>
	JSON.parse(compose({ json }, item).body.toString()) as unknown;
const urlOf = (url: string, item?: Record<string, unknown>) => compose({ url }, item).url.href;

describe('the body of a webhook', () => {
	it('is the event as the trigger emitted it, in the form of Standard Webhooks', () => {
		const item = { ...ORDER, order: 'changed on the way' };
		expect(JSON.parse(compose({}, item).body.toString())).toEqual({
			type: 'order.created',
			timestamp: '2026-11-23T20:31:07.000Z',
			data: JSON.parse(JSON.stringify(ORDER)) as unknown,
		});
	});

	it('has a type with one dot, whatever the code', () => {
		const emitted = {
			...ORDER,
			event: { ...ORDER.event, code: 'shipment_out_for_delivery' },
		} as CommerceItem;
		const { body } = compose({}, ORDER, emitted);
		expect(JSON.parse(body.toString())).toMatchObject({ type: 'shipment.out_for_delivery' });
	});

	it('has to be written where the item is not about an event', () => {
		expect(() => compose({}, { a: 1 }, null)).toThrow(
			/^The item is not about an event .* choose "Own JSON" under "Body"\.$/,
		);
		expect(compose({ json: '{{ a | json }}' }, { a: 1 }, null).body.toString()).toBe('1');
	});

	it('may be JSON of the own making', () => {
		expect(
			sent(
				'{"text": "Order {{ order.number }} over {{ order.total | money }}", "total": {{ order.total }}, "lines": {{ order.lineItems | json }}, "note": {{ order.nothing | json }}}',
			),
		).toEqual({
			text: 'Order #1001 over €128.70',
			total: 128.7,
			lines: JSON.parse(JSON.stringify(SAMPLE_ITEMS.order.order.lineItems)) as unknown,
			note: null,
		});
	});

	it('stays the same JSON whatever a shopper is called', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (name) => {
				const json =
					'{"name": "{{ name }}", "key {{ name }}": 1, "list": [{{ name | json }}], {% assign x = name %}"x": "{{ x }}{% echo name %}"}';
				expect(sent(json, { name })).toEqual({
					name,
					[`key ${name}`]: 1,
					list: [name],
					x: name + name,
				});
			}),
		);
	});

	it.each(['1, "admin": true', '"', '\\', '1}, {"a": 2', '\n'])(
		'cannot be given further fields by a value outside of quotes: %j',
		(value) => {
			expect(() => sent('{"a": {{ value }}, "b": 1}', { value })).toThrow(/^Body: .* not JSON/);
		},
	);

	it.each([
		['', 'Body: it is empty. Enter the JSON to send.'],
		['{"a": }', /^Body: what comes out is not JSON: .* Values that are text stand in quotes/],
		['{"a": "{{ order.number }"}', /^Body, line 1: .* is not closed/],
		['{"a": {{ order.number | nope }}}', 'Body, line 1: there is no filter called "nope".'],
		['"{{ big }}"', 'Body: it is larger than 1 MB. Choose "Own JSON" and send less.'],
	])('that cannot be sent is explained: %s', (json, message) => {
		expect(() => sent(json, { big: 'ä'.repeat(600_000) })).toThrow(message);
	});
});

describe('the URL of a webhook', () => {
	it('may hold values, which cannot lead elsewhere', () => {
		expect(
			urlOf('https://example.com/orders/{{ id }}?note={{ note }}', {
				id: '../admin?x=#1',
				note: 'ä&b=c',
			}),
		).toBe('https://example.com/orders/..%2Fadmin%3Fx%3D%231?note=%C3%A4%26b%3Dc');
	});

	it.each(['..', '.', '%2e%2e/..'])('may not be led up by a value: %s', (id) => {
		const url = 'https://example.com/orders/{{ id | raw }}/pay';
		expect(() => urlOf(url, { id })).toThrow(/^URL: it has "\." or "\.\." in its path/);
	});

	it('may not get its host changed by a value', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (id) => {
				fc.pre(!/^(\.|%2e){1,2}$/i.test(id));
				const { host, username, protocol } = new URL(urlOf('https://example.com/{{ id }}', { id }));
				expect({ host, username, protocol }).toEqual({
					host: 'example.com',
					username: '',
					protocol: 'https:',
				});
			}),
		);
	});

	it('may be a value as a whole', () => {
		expect(urlOf('{{ hook | raw }}', { hook: 'https://example.com/a?b=c' })).toBe(
			'https://example.com/a?b=c',
		);
		expect(() => urlOf('{{ hook }}', { hook: 'https://example.com/a' })).toThrow('{{ … | raw }}');
	});

	it('has no fragment', () => {
		expect(urlOf('https://example.com/a#b')).toBe('https://example.com/a');
	});

	it('is not repeated in an error, for it may hold a key', () => {
		expect(() => urlOf('https://user:s3cret@example.com/')).toThrow(
			expect.objectContaining({
				message: expect.not.stringContaining('s3cret') as unknown,
			}) as Error,
		);
	});
});

describe('the headers of a webhook', () => {
	it('say what it is and who sends it, and may hold values', () => {
		const headers = [
			{ name: 'X-Order', value: '{{ order.number }}' },
			{ name: 'Content-Type', value: 'application/cloudevents+json' },
		];
		const request = compose({ headers }, ORDER, ORDER, { authorization: 'Bearer x' });
		expect(request.headers).toMatchObject({
			'content-type': 'application/cloudevents+json',
			'user-agent': 'n8n-nodes-commerce',
		});
		expect(request.ownHeaders).toEqual({ 'x-order': '#1001', authorization: 'Bearer x' });
	});

	it('cannot be given further lines by a value', () => {
		const headers = [{ name: 'X-Name', value: '{{ name }}' }];
		expect(() => compose({ headers }, { name: 'Anna\r\nX-Admin: 1' })).toThrow(
			/^Headers: the value of X-Name has line ends/,
		);
	});
});
