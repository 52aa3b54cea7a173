import { z } from 'zod/v4';
import { jsonObjectOf } from '../parseJson.ts';
import { LONGEST_LINE, readText, time } from '../payloadFields.ts';
import { problemsIn } from '../problemsIn.ts';
import type { StoreMessage, StorePost } from '../provider.ts';
import { modeOf, type EasyPostCredentials } from './credentials.ts';
import { isId } from './readEntity.ts';

const TOPICS: readonly string[] = ['tracker.created', 'tracker.updated'];

const event = z.object({
	id: z.string().min(1).max(200),
	mode: z.string().nullish().catch(null),
	created_at: time,
	previous_attributes: z
		.object({ status: z.string().nullish().catch(null) })
		.nullish()
		.catch(null),
	result: z.looseObject({
		id: z.string().refine(isId, 'is not the id of a tracker'),
		shipment_id: z.string().nullish().catch(null),
		is_return: z.boolean().nullish().catch(null),
	}),
});

/**
 * A message holds all that EasyPost knows of a number. Only a label that was bought there names an order, and that is
 * read: then the message is a pointer. Whatever happens in an account is posted, to all addresses.
 *
 * @param credentials whose key made the webhook; left out: either mode is taken
 */
export function parse({ body }: StorePost, credentials?: EasyPostCredentials): StoreMessage {
	const parsed = jsonObjectOf(body);
	if (!parsed.ok) return { kind: 'malformed', detail: parsed.detail };
	const topic = readText(parsed.object.description, LONGEST_LINE);
	if (topic === null) {
		return { kind: 'malformed', detail: '"description" is missing, such as "tracker.updated".' };
	}
	if (!TOPICS.includes(topic)) return { kind: 'uninteresting', topic };
	const read = event.safeParse(parsed.object);
	if (!read.success) {
		return {
			kind: 'useless',
			detail: `The body is not what "${topic}" holds: ${problemsIn(read.error)}`,
		};
	}
	const {
		id,
		mode,
		created_at: occurredAt = null,
		previous_attributes: before,
		result,
	} = read.data;
	const ours = credentials ? modeOf(credentials) : null;
	if (mode && ours !== null && mode !== ours) {
		return {
			kind: 'uninteresting',
			topic,
			detail: `It was made in EasyPost's mode "${mode}", and the key is for "${ours}".`,
		};
	}
	if (result.is_return === true) {
		return { kind: 'uninteresting', topic, detail: 'The parcel goes back to the shop.' };
	}
	if (result.shipment_id) {
		return { kind: 'pointer', topic, receiptKey: id, entityType: 'Shipment', id: result.id };
	}
	const payload = { result, previousStatus: before?.status ?? null };
	return { kind: 'message', topic, receiptKey: id, occurredAt, payload };
}
