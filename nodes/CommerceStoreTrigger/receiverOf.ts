import type { IWebhookFunctions } from 'n8n-workflow';
import type { Receiver } from '../../engine/inbox/openPost.ts';
import { storeOf } from './storeOf.ts';

/**
 * How long a store's form and its keys count as read. To find and to decrypt the keys takes n8n a quarter of
 * the time that a post costs it, and in a burst they are the same for all.
 */
const KEPT_MS = 1_000;

const kept = new Map<string, Promise<Receiver>>();

/**
 * The store of a Store Trigger, for a post.
 *
 * @returns `isKept` where it was read for a post before: its keys may have been changed since
 */
export async function receiverOf(
	context: IWebhookFunctions,
): Promise<{ readonly receiver: Receiver; readonly isKept: boolean }> {
	const key = JSON.stringify([context.getWorkflow(), context.getNode()]);
	const known = kept.get(key);
	if (known !== undefined) return { receiver: await known, isKept: true };
	const reading = storeOf(context);
	kept.set(key, reading);
	const forget = () => {
		if (kept.get(key) === reading) kept.delete(key);
	};
	setTimeout(forget, KEPT_MS).unref();
	reading.catch(forget);
	return { receiver: await reading, isKept: false };
}
