import type { IExecuteFunctions } from 'n8n-workflow';
import { MAX_CONNECTIONS } from '../../engine/messages/email/openTransport.ts';
import { actionOf, commerceEventOf } from '../shared/commerceEventOf.ts';
import { eachItem, onceARun } from '../shared/eachItem.ts';
import { onlyShown } from '../shared/manualRun.ts';
import { perform } from '../shared/perform.ts';
import { templateItem } from '../shared/templateItem.ts';
import { testReceiver, testRecipientOption } from '../shared/testReceivers.ts';
import { readAttachments } from './readAttachments.ts';
import { previewFile } from './previewFile.ts';
import { readEmailForm } from './readEmailForm.ts';

/**
 * How many items are under way: while an e-mail of each connection goes out, others are written, and written
 * down before and after. With no more of them than connections, those stood still for most of the time.
 */
const WIDTH = 4 * MAX_CONNECTIONS;

/** Sends one e-mail for each item, several at a time, and puts what came of it beside the item's data. */
export async function sendEmails(context: IExecuteFunctions) {
	const startedAtMs = Date.now();
	const loop = {
		what: 'e-mails could not be sent',
		width: WIDTH,
		beside: 'email',
		file: ['preview', previewFile] as const,
		failed: ({ message, retryable }: { message: string; retryable: boolean }) => ({
			sent: false,
			error: message,
			retryable,
		}),
	};
	const smtp = onceARun(async () => await context.getCredentials('commerceSmtpApi'));
	return await eachItem(context, loop, async (itemIndex) => {
		const { json } = context.getInputData()[itemIndex]!;
		const emitted = commerceEventOf(context, itemIndex);
		const { expressions, sendAgain, ...form } = readEmailForm(context, itemIndex);
		const shown = onlyShown(context, itemIndex);
		return await perform(context, 'sendEmail', {
			item: { ...templateItem(emitted, json), expressions },
			...form,
			attachments: await readAttachments(context, itemIndex, shown === 'preview'),
			smtp: await smtp(),
			action: sendAgain ? null : actionOf(context, emitted),
			onlyShown: shown,
			test: testReceiver(context, itemIndex, shown, testRecipientOption),
			startedAtMs,
		});
	});
}
