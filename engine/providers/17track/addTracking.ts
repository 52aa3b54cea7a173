import { z } from 'zod/v4';
import { ENDS } from '../../events/detectChange.ts';
import { StoreError } from '../storeError.ts';
import type { Tracking, WriteResult } from '../storeSide.ts';
import { carrierKeyOf } from './carrierKeys.ts';
import { callOfNumbers, type SeventeenTrackConnection } from './client.ts';
import { REFUSED, refusalOf } from './refusals.ts';
import { infoOf } from './refreshParcels.ts';
import { observe, trackData } from './trackData.ts';

const NUMBER = /^[A-Z0-9-]{5,50}$/;
const LONGEST_TAG = 100;
/** The carrier is one of several that the number fits. */
const GUESSED = 3;

const taken = trackData.extend({ origin: z.number().nullish().catch(null) });

/**
 * `POST /register`: begins to follow a number, which costs one. A number that is followed already costs nothing, and
 * stays as it is; one that was stopped is followed anew.
 */
export async function addTracking(
	connection: SeventeenTrackConnection,
	tracking: Tracking,
): Promise<WriteResult> {
	const number = tracking.trackingNumber.replaceAll(/\s/g, '').toUpperCase();
	if (!NUMBER.test(number)) {
		const message = `17TRACK takes tracking numbers of 5 to 50 letters, digits and hyphens, and "${number.slice(0, 100)}" is none. Copy the number again from the carrier's label.`;
		throw new StoreError('rejected', message);
	}
	const asked = bodyOf(tracking, number);
	const { accepted, rejected } = await callOfNumbers(connection, 'register', [asked]);
	const { apiUrl } = connection.credentials;
	const [refused] = rejected;
	if (refused === undefined) {
		if (accepted.length > 0) return followedBy(accepted[0]);
		throw new StoreError(
			'rejected',
			`${apiUrl} does not say whether it follows the number. Look for it in 17TRACK, or add it again.`,
		);
	}
	if (refused.error.code !== REFUSED.alreadyFollowed) throw refusalOf(apiUrl, refused.error);
	const named = { number, ...('carrier' in asked && { carrier: asked.carrier }) };
	const known = await infoOf(connection, [named]);
	const isOver = known.some(({ entity: { status } }) => status && ENDS.has(status));
	const changed = !isOver && (await isFollowedAnew(connection, named));
	return { changed, observations: known, remark: null };
}

/** `POST /retrack`, which 17TRACK refuses for a number that it has not stopped to follow. */
async function isFollowedAnew(
	connection: SeventeenTrackConnection,
	named: { readonly number: string; readonly carrier?: number },
): Promise<boolean> {
	const { accepted, rejected } = await callOfNumbers(connection, 'retrack', [named]);
	const twice = rejected.find(({ error }) => error.code === REFUSED.notAnewTwice);
	if (twice) throw refusalOf(connection.credentials.apiUrl, twice.error);
	return accepted.length > 0;
}

function followedBy(entry: unknown): WriteResult {
	const read = taken.safeParse(entry);
	// It is followed, whatever the answer holds.
	if (!read.success) return { changed: true, observations: [], remark: null };
	const observation = observe(read.data);
	const entity = { ...observation.entity, status: 'pending' as const };
	const remark =
		read.data.origin === GUESSED
			? '17TRACK has guessed the carrier by the number. Should it tell of another parcel, choose the carrier in 17TRACK.'
			: null;
	return { changed: true, observations: [{ ...observation, entity }], remark };
}

/**
 * What is not known is left out. The tag comes back with each message: our own name for the order, for that alone
 * leaves no doubt, and else its number.
 */
function bodyOf({ carrier, orderNumber, reference, destination }: Tracking, number: string) {
	const key = carrierKeyOf(carrier, number);
	const tag = [reference, orderNumber].find((given) => given && given.length <= LONGEST_TAG);
	const { countryCode, postalCode } = destination ?? {};
	return {
		number,
		...(key === null ? { auto_detection: true } : { carrier: key }),
		...(tag && { tag }),
		...(countryCode && { destination_country: countryCode }),
		...(postalCode && { destination_postal_code: postalCode }),
	};
}
