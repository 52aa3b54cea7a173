import { setTimeout as wait } from 'node:timers/promises';
import { composeEmail, type EmailSettings } from '../messages/email/composeEmail.ts';
import type { EmailMessage } from '../messages/email/emailMessage.ts';
import { reasonToSkip } from '../messages/email/reasonToSkip.ts';
import { LATER_DELAYS_MS, MAX_PATIENCE_MS } from '../messages/email/sendPatiently.ts';
import { sendToEach } from '../messages/email/sendToEach.ts';
import { smtpSettings } from '../messages/email/smtpSettings.ts';
import { reachedBy, testMail, testRecipient } from '../messages/email/testMail.ts';
import { withMessageId } from '../messages/email/withMessageId.ts';
import { omittedRows } from '../templates/orderRows.ts';
import type { ActionOfItem, ActionWorld, OnlyShown } from './actionWorld.ts';
import type { Receiver } from './receivers.ts';

const WITHOUT_SUMS = new Set(['refund_confirmation', 'welcome']);

export type EmailRequest = {
	/** What it is written from: what the trigger has emitted, and what nodes in between have made of that. */
	readonly item: Readonly<Record<string, unknown>>;
	readonly settings: EmailSettings;
	/** The data of the SMTP credential. The sender is the credential's unless the settings say otherwise. */
	readonly smtp: unknown;
	/** `null` where it is sent however often the run is repeated. */
	readonly action: ActionOfItem | null;
	readonly onlyShown: OnlyShown;
	/** Where the e-mail of a manual run goes instead: blank is as the credential says, `null` or absent is nowhere. */
	readonly test?: string | null;
	/** When the run began, epoch milliseconds. */
	readonly startedAtMs: number;
};

/**
 * Sends the e-mail of one item, and says what came of it: the output's `email`. Where the server says
 * "later" it is sent again for some minutes, unless the run is cancelled. In a manual run it goes to whoever tries
 * the workflow, if their address is known, and to nobody else.
 *
 * @throws ActionError
 */
export async function sendEmail(
	{ inbox: { now }, sent, receivers, render, mailServers }: ActionWorld,
	{ item, settings: given, smtp: credential, action, onlyShown, test = null, ...run }: EmailRequest,
	signal?: AbortSignal,
): Promise<Record<string, unknown>> {
	const smtp = smtpSettings(credential);
	const { template } = given;
	const noPoint = reasonToSkip(item, given);
	if (noPoint !== null) return { sent: false, skipped: true, reason: noPoint, template };

	const settings = {
		...given,
		fromEmail: given.fromEmail ?? smtp.fromEmail,
		fromName: given.fromName ?? smtp.fromName,
	};
	const message = composeEmail(render, item, settings, new Date(now()));
	const to = message.to.map(({ address }) => address);
	const omitted = WITHOUT_SUMS.has(template) ? null : omittedRows(item);
	const about = { to, subject: message.subject, template, ...(omitted && { omitted }) };
	const tester =
		onlyShown === 'manual run' && test !== null ? testRecipient(test, smtp.testRecipient) : null;
	const preview = {
		sent: false,
		preview: true,
		...(onlyShown !== 'preview' && { reason: onlyShown }),
		...about,
		...addressesOf({ cc: message.cc, bcc: message.bcc }),
		html: message.html ?? null,
		text: message.text,
	};
	if (onlyShown !== null && tester === null) return preview;

	const patience = {
		delaysMs: LATER_DELAYS_MS,
		untilMs: run.startedAtMs + MAX_PATIENCE_MS,
		now,
		wait: async (milliseconds: number) => await wait(milliseconds, undefined, { signal }),
		cancel: signal,
	};
	const receiver: Receiver = {
		kind: 'mail server',
		host: `${smtp.host}:${smtp.port}`,
		eventId: action?.eventId ?? null,
	};
	const outgoing = tester === null ? message : testMail(message, tester);
	const outcome = await sent.once(
		tester === null ? action && { ...action, recipient: recipientKey(to) } : null,
		async (key) =>
			await receivers.ask(
				receiver,
				async () =>
					await mailServers.use(
						smtp,
						async (server) => await sendToEach(server, withMessageId(outgoing, key), patience),
					),
			),
	);
	if (!outcome.done) {
		return { sent: false, skipped: true, reason: 'already sent', sentAt: outcome.sentAt, ...about };
	}
	const { messageId, refused } = outcome.result;
	if (tester !== null) {
		const who = { wouldHaveGoneTo: reachedBy(message), wentTo: [tester.address] };
		return { ...preview, ...who, messageId };
	}
	return { sent: true, ...about, messageId, ...(refused.length > 0 && { refused }) };
}

/** Who gets a copy, where somebody does. */
function addressesOf(copies: Readonly<Record<string, EmailMessage['cc']>>) {
	const given = Object.entries(copies).filter(([, boxes]) => boxes.length > 0);
	return Object.fromEntries(given.map(([name, boxes]) => [name, boxes.map((box) => box.address)]));
}

/** The same for the same people, in whatever order they were written. */
function recipientKey(to: readonly string[]): string {
	return to
		.map((address) => address.toLowerCase())
		.sort()
		.join(',');
}
