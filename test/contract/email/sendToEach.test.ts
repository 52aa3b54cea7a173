import { composeEmail } from '../../../engine/messages/email/composeEmail.ts';
import { openTransport } from '../../../engine/messages/email/openTransport.ts';
import { sendToEach } from '../../../engine/messages/email/sendToEach.ts';
import { smtpSettings } from '../../../engine/messages/email/smtpSettings.ts';
import { createRenderer } from '../../../engine/templates/createRenderer.ts';
import { startMailServer, type Refusal } from '../../support/mailServer.ts';

const closing: Array<() => unknown> = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

const CUSTOMER = 'anna@example.com';
const ARCHIVE = 'archive@shop.example';
const LATER = { code: 450, message: '4.2.0 Greylisted' };

const render = createRenderer();
const message = (addresses = CUSTOMER) =>
	composeEmail(
		render,
		{},
		{
			template: 'custom',
			subject: 'Hi',
			text: 'Hello',
			recipient: { kind: 'addresses', addresses },
			fromEmail: 'shop@example.com',
			bcc: ARCHIVE,
		},
		new Date(0),
	);

/** @param answers to each try for the customer, the last of them also to all further ones */
async function send(answers: readonly Refusal[], addresses?: string) {
	let tries = 0;
	const server = await startMailServer({
		refuse: (address) =>
			address === CUSTOMER ? answers[Math.min(tries++, answers.length - 1)] : false,
	});
	closing.push(() => server.stop());
	const { host, port } = server;
	const transport = await openTransport(
		smtpSettings({ host, port, fromEmail: 'shop@example.com', allowUnencrypted: true }),
	);
	closing.push(() => transport.close());
	const sending = sendToEach(transport, message(addresses), {
		delaysMs: [1, 1],
		untilMs: Infinity,
		now: () => 0,
		wait: async () => await Promise.resolve(),
	});
	return { server, sending };
}

describe('an e-mail that the server takes for some', () => {
	it('is sent again to the customer alone, whom it puts off', async () => {
		const { server, sending } = await send([LATER, LATER, false]);
		expect(await sending).toMatchObject({ refused: [] });
		expect(server.mails.map(({ recipients }) => recipients)).toEqual([[ARCHIVE], [CUSTOMER]]);
		expect(new Set(server.mails.map(({ messageId }) => messageId)).size).toBe(1);
		expect(server.mails.map(({ raw }) => raw).join()).not.toContain(ARCHIVE);
	});

	it('is not called sent where only a copy was taken', async () => {
		const { sending } = await send([true]);
		await expect(sending).rejects.toMatchObject({
			kind: 'recipient_refused',
			retryable: false,
			status: 550,
			message: `The mail server refused the recipient ${CUSTOMER}. It said: 550 No such mailbox`,
		});
		const { sending: later, server } = await send([LATER]);
		await expect(later).rejects.toMatchObject({ retryable: true, status: 450 });
		expect(server.mailsTo(ARCHIVE)).toHaveLength(1);
		const { sending: never } = await send([LATER, true]);
		await expect(never).rejects.toMatchObject({ retryable: false, status: 550 });
	});

	it('is sent where it was taken for one of those whom it is for', async () => {
		const { sending } = await send([true], `${CUSTOMER}, bert@example.com`);
		expect(await sending).toMatchObject({
			refused: [{ address: CUSTOMER, reason: '550 No such mailbox' }],
		});
	});
});
