import { z } from 'zod/v4';
import { receiptKeyOf, sha256 } from '../digests.ts';
import { jsonObjectOf } from '../parseJson.ts';
import { LONGEST_LINE, readId, readText } from '../payloadFields.ts';
import { problemsIn } from '../problemsIn.ts';
import type { StoreMessage, StorePost } from '../provider.ts';
import { trackingId } from './trackingData.ts';

/** `tracking_pending_time` only says that nothing has happened. */
const TELLING: ReadonlySet<string> = new Set(['tracking_update', 'edd_revise']);

const told = z.object({ msg: z.object({ id: trackingId }) });

/**
 * A message names the tracking. It tells it in the words of the version that was chosen at the webhook, and what
 * "Send test webhook" posts is about none that there is: so what is stored is read.
 *
 * @see https://www.aftership.com/docs/tracking/2025-01/webhook/webhook-specifications
 */
export function parse({ body }: StorePost): StoreMessage {
	const parsed = jsonObjectOf(body);
	if (!parsed.ok) return { kind: 'malformed', detail: parsed.detail };
	const topic = readText(parsed.object.event, LONGEST_LINE);
	// "Send test webhook" wants to be answered with 200, whatever it posts.
	if (topic === null) {
		return { kind: 'useless', detail: '"event" is missing, such as "tracking_update".' };
	}
	if (!TELLING.has(topic)) return { kind: 'uninteresting', topic };
	const message = told.safeParse(parsed.object);
	if (!message.success) {
		const problems = problemsIn(message.error);
		return { kind: 'useless', detail: `The body is not what "${topic}" holds: ${problems}` };
	}
	return {
		kind: 'pointer',
		topic,
		receiptKey: receiptKeyOf(readId(parsed.object.event_id) ?? sha256(body)),
		entityType: 'Shipment',
		id: message.data.msg.id,
	};
}
