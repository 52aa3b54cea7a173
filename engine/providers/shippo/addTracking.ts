import { StoreError } from '../storeError.ts';
import type { Tracking, WriteResult } from '../storeSide.ts';
import { callShippo, readAnswer, type ShippoConnection } from './client.ts';
import { carrierWordOf } from './carriers.ts';
import { isForTests } from './credentials.ts';
import { isRefusal, knownTrack } from './knownTrack.ts';
import { observe, trackData, type Track } from './trackData.ts';

/** Shippo's own limit. */
const LONGEST_METADATA = 100;

/**
 * Has Shippo follow a number, with our reference, which comes back with each message. To follow a number twice is to
 * hear all of it twice, so Shippo is asked first: what carries our reference is followed, and so is every label that
 * was bought there.
 */
export async function addTracking(
	connection: ShippoConnection,
	tracking: Tracking,
): Promise<WriteResult> {
	const { reference, orderNumber, trackingNumber } = tracking;
	const carrier = carrierWordOf(tracking.carrier);
	if (carrier === null) throw carrierNeeded(tracking);
	const order = {
		...(reference != null && { orderId: reference }),
		...(orderNumber != null && { orderNumber }),
	};
	const metadata = [reference, orderNumber].find(isShort) ?? null;
	const known = await knownTrack(connection, `${carrier}/${trackingNumber}`);
	const isFollowed =
		known !== null &&
		(Boolean(known.transaction) || (metadata !== null && known.metadata === metadata));
	const track = isFollowed
		? known
		: await follow(connection, tracking, {
				carrier,
				tracking_number: trackingNumber,
				...(metadata !== null && { metadata }),
			});
	return { changed: !isFollowed, observations: [observe(track, order)], remark: null };
}

const isShort = (given: string | null | undefined): given is string =>
	given != null && given.length <= LONGEST_METADATA;

async function follow(
	connection: ShippoConnection,
	{ trackingNumber }: Tracking,
	json: {
		readonly carrier: string;
		readonly tracking_number: string;
		readonly metadata?: string;
	},
): Promise<Track> {
	let body: unknown;
	try {
		({ body } = await callShippo(connection, { method: 'POST', path: '/tracks', json }));
	} catch (error) {
		if (!isRefusal(error)) throw error;
		const advice = isForTests(connection.credentials)
			? 'The token is one for tests, which knows only the carrier "shippo" and the numbers SHIPPO_PRE_TRANSIT, SHIPPO_TRANSIT, SHIPPO_DELIVERED, SHIPPO_RETURNED, SHIPPO_FAILURE and SHIPPO_UNKNOWN.'
			: 'Check the number and the carrier.';
		const message = `Shippo does not follow the number "${trackingNumber}" of "${json.carrier}" (it answered ${error.status}). ${advice}`;
		throw new StoreError('rejected', message, { ...error, cause: error });
	}
	return readAnswer(connection, 'POST /tracks', trackData, body);
}

function carrierNeeded({ carrier, trackingNumber }: Tracking): StoreError {
	const given =
		carrier === null
			? 'no carrier is given'
			: `"${carrier}" is none that it knows, or may be one of several`;
	return new StoreError(
		'rejected',
		`Shippo follows the number "${trackingNumber}" only with its carrier, and ${given}. Give Shippo's own word for it, such as usps, ups, fedex, dhl_express, dhl_germany, dpd_uk or royal_mail.`,
	);
}
