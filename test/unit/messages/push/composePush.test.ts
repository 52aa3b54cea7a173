import { NO_BRAND } from '../../../../engine/brand/brand.ts';
import {
	composePush,
	MAX_PAYLOAD_BYTES,
	type PushTexts,
} from '../../../../engine/messages/push/composePush.ts';
import { createRenderer } from '../../../../engine/templates/createRenderer.ts';
import { BARE_ITEMS, SAMPLE_ITEMS } from '../../../support/emailItems.ts';

const render = createRenderer();
const NOW = new Date('2026-11-23T20:31:07.000Z');

function compose(texts: PushTexts, item: object = SAMPLE_ITEMS.shipment) {
	return composePush(render, { ...item }, texts, null, NOW);
}

describe('a notification', () => {
	it('has the texts of its templates', () => {
		const { notification } = compose({
			title: 'Order {{ mail.orderNumber }}',
			body: '{{ mail.statusSentence }} By {{ shipment.carrier }}.',
			url: '{{ mail.trackingUrl }}',
			icon: '/icons/parcel.png',
			tag: 'order-{{ shipment.orderId }}',
			actions: [{ title: 'Track {{ shipment.carrier }}', url: '/track?id={{ shipment.id }}' }],
		});
		expect(notification).toEqual({
			title: 'Order #1001',
			body: expect.stringMatching(/ By DHL\.$/) as string,
			url: 'https://track.example.com/?id=1&lang=de',
			icon: '/icons/parcel.png',
			tag: 'order-450',
			actions: [{ title: 'Track DHL', url: '/track?id=s1' }],
		});
	});

	it('is sent as the JSON of what it says', () => {
		const { notification, payload } = compose({ title: 'Grüße 🎁', body: 'Line 1\nLine 2' });
		expect(JSON.parse(payload)).toEqual(notification);
	});

	it('shows what a shopper typed as it is, for it is no HTML', () => {
		const item = { ...SAMPLE_ITEMS.order, customer: { firstName: 'Tom & <b>Jerry</b> "x"' } };
		const { payload } = compose({ title: 'Hello {{ customer.firstName }}' }, item);
		expect(JSON.parse(payload)).toEqual({ title: 'Hello Tom & <b>Jerry</b> "x"' });
	});

	it('writes amounts and times as locale and time zone say', () => {
		const { notification } = compose(
			{
				title: '{{ order.total | money }}',
				body: "{{ order.createdAt | date: 'date_time' }}",
				locale: 'de-DE',
				timeZone: 'Europe/Berlin',
			},
			SAMPLE_ITEMS.order,
		);
		expect(notification.title.replace(/\s/, ' ')).toBe('128,70 €');
		expect(notification.body).toContain('23. November 2026');
		expect(notification.body).toContain('21:31');
	});

	it("has the name and the time zone of the shop's brand, as the mails have", () => {
		const brand = { ...NO_BRAND, shopName: 'Fjord', timeZone: 'Asia/Tokyo' };
		const texts = { title: '{{ shop.name }}', body: "{{ 'now' | date: 'date_time' }}" };
		const { title, body } = composePush(
			render,
			{ ...SAMPLE_ITEMS.order },
			{ ...texts, usualTimeZone: 'Europe/Berlin' },
			null,
			NOW,
			brand,
		).notification;
		expect(title).toBe('Fjord');
		expect(body).toContain('November 24, 2026');
		const own = { ...texts, timeZone: 'UTC' };
		const { notification } = composePush(render, { ...SAMPLE_ITEMS.order }, own, null, NOW, brand);
		expect(notification.body).toContain('November 23, 2026');
	});

	it('leaves out what is empty, such as the link of a parcel that cannot be tracked', () => {
		const { notification } = compose(
			{ title: 'x', body: ' ', url: '{{ mail.trackingUrl }}', icon: '', tag: '', actions: [] },
			BARE_ITEMS.shipment,
		);
		expect(notification).toEqual({ title: 'x' });
	});

	it('takes the fallback tag where the texts have none', () => {
		const item = { ...SAMPLE_ITEMS.order };
		expect(composePush(render, item, { title: 'x' }, 'event-1', NOW).notification.tag).toBe(
			'event-1',
		);
		const own = { title: 'x', tag: 'mine' };
		expect(composePush(render, item, own, 'event-1', NOW).notification.tag).toBe('mine');
	});

	it('takes exactly as much as fits into one message, counted in bytes', () => {
		const empty = Buffer.byteLength(JSON.stringify({ title: 'x', body: '' }));
		const left = MAX_PAYLOAD_BYTES - empty;
		const fits = 'ü'.repeat(Math.floor(left / 2)) + 'x'.repeat(left % 2);
		expect(Buffer.byteLength(compose({ title: 'x', body: fits }).payload)).toBe(3_993);
		expect(() => compose({ title: 'x', body: `${fits}x` })).toThrow(
			'The notification is 1 byte too long: all its texts together can have 3993 bytes.',
		);
		expect(() => compose({ title: 'x', body: `${fits}${'ü'.repeat(50)}` })).toThrow(
			'The notification is 100 bytes too long',
		);
	});
});

describe('a notification that cannot be made', () => {
	it.each<[string, PushTexts, string]>([
		['without a title', { title: ' ' }, 'Title: is empty'],
		[
			'with a template that is broken',
			{ title: 'x', body: 'One\n{{ two' },
			'Body, line 2: "{{ two" is not closed',
		],
		['with a button without a title', { title: 'x', actions: [{ title: '' }] }, 'Action 1: has no'],
		[
			'with a script as link',
			{ title: 'x', url: 'javascript:alert(1)' },
			'URL: "javascript:alert(1)" is no web address',
		],
		['with a link to another host in disguise', { title: 'x', url: '//evil.example' }, 'URL: "//'],
		['with a link that is a word', { title: 'x', url: 'orders' }, 'URL: "orders" is no web'],
		[
			'with a button to a script',
			{ title: 'x', actions: [{ title: 'a' }, { title: 'b', url: 'data:text/html,x' }] },
			'Action 2, URL: "data:text/html,x" is no web address',
		],
		['with an icon that is none', { title: 'x', icon: 'file:///etc/passwd' }, 'Icon: "file:///'],
		['with an unknown time zone', { title: 'x', timeZone: 'Berlin' }, 'Time Zone: "Berlin" is not'],
	])('%s is refused with the field', (_, texts, message) => {
		expect(() => compose(texts)).toThrow(message);
	});
});
