import { alpha3Of } from '../countryCodes.ts';
import { StoreError } from '../storeError.ts';
import type { Tracking, WriteResult } from '../storeSide.ts';
import { z } from 'zod/v4';
import { callAfterShip, readAnswer, type AfterShipConnection } from './client.ts';
import { courierOf } from './couriers.ts';
import { observe, trackingData } from './trackingData.ts';

/** @see AfterShip/tracking-sdk-nodejs, `src/model/CreateTrackingRequest.ts` */
const NUMBER = /^[A-Z0-9._/-]{4,100}$/;

const followed = z.object({ trackings: z.array(trackingData) });

/**
 * `POST /trackings`: begins to follow a number. AfterShip has each number once, and refuses one that it follows
 * already: then it is asked for.
 */
export async function addTracking(
	connection: AfterShipConnection,
	tracking: Tracking,
): Promise<WriteResult> {
	const number = tracking.trackingNumber.replaceAll(/\s/g, '').toUpperCase();
	if (!NUMBER.test(number)) {
		const message = `AfterShip takes tracking numbers of 4 to 100 letters, digits and the signs - . _ /, and "${number.slice(0, 100)}" is none. Copy the number again from the carrier's label.`;
		throw new StoreError('rejected', message);
	}
	let body: unknown;
	try {
		const json = bodyOf(tracking, number);
		({ body } = await callAfterShip(connection, { method: 'POST', path: '/trackings', json }));
	} catch (error) {
		if (!(error instanceof StoreError) || !isFollowed(error)) throw error;
		const known = await trackingsOf(connection, number);
		return { changed: false, observations: known.map(observe), remark: null };
	}
	const made = z.object({ data: trackingData }).safeParse(body);
	return {
		changed: true,
		// It is followed, whatever the answer holds.
		observations: made.success ? [observe(made.data.data)] : [],
		remark: null,
	};
}

/** AfterShip's own number for "Tracking already exists", which comes with the status 400. */
const isFollowed = ({ answer }: StoreError) => /"code"\s*:\s*4003\b/.test(answer ?? '');

async function trackingsOf(connection: AfterShipConnection, number: string) {
	const query = { tracking_numbers: number };
	const { body } = await callAfterShip(connection, { method: 'GET', path: '/trackings', query });
	const { trackings } = readAnswer(connection, 'GET /trackings', followed, body);
	return trackings.filter(({ tracking_number: other }) => other?.toUpperCase() === number);
}

/** What is not known is left out. The order's id in its shop says nothing here: two shops both have an order 77. */
function bodyOf({ carrier, orderNumber, reference, destination }: Tracking, number: string) {
	const fields = {
		tracking_number: number,
		...courierOf(carrier),
		order_id: reference,
		order_number: orderNumber,
		title: orderNumber,
		destination_country_region: alpha3Of(destination?.countryCode),
		destination_postal_code: destination?.postalCode,
	};
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => Boolean(value)));
}
