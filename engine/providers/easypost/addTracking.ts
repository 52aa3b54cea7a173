import { z } from 'zod/v4';
import { StoreError } from '../storeError.ts';
import type { KnownParcel, Tracking, WriteResult } from '../storeSide.ts';
import { callEasyPost, readAnswer, type EasyPostConnection } from './client.ts';
import { carrierNameOf, carrierWordOf } from './carriers.ts';
import { modeOf } from './credentials.ts';
import { isId } from './readEntity.ts';
import { observe, trackerData, type Tracker } from './trackerData.ts';

const listAnswer = z.object({ trackers: z.array(trackerData) });

/**
 * Has EasyPost follow a number. A tracker has no field for the order, so that what is known of it is told with the
 * answer, and stays: no later message says anything else.
 */
export async function addTracking(
	connection: EasyPostConnection,
	tracking: Tracking,
): Promise<WriteResult> {
	const { reference, orderNumber } = tracking;
	const order = {
		...(reference != null && { orderId: reference }),
		...(orderNumber != null && { orderNumber }),
	};
	const carrier = carrierWordOf(tracking.carrier);
	const known = await followed(connection, tracking.trackingNumber, carrier);
	const tracker = known ?? (await follow(connection, tracking, carrier));
	return { changed: known === null, observations: observe(tracker, { order }), remark: null };
}

/** No longer; what it has told stays known. */
export async function stopTracking(
	connection: EasyPostConnection,
	{ id }: KnownParcel,
): Promise<WriteResult> {
	const nothing: WriteResult = { changed: false, observations: [], remark: null };
	if (!isId(id)) return nothing;
	try {
		await callEasyPost(connection, { method: 'DELETE', path: `/trackers/${id}` });
	} catch (error) {
		if (error instanceof StoreError && error.kind === 'not_found') return nothing;
		throw error;
	}
	return { ...nothing, changed: true };
}

/**
 * EasyPost lists what was made within a month; an older number costs nothing either, for three months. A label may have
 * been bought by another account of the same carrier: `UPSDAP` is UPS.
 */
async function followed(
	connection: EasyPostConnection,
	trackingNumber: string,
	carrier: string | undefined,
): Promise<Tracker | null> {
	const query = { tracking_code: trackingNumber };
	const { body } = await callEasyPost(connection, { method: 'GET', path: '/trackers', query });
	const { trackers } = readAnswer(connection, 'GET /trackers', listAnswer, body);
	const isOfCarrier = (word: string | null | undefined) =>
		carrier === undefined || !word || carrierNameOf(word) === carrierNameOf(carrier);
	return trackers.find((one) => isOfCarrier(one.carrier)) ?? null;
}

async function follow(
	connection: EasyPostConnection,
	{ trackingNumber, carrier: name }: Tracking,
	carrier: string | undefined,
): Promise<Tracker> {
	const make = async (more: { readonly carrier?: string }) => {
		const json = { tracker: { tracking_code: trackingNumber, ...more } };
		const { body } = await callEasyPost(connection, { method: 'POST', path: '/trackers', json });
		return readAnswer(connection, 'POST /trackers', trackerData, body);
	};
	try {
		if (carrier === undefined) return await make({});
		// EasyPost finds most carriers by the number, and may know this one by another word.
		return await make({ carrier }).catch(async (error: unknown) => {
			if (!isRefusal(error)) throw error;
			return await make({});
		});
	} catch (error) {
		if (!isRefusal(error)) throw error;
		const advice =
			modeOf(connection.credentials) === 'test'
				? 'The key is one for tests, which knows no numbers but EZ1000000001, EZ2000000002 and so on to EZ7000000007.'
				: 'Check the number, and that EasyPost knows its carrier.';
		const of = name === null ? '' : ` of ${name}`;
		const message = `EasyPost does not follow the number "${trackingNumber}"${of}. ${advice} (${error.message})`;
		throw new StoreError('rejected', message, { ...error, cause: error });
	}
}

/** Not of the account, which has no credit, nor an answer that cannot be read: of the number. */
const isRefusal = (error: unknown): error is StoreError =>
	error instanceof StoreError &&
	error.kind === 'rejected' &&
	error.status !== 402 &&
	error.status !== 200;
