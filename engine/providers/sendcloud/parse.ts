import { z } from 'zod/v4';
import { receiptKeyOf, sha256 } from '../digests.ts';
import { jsonObjectOf } from '../parseJson.ts';
import { line, LONGEST_LINE, partOf, readText, requiredId } from '../payloadFields.ts';
import { problemsIn } from '../problemsIn.ts';
import type { StoreMessage, StorePost } from '../provider.ts';
import { isParcelId } from './shipmentData.ts';

const CHANGED = 'parcel_status_changed';

const changedParcel = z.object({
	timestamp: line,
	parcel: z.object({
		id: requiredId.refine(isParcelId, 'is no ID of a parcel'),
		/** A number in version 2, a code in version 3. */
		status: partOf(z.object({ id: line, code: line })),
		/** A parcel that goes back to the shop. */
		is_return: z.boolean().nullish().catch(null),
	}),
});

/**
 * A message names the parcel. It tells the parcel in the words of version 2, with times that have no zone and
 * another address than the lists: so what is stored is read in those of version 3.
 *
 * Sendcloud gives a message no id: which parcel has got which status when, is the same for each attempt.
 */
export function parse({ body }: StorePost): StoreMessage {
	const parsed = jsonObjectOf(body);
	if (!parsed.ok) return { kind: 'malformed', detail: parsed.detail };
	const topic = readText(parsed.object.action, LONGEST_LINE);
	// "Test API webhook" wants to be answered with 200, whatever it posts.
	if (topic === null) {
		return { kind: 'useless', detail: '"action" is missing, such as "parcel_status_changed".' };
	}
	// The integration was changed, a return was made, or somebody has pressed "Test API webhook".
	if (topic !== CHANGED) return { kind: 'uninteresting', topic };
	const changed = changedParcel.safeParse(parsed.object);
	if (!changed.success) {
		return {
			kind: 'useless',
			detail: `The body is not what "${topic}" holds: ${problemsIn(changed.error)}`,
		};
	}
	const { timestamp, parcel } = changed.data;
	if (parcel.is_return === true) {
		return { kind: 'uninteresting', topic, detail: 'The parcel goes back to the shop.' };
	}
	const { id, status } = parcel;
	const named = [id, status?.id ?? status?.code, timestamp].flatMap((part) => part ?? []);
	return {
		kind: 'pointer',
		topic,
		receiptKey: named.length === 3 ? receiptKeyOf(...named) : sha256(body),
		entityType: 'Shipment',
		id,
	};
}
