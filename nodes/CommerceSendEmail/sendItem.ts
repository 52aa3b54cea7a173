import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { composeEmail } from '../../engine/messages/email/composeEmail.ts';
import type { EmailMessage } from '../../engine/messages/email/emailMessage.ts';
import { reasonToSkip } from '../../engine/messages/email/reasonToSkip.ts';
import { withMessageId } from '../../engine/messages/email/withMessageId.ts';
import { omittedRows } from '../../engine/templates/orderRows.ts';
import type { Renderer } from '../../engine/templates/createRenderer.ts';
import { commerceEventOf } from '../shared/commerceEventOf.ts';
import { isOnlyShown, MANUAL_RUN } from '../shared/manualRun.ts';
import { sendOnce } from '../shared/sendOnce.ts';
import type { Turns } from '../shared/createTurns.ts';
import type { Mailer } from './openMailer.ts';
import { readEmailForm } from './readEmailForm.ts';
import { templateItem } from '../shared/templateItem.ts';

const WITHOUT_SUMS = new Set(['refund_confirmation', 'welcome']);

/** What the items of one run share. */
export type EmailRun = {
	readonly mailer: Mailer;
	readonly render: Renderer;
	readonly inTurn: Turns;
};

/**
 * Sends the e-mail of one item, and says what came of it: the output's `email`.
 *
 * Items of the same event and recipient take turns: side by side, none would know of the other, and the
 * customer would get both.
 */
export async function sendItem(
	context: IExecuteFunctions,
	itemIndex: number,
	{ mailer, render, inTurn }: EmailRun,
): Promise<IDataObject> {
	const { json } = context.getInputData()[itemIndex]!;
	const form = readEmailForm(context, itemIndex, mailer.settings);
	const emitted = commerceEventOf(context, itemIndex);
	const item = templateItem(emitted, json);
	const noPoint = reasonToSkip(item, form.settings);
	if (noPoint !== null) {
		return { sent: false, skipped: true, reason: noPoint, template: form.settings.template };
	}
	const message = composeEmail(
		render,
		{ ...item, expressions: form.expressions },
		form.settings,
		new Date(),
	);
	const to = message.to.map(({ address }) => address);
	const { template } = form.settings;
	const omitted = WITHOUT_SUMS.has(template) ? null : omittedRows(item);
	const about = { to, subject: message.subject, template, ...(omitted && { omitted }) };
	const isManual = isOnlyShown(context, itemIndex);
	if (form.previewOnly || isManual) {
		return {
			sent: false,
			preview: true,
			...(isManual && { reason: MANUAL_RUN }),
			...about,
			...addressesOf({ cc: message.cc, bcc: message.bcc }),
			html: message.html ?? null,
			text: message.text,
		};
	}

	const send = async (key: string | null) => await mailer.send(withMessageId(message, key));
	const recipient = recipientKey(to);
	const outcome = form.sendAgain
		? { done: true as const, result: await send(null) }
		: await inTurn(`${emitted?.event.id ?? itemIndex} ${recipient}`, () =>
				sendOnce(context, itemIndex, recipient, send),
			);
	if (!outcome.done) {
		return { sent: false, skipped: true, reason: 'already sent', sentAt: outcome.sentAt, ...about };
	}
	const { messageId, refused } = outcome.result;
	return { sent: true, ...about, messageId, ...(refused.length > 0 && { refused: [...refused] }) };
}

/** Who gets a copy, where somebody does. */
function addressesOf(copies: Readonly<Record<string, EmailMessage['cc']>>): IDataObject {
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
