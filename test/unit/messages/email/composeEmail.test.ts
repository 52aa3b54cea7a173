import {
	composeEmail,
	type EmailSettings,
} from '../../../../engine/messages/email/composeEmail.ts';
import { withMessageId } from '../../../../engine/messages/email/withMessageId.ts';
import { createRenderer } from '../../../../engine/templates/createRenderer.ts';
import { BARE_ITEMS, SAMPLE_ITEMS } from '../../../support/emailItems.ts';

const render = createRenderer();

const SETTINGS: EmailSettings = {
	template: 'delivery_confirmation',
	recipient: { kind: 'customer' },
	fromEmail: 'orders@example.com',
};

function compose(
	settings: Partial<EmailSettings> = {},
	item: Record<string, unknown> = SAMPLE_ITEMS.shipment,
) {
	return composeEmail(
		render,
		item,
		{ ...SETTINGS, ...settings },
		new Date('2026-11-23T20:31:07.000Z'),
	);
}

describe('an e-mail to the customer', () => {
	it('goes to the customer of the event, by name, from the shop', () => {
		expect(compose()).toMatchObject({
			from: { name: 'Fjord & Falke', address: 'orders@example.com' },
			to: [{ name: 'Anna Müller', address: 'anna@example.com' }],
			cc: [],
			bcc: [],
			replyTo: [],
			subject: 'Your order #1001 has been delivered',
		});
	});

	it('falls back to the customer in the order', () => {
		const item = { ...SAMPLE_ITEMS.order, customer: null };
		expect(compose({}, item).to).toEqual([{ name: 'Anna Müller', address: 'anna@example.com' }]);
	});

	it.each([
		['a guest', BARE_ITEMS.order],
		['an event without a customer', SAMPLE_ITEMS.product],
		['a blank address', { customer: { email: ' ' } }],
		['an item that is no event', { a: 1 }],
	])('is refused for %s, with what to do', (_who, item) => {
		expect(() => compose({}, item)).toThrow(
			/^The customer of this event has no e-mail address, .* Send to "Addresses" instead/,
		);
	});

	it.each(['a@example.com, b@example.com', 'a@example.com;b@example.com', 'nonsense'])(
		'never becomes an e-mail to more than one: %s',
		(email) => {
			expect(() => compose({}, { customer: { email } })).toThrow(/^The customer's e-mail: /);
		},
	);

	it('marks itself as automatic, so that nobody answers out of office', () => {
		expect(compose().headers).toEqual({
			'Auto-Submitted': 'auto-generated',
			'X-Auto-Response-Suppress': 'OOF, AutoReply',
		});
	});
});

describe('an address as mail servers take it', () => {
	const toOf = (email: string) =>
		compose({}, { customer: { email } }).to.map(({ address }) => address);

	it.each([
		['a..b@docomo.ne.jp', '"a..b"@docomo.ne.jp'],
		['ana.@docomo.ne.jp', '"ana."@docomo.ne.jp'],
		['.ana@docomo.ne.jp', '".ana"@docomo.ne.jp'],
		['ana..b@example.com', '"ana..b"@example.com'],
		['"a..b"@docomo.ne.jp', '"a..b"@docomo.ne.jp'],
		['"ana.b"@docomo.ne.jp', 'ana.b@docomo.ne.jp'],
		["o'hara+shop@example.com", "o'hara+shop@example.com"],
	])('%s is %s', (given, written) => {
		expect(toOf(given)).toEqual([written]);
	});

	it.each([
		'.@example.com',
		'...@example.com',
		'"a b"@example.com',
		'"a,b@x.com"@example.com',
		'"a\\"b"@x.com',
	])('%s is none', (given) => {
		expect(() => toOf(given)).toThrow(/is not an e-mail address/);
	});

	it('may have a comma in its name', () => {
		const addresses =
			'team@example.com, Müller, Anna <anna@example.com>; Falke, Bo, Dr. <bo@example.com>,<c@example.com>';
		expect(compose({ recipient: { kind: 'addresses', addresses } }).to).toEqual([
			{ name: '', address: 'team@example.com' },
			{ name: 'Müller, Anna', address: 'anna@example.com' },
			{ name: 'Falke, Bo, Dr.', address: 'bo@example.com' },
			{ name: '', address: 'c@example.com' },
		]);
		for (const wrong of [
			'Anna, bo@example.com',
			'Anna; Bo <bo@example.com>',
			'bo@example.com, Anna',
		]) {
			expect(() => compose({ recipient: { kind: 'addresses', addresses: wrong } })).toThrow(
				/"Anna"/,
			);
		}
	});
});

describe('the settings', () => {
	it('take addresses as people write them', () => {
		const { to, cc, bcc, replyTo, from } = compose({
			recipient: {
				kind: 'addresses',
				addresses: 'team@example.com; "Müller, Anna" <anna@example.com>, TEAM@example.com,',
			},
			cc: ['a@example.com', 'b@example.com'],
			bcc: ' c@example.com ',
			replyTo: 'Hilfe <hilfe@bücher.example>',
			fromEmail: 'Shop <shop@example.com>',
		});
		expect(to).toEqual([
			{ name: '', address: 'team@example.com' },
			{ name: 'Müller, Anna', address: 'anna@example.com' },
		]);
		expect(cc).toHaveLength(2);
		expect(bcc).toEqual([{ name: '', address: 'c@example.com' }]);
		expect(replyTo).toEqual([{ name: 'Hilfe', address: 'hilfe@xn--bcher-kva.example' }]);
		expect(from).toEqual({ name: 'Shop', address: 'shop@example.com' });
	});

	const FIELDS = {
		Addresses: (given: unknown) => ({
			recipient: { kind: 'addresses', addresses: given } as const,
		}),
		'From Email': (given: unknown) => ({ fromEmail: given }),
		'Reply To': (given: unknown) => ({ replyTo: given }),
		CC: (given: unknown) => ({ cc: given }),
		BCC: (given: unknown) => ({ bcc: given }),
	};
	const WRONG = [
		'a@example.com\r\nBcc: evil@example.com',
		'a@example.com\nevil@example.com',
		'a\r\nb@example.com',
		'A\r\nBcc: evil@example.com <a@example.com>',
		'a@example.com\u2028Bcc: evil@example.com',
		'a@example.com\0',
		'a',
		'a@',
		'@example.com',
		'a@example',
		'a b@example.com',
		'a@exa mple.com',
		'a@@example.com',
		'.a@example.com',
		'a..b@example.com',
		'"a b"@example.com',
		'a@[127.0.0.1]',
		'a@127.0.0.1',
		'<a@example.com',
		'a@example.com>',
		'A <a@example.com> b',
		`${'a'.repeat(65)}@example.com`,
		`a@${'b'.repeat(64)}.example`,
		{ address: 'a@example.com' },
		5,
	];

	it.each(Object.keys(FIELDS).flatMap((field) => WRONG.map((given) => [field, given] as const)))(
		'refuse in %s: %j',
		(field, given) => {
			const settings = FIELDS[field as keyof typeof FIELDS](given);
			expect(() => compose(settings)).toThrow(new RegExp(`^${field}: [^\\r\\n\\0\\u2028]+$`));
		},
	);

	it.each([
		[{ recipient: { kind: 'addresses', addresses: ' , ' } as const }, /^Addresses: none given/],
		[{ fromEmail: '' }, /^From Email: none given\. Enter it in the SMTP credential\.$/],
		[
			{ cc: Array.from({ length: 51 }, (_, index) => `a${index}@example.com`) },
			/^CC: 51 addresses given, at most 50 are possible/,
		],
		[{ locale: 'klingon!' }, /^Locale: "klingon!" is not a language tag/],
		[{ timeZone: 'Mars/Base' }, /^Time Zone: "Mars\/Base" is not known/],
	])('refuse %j', (settings, message) => {
		expect(() => compose(settings)).toThrow(message);
	});

	it('decide how amounts and times are written', () => {
		const { text } = compose({ locale: 'de-DE', timeZone: 'America/New_York' });
		expect(text).toContain('Delivered: 25. November 2026 um 05:12');
	});
});

describe('the headers', () => {
	it('hold no line break from what a shopper or a store typed', () => {
		const item = {
			...SAMPLE_ITEMS.shipment,
			integration: { name: 'Shop\r\nBcc: evil@example.com' },
			customer: {
				email: 'anna@example.com',
				firstName: 'Anna\r\nBcc: evil@example.com',
				lastName: 'M\u2028X',
			},
			shipment: { ...SAMPLE_ITEMS.shipment.shipment, orderNumber: '1\r\nBcc: evil@example.com' },
		};
		const { from, to, subject } = compose({}, item);
		expect(from.name).toBe('Shop Bcc: evil@example.com');
		expect(to[0]?.name).toBe('Anna Bcc: M X');
		expect(subject).toBe('Your order 1 Bcc: evil@example.com has been delivered');
	});

	it('hold a subject of at most 250 characters', () => {
		const { subject } = compose({ subject: '😀'.repeat(400) });
		expect([...subject]).toHaveLength(250);
		expect(subject.endsWith('😀…')).toBe(true);
	});
});

describe('the Message-ID', () => {
	it('is the same for the same key, and another for another', () => {
		const message = compose();
		const { messageId } = withMessageId(message, 'key 1');
		expect(messageId).toMatch(/^<[\w-]{32}@example\.com>$/);
		expect(withMessageId(compose(), 'key 1').messageId).toBe(messageId);
		expect(withMessageId(message, 'key 2').messageId).not.toBe(messageId);
	});

	it('is left to the mail library without a key', () => {
		expect(withMessageId(compose(), null)).not.toHaveProperty('messageId');
	});
});
