import { createHash } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { composePush } from '../../engine/messages/push/composePush.ts';
import type { PushAttempt } from '../../engine/messages/push/pushAttempt.ts';
import { pushToBrowser } from '../../engine/messages/push/pushToBrowser.ts';
import { sendPushes, type PushOutcome } from '../../engine/messages/push/sendPushes.ts';
import type { PushSubscription } from '../../engine/push/parseSubscription.ts';
import { templateItem } from '../shared/templateItem.ts';
import { commerceEventOf } from '../shared/commerceEventOf.ts';
import { isOnlyShown, MANUAL_RUN } from '../shared/manualRun.ts';
import { sendOnce } from '../shared/sendOnce.ts';
import { audienceOf } from './audienceOf.ts';
import type { PushRun } from './openPushRun.ts';
import { createPushTally } from './pushTally.ts';
import { shownAudience } from './shownAudience.ts';
import { readPushForm } from './readPushForm.ts';

/**
 * Sends the notification of one item to its audience, and says what came of it: the output's `push`.
 *
 * @throws PushError when nobody got it although somebody should have
 */
export async function sendItem(
	context: IExecuteFunctions,
	itemIndex: number,
	run: PushRun,
): Promise<IDataObject> {
	const { sender, space } = run;
	const { json } = context.getInputData()[itemIndex]!;
	const form = readPushForm(context, itemIndex);
	const emitted = commerceEventOf(context, itemIndex);
	const item = templateItem(emitted, json) as IDataObject;
	const { notification, payload } = composePush(
		run.render,
		{ ...item, expressions: form.expressions },
		form.texts,
		emitted && tagFor(emitted.event.id, context.getNode().id),
		new Date(sender.now()),
	);
	const preview = { sent: 0, preview: true, notification, bytes: Buffer.byteLength(payload) };
	const isManual = isOnlyShown(context, itemIndex);
	if (form.previewOnly && !isManual) return preview;

	const database = await run.database();
	const audience = audienceOf(form, item, { database, space }, sender.furtherServices);
	if (isManual) {
		return { ...preview, reason: MANUAL_RUN, audience: await shownAudience(audience, space) };
	}
	if ('nobody' in audience) {
		return { sent: 0, gone: 0, failed: 0, skipped: 0, reason: audience.nobody, notification };
	}
	const tally = createPushTally(space);
	const attempt = async (subscription: PushSubscription) =>
		await pushToBrowser({ database, space }, sender, subscription, payload, form.delivery);
	const send = async (subscription: PushSubscription): Promise<PushOutcome> =>
		form.sendAgain
			? await attempt(subscription)
			: await run.inTurn(`${emitted?.event.id ?? itemIndex} ${subscription.endpoint}`, () =>
					unlessSent(context, itemIndex, subscription, attempt),
				);
	await sendPushes(audience.subscriptions, send, run, (result) => tally.add(result));
	const failure = tally.failure();
	if (failure !== null) throw failure;
	return { ...tally.summary(), notification };
}

/** Only what was sent is remembered: what failed is sent when the run is repeated. */
async function unlessSent(
	context: IExecuteFunctions,
	itemIndex: number,
	subscription: PushSubscription,
	attempt: (subscription: PushSubscription) => Promise<PushAttempt>,
): Promise<PushOutcome> {
	let outcome: PushAttempt = { status: 'sent' };
	const unsent = new Error('not sent');
	const once = await sendOnce(context, itemIndex, subscription.endpoint, async () => {
		outcome = await attempt(subscription);
		if (outcome.status !== 'sent') throw unsent;
	}).catch((error: unknown) => {
		if (error === unsent) return null;
		throw error;
	});
	return once?.done === false ? { status: 'skipped', sentAt: once.sentAt } : outcome;
}

/** A notification that has to be sent twice then shows once; two nodes' notifications show both. */
function tagFor(eventId: string, nodeId: string): string {
	return createHash('sha256').update(`${eventId} ${nodeId}`).digest('base64url').slice(0, 16);
}
