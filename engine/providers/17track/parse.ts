import { z } from 'zod/v4';
import { sha256 } from '../digests.ts';
import { jsonObjectOf } from '../parseJson.ts';
import { LONGEST_LINE, readText } from '../payloadFields.ts';
import { problemsIn } from '../problemsIn.ts';
import type { StoreMessage, StorePost } from '../provider.ts';
import { parcelId } from './parcelId.ts';
import { followed } from './trackData.ts';

const UPDATED = 'TRACKING_UPDATED';
const STOPPED = 'TRACKING_STOPPED';

const told = z.object({ data: followed });

/**
 * A message names the number. It tells it in the words of the version that was chosen at the webhook, and what is
 * posted as a test when the address is saved need not be about a number of the account: so what is stored is read.
 *
 * 17TRACK gives a message no id: its bytes are the same in each attempt.
 */
export function parse({ body }: StorePost): StoreMessage {
	const parsed = jsonObjectOf(body);
	if (!parsed.ok) return { kind: 'malformed', detail: parsed.detail };
	const topic = readText(parsed.object.event, LONGEST_LINE);
	// 17TRACK saves no address that answers its test with anything but 200.
	if (topic === null) {
		return { kind: 'useless', detail: '"event" is missing, such as "TRACKING_UPDATED".' };
	}
	if (topic === STOPPED) {
		return { kind: 'uninteresting', topic, detail: '17TRACK follows the number no longer.' };
	}
	if (topic !== UPDATED) return { kind: 'uninteresting', topic };
	const message = told.safeParse(parsed.object);
	if (!message.success) {
		const problems = problemsIn(message.error);
		return { kind: 'useless', detail: `The body is not what "${topic}" holds: ${problems}` };
	}
	return {
		kind: 'pointer',
		topic,
		receiptKey: sha256(body),
		entityType: 'Shipment',
		id: parcelId(message.data.data),
	};
}
