import { deleteSubscription } from './saveSubscription.ts';
import { noteAttempt } from './noteAttempt.ts';
import type { PushSubscription } from './parseSubscription.ts';
import type { OpenDatabase } from '../../state/dialects/dialect.ts';
import type { Row } from '../../state/schema.ts';
import type { PushAttempt } from './pushAttemptOf.ts';
import type { PushDelivery } from './pushDelivery.ts';
import { sendPush, type PushSender } from './sendPush.ts';

/** A subscription that is stored, or one that somebody has given by hand. */
export type AddressedSubscription = PushSubscription &
	Partial<Pick<Row<'pushSubscription'>, 'id' | 'failingSince'>>;

/**
 * Sends once, as `sendPush` does, and forgets a subscription that does not exist any more or that nothing
 * has got through to for 30 days.
 */
export async function pushToBrowser(
	{ database, space }: { database: Pick<OpenDatabase, 'db'>; space: string },
	sender: PushSender,
	subscription: AddressedSubscription,
	payload: string,
	delivery: PushDelivery,
): Promise<PushAttempt> {
	const attempt = await sendPush(sender, subscription, payload, delivery);
	if (attempt.status === 'gone') {
		await deleteSubscription(database, { space, endpoint: subscription.endpoint });
	}
	const { id, failingSince } = subscription;
	const isStored = id !== undefined && failingSince !== undefined;
	// A setup that is wrong is the merchant's to mend, and nothing that the browser has done.
	const tells =
		attempt.status === 'sent' || (attempt.status === 'failed' && attempt.kind !== 'setup');
	if (isStored && tells)
		await noteAttempt(database, { id, failingSince }, attempt.status, sender.now());
	return attempt;
}
