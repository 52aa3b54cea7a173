import { z } from 'zod/v4';
import type { Connection } from '../storeHttp.ts';
import { requiredListOf } from '../payloadFields.ts';
import { StoreError } from '../storeError.ts';
import type { Tracking, WriteResult } from '../storeSide.ts';
import { tellCustomer } from './addTrackingNote.ts';
import { isMissingRoute } from './absence.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { readAnswer } from './readAnswer.ts';
import { write } from './write.ts';

type WooConnection = Connection<WooCommerceCredentials>;
type Added = Pick<WriteResult, 'changed' | 'remark'>;

/** The extension's own, which those that took its place have too. */
const NAMESPACE = 'wc-shipment-tracking/v3';

const items = requiredListOf(z.object({ tracking_number: z.string().catch('') }));

/** `{Germany: {"DHL Intraship (DE)": "https://…"}}` */
const carriersByCountry = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * Adds a number with the Shipment Tracking extension. Without a day, it takes today for the day of shipping.
 *
 * @returns `null` where the shop has no such extension
 * @see https://woocommerce.com/document/shipment-tracking/ ("REST API")
 */
export async function addTrackingItem(
	call: WooCommerceCall,
	connection: WooConnection,
	tracking: Tracking,
): Promise<Added | null> {
	const { orderId, trackingNumber } = tracking;
	const path = `/orders/${orderId}/shipment-trackings`;
	try {
		if (await isThere(call, connection, path, trackingNumber)) {
			return { changed: false, remark: null };
		}
	} catch (error) {
		if (isMissingRoute(error)) return null;
		throw error;
	}
	await write(call, connection, {
		method: 'POST',
		namespace: NAMESPACE,
		path,
		json: {
			tracking_number: trackingNumber,
			...(await carrierOf(call, connection, path, tracking)),
		},
	});
	if (!tracking.notifyCustomer) return { changed: true, remark: null };
	return { changed: true, remark: await tellCustomer(call, connection, tracking) };
}

async function isThere(
	call: WooCommerceCall,
	connection: WooConnection,
	path: string,
	trackingNumber: string,
): Promise<boolean> {
	const { body } = await call(connection, { method: 'GET', namespace: NAMESPACE, path });
	const present = readAnswer(connection.credentials.storeUrl, `GET ${path}`, () =>
		items.parse(body),
	);
	return present.some((item) => item.tracking_number === trackingNumber);
}

/** For a carrier that the extension knows it makes the link itself; any other one is a "custom" one. */
async function carrierOf(
	call: WooCommerceCall,
	connection: WooConnection,
	path: string,
	{ carrier, trackingUrl }: Tracking,
): Promise<Record<string, string>> {
	if (trackingUrl !== null) {
		return {
			custom_tracking_provider: carrier ?? hostOf(trackingUrl),
			custom_tracking_link: trackingUrl,
		};
	}
	if (carrier === null) return {};
	const known = (await knownCarriers(call, connection, path)).find(
		(name) => lettersOf(name) === lettersOf(carrier),
	);
	return known ? { tracking_provider: known } : { custom_tracking_provider: carrier };
}

/** None where the extension does not tell: then the carrier has no link, and nothing else is lost. */
async function knownCarriers(
	call: WooCommerceCall,
	connection: WooConnection,
	path: string,
): Promise<string[]> {
	try {
		const { body } = await call(connection, {
			method: 'GET',
			namespace: NAMESPACE,
			path: `${path}/providers`,
		});
		return Object.values(carriersByCountry.safeParse(body).data ?? {}).flatMap(Object.keys);
	} catch (error) {
		if (error instanceof StoreError && (error.kind === 'not_found' || error.kind === 'rejected')) {
			return [];
		}
		throw error;
	}
}

const lettersOf = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).hostname : url);
