import { recipientsOf } from '../../../engine/messages/email/recipientsOf.ts';
import { createRenderer } from '../../../engine/templates/createRenderer.ts';
import { personName } from '../../../engine/templates/personName.ts';
import { renderEmail } from '../../../engine/templates/renderEmail.ts';
import { TEMPLATE_NAMES } from '../../../engine/templates/templateNames.ts';
import { templateScope } from '../../../engine/templates/templateScope.ts';

const LONG = 'x'.repeat(500);
const WORDING = { locale: 'en-GB', timeZone: 'UTC', currency: null, now: new Date(0) };

describe("a customer's name in an e-mail", () => {
	it.each([
		['Ada', 'Ada'],
		['Anne-Marie O’Neill', 'Anne-Marie O’Neill'],
		['J.R. R. Tolkien', 'J.R. R. Tolkien'],
		['Dr. Ada', 'Dr. Ada'],
		['李小龍', '李小龍'],
		[`Ada ${LONG}`, `Ada ${'x'.repeat(35)}…`],
		['J.Smith', 'J.Smith'],
		['نرگس\u200cخاتون', 'نرگس\u200cخاتون'],
	])('stays readable: %s', (typed, shown) => {
		expect(personName(typed)).toBe(shown);
		expect([...shown].length).toBeLessThanOrEqual(40);
	});

	it.each([
		['Win at https://evil.example/x', 'Win at'],
		['evil.example', null],
		['WWW.EVIL.EXAMPLE', null],
		['Ada evil.example/path now', 'Ada now'],
		['Ada (evil.example)', 'Ada'],
		['Ada evil。example', 'Ada'],
		['mail@evil.example', null],
		['mail＠evil', null],
		['javascript://x', null],
		['evil.xn--p1ai', null],
		['x.com Ada', 'Ada'],
		['evil\u200d.example', null],
		['Ada\r\nBcc: me', 'Ada Bcc: me'],
		['\u202eadA', 'adA'],
		[' \n ', null],
		[null, null],
	])('holds no address and no line end: %j', (typed, shown) => {
		expect(personName(typed)).toBe(shown);
	});

	it.each(TEMPLATE_NAMES)('is cut, and an address in it dropped, all over %s', (template) => {
		const person = { firstName: `Win evil.example ${LONG}`, lastName: 'https://evil.example' };
		const customer = { id: '1', email: 'ada@example.com', ...person };
		const address = {
			...person,
			company: 'www.evil.example',
			line1: 'Main Street 1',
			city: 'Oslo',
		};
		const item = {
			integration: { name: 'Shop', storeUrl: 'https://shop.example.com' },
			order: { id: '1', number: '#1', customer, shippingAddress: address, lineItems: [] },
			customer,
		};
		const scope = templateScope(item, { shopName: null, message: null, locale: 'en-GB' });
		const mail = renderEmail(createRenderer(), { template }, scope, WORDING);
		for (const text of [mail.subject, mail.html, mail.text]) {
			expect(text).not.toContain('evil');
			expect(text).not.toContain('x'.repeat(40));
		}
		const [box] = recipientsOf(item, { kind: 'customer' });
		expect(box?.name).not.toContain('evil');
		expect([...box!.name].length).toBeLessThanOrEqual(81);
	});
});
