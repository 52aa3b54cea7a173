import { deleteSubscription } from '../../push/deleteSubscription.ts';
import type { PushSubscription } from '../../push/parseSubscription.ts';
import type { OpenDatabase } from '../../state/dialects/dialect.ts';
import type { PushAttempt } from './pushAttempt.ts';
import type { PushDelivery } from './pushDelivery.ts';
import { sendPush, type PushSender } from './sendPush.ts';

/** Sends once, as `sendPush` does, and forgets a subscription that does not exist any more. */
export async function pushToBrowser(
	{ database, space }: { database: Pick<OpenDatabase, 'db'>; space: string },
	sender: PushSender,
	subscription: PushSubscription,
	payload: string,
	delivery: PushDelivery,
): Promise<PushAttempt> {
	const attempt = await sendPush(sender, subscription, payload, delivery);
	if (attempt.status === 'gone') {
		await deleteSubscription(database, { space, endpoint: subscription.endpoint });
	}
	return attempt;
}
