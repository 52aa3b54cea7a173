import { randomUUID } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { actionOf, commerceEventOf } from '../shared/commerceEventOf.ts';
import { eachItem, onceARun } from '../shared/eachItem.ts';
import { onlyShown } from '../shared/manualRun.ts';
import { perform } from '../shared/perform.ts';
import { spaceOf } from '../shared/spaceOf.ts';
import { templateItem } from '../shared/templateItem.ts';
import { readPushForm } from './readPushForm.ts';

/** Sends the notification of each item, and puts what came of it beside the item's data. */
export async function sendPushItems(context: IExecuteFunctions) {
	const options = context.getNodeParameter('options', 0, {}) as IDataObject;
	const run = { id: randomUUID(), startedAtMs: Date.now(), width: options.concurrency ?? 20 };
	const loop = {
		what: 'notifications could not be sent',
		// A width that cannot be used is refused with each item.
		width: Math.min(Math.max(Number(run.width) || 1, 1), 100),
		beside: 'push',
		failed: ({ message, retryable }: { message: string; retryable: boolean }) => ({
			sent: 0,
			error: message,
			retryable,
		}),
	};
	const credential = onceARun(async () => await context.getCredentials('commerceWebPushApi'));
	const space = onceARun(async () => await spaceOf(context));
	return await eachItem(context, loop, async (itemIndex) => {
		const { json } = context.getInputData()[itemIndex]!;
		const emitted = commerceEventOf(context, itemIndex);
		const { expressions, sendAgain, ...form } = readPushForm(context, itemIndex);
		return await perform(context, 'sendPush', {
			...form,
			item: { ...templateItem(emitted, json), expressions },
			tagOf: emitted && { eventId: emitted.event.id, nodeId: context.getNode().id },
			credential: await credential(),
			furtherServices: options.furtherServices,
			space: await space(),
			action: sendAgain ? null : actionOf(context, emitted),
			onlyShown: onlyShown(context, itemIndex),
			run,
		});
	});
}
