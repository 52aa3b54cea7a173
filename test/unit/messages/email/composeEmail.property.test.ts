import fc from 'fast-check';
import { createTransport } from 'nodemailer';
import { composeEmail } from '../../../../engine/messages/email/composeEmail.ts';
import { ActionError } from '../../../../engine/actions/actionError.ts';
import { withMessageId } from '../../../../engine/messages/email/withMessageId.ts';
import { createRenderer } from '../../../../engine/templates/createRenderer.ts';

const render = createRenderer();
const writer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

const HEADERS = new Set([
	'auto-submitted',
	'x-auto-response-suppress',
	'from',
	'to',
	'cc',
	'bcc',
	'reply-to',
	'subject',
	'message-id',
	'date',
	'mime-version',
	'content-type',
	'content-transfer-encoding',
]);

const hostile = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc
		.array(
			fc.constantFrom(
				'\r\n',
				'\n',
				'\r',
				'\u2028',
				'\0',
				'X-Evil: 1',
				'Bcc: e@evil.example',
				'a',
				'"',
				'<',
				'>',
				',',
				' ',
				'=?utf-8?Q?=0AX-Evil:_1?=',
				'ü',
			),
			{ maxLength: 12 },
		)
		.map((parts) => parts.join('')),
);
const address = fc.oneof(
	hostile.map((text) => `${text}@example.com`),
	hostile.map((text) => `${text} <a@example.com>`),
	hostile.map((text) => `a@example.com${text}`),
	fc.constant('a@example.com'),
);

describe('whatever is typed anywhere', () => {
	it('is refused, or makes an e-mail with our headers only, each once', async () => {
		let sent = 0;
		await fc.assert(
			fc.asyncProperty(
				fc.record({
					name: hostile,
					shop: hostile,
					number: hostile,
					fromName: hostile,
					subject: hostile,
					email: address,
					cc: address,
					key: fc.option(hostile),
				}),
				async ({ name, shop, number, fromName, subject, email, cc, key }) => {
					let message;
					try {
						message = composeEmail(
							render,
							{ customer: { email, firstName: name }, order: { number }, subject },
							{
								template: 'custom',
								subject: 'New {{ subject }} {{ order.number }}',
								text: 'Hello',
								recipient: { kind: 'customer' },
								fromEmail: 'shop@example.com',
								fromName,
								shopName: shop,
								cc,
								replyTo: cc,
							},
							new Date(0),
						);
					} catch (error) {
						expect(error).toBeInstanceOf(ActionError);
						expect((error as Error).message).not.toMatch(/[\r\n]/);
						return;
					}
					sent += 1;
					const { message: raw, envelope } = await writer.sendMail(
						withMessageId(message, key) as object,
					);
					const [head = ''] = (raw as Buffer).toString('latin1').split('\r\n\r\n');
					const names = head
						.split('\r\n')
						.filter((line) => !/^[ \t]/.test(line))
						.map((line) => /^([\w-]+): /.exec(`${line} `)?.[1]?.toLowerCase() ?? line);
					expect(names.filter((each) => !HEADERS.has(each))).toEqual([]);
					expect(new Set(names).size).toBe(names.length);
					expect(head).not.toMatch(/[^\r]\n|\r[^\n]/);
					const meant = [...message.to, ...message.cc].map((mailbox) => mailbox.address);
					expect(new Set(envelope.to)).toEqual(new Set(meant));
					expect(message.to).toHaveLength(1);
				},
			),
			{ numRuns: 500 },
		);
		expect(sent).toBeGreaterThan(20);
	});
});
