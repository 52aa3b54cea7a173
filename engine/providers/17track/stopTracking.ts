import type { KnownParcel, WriteResult } from '../storeSide.ts';
import { callOfNumbers, type SeventeenTrackConnection } from './client.ts';
import { followedNumberIn } from './parcelId.ts';
import { REFUSED, refusalOf } from './refusals.ts';

const NOTHING_TO_STOP: readonly number[] = [REFUSED.notFollowed, REFUSED.notStoppable];

/** `POST /stoptrack`: the number stays in the account with what is known of it. */
export async function stopTracking(
	connection: SeventeenTrackConnection,
	{ id }: KnownParcel,
): Promise<WriteResult> {
	const followed = followedNumberIn(id);
	if (followed === null) return { changed: false, observations: [], remark: null };
	const { rejected } = await callOfNumbers(connection, 'stoptrack', [followed]);
	const [refused] = rejected;
	if (refused && !NOTHING_TO_STOP.includes(refused.error.code)) {
		throw refusalOf(connection.credentials.apiUrl, refused.error);
	}
	return { changed: refused === undefined, observations: [], remark: null };
}
