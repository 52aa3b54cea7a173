import { createHmac, timingSafeEqual } from 'node:crypto';

/** The order that a page is about. */
export type CodedOrder = { readonly integrationGuid: string; readonly orderId: string };

/** What codes are signed with. Its version stands in each code, so that older codes stay good after another key. */
export type TrackingKey = { readonly version: number; readonly key: string };

const GUID_BYTES = 16;
/** What nobody can guess: 128 bits. */
const SIGNATURE_BYTES = 16;
const MOST_ID_BYTES = 255;
const MOST_VERSION = 255;
const LEAST_BYTES = 1 + GUID_BYTES + 1 + SIGNATURE_BYTES;
const MOST_BYTES = LEAST_BYTES + MOST_ID_BYTES - 1;

/** What a code looks like; whether it is one is for `readTrackingCode`. */
export const TRACKING_CODE = new RegExp(
	`^[\\w-]{${Math.ceil((LEAST_BYTES * 4) / 3)},${Math.ceil((MOST_BYTES * 4) / 3)}}$`,
);

const signatureOf = ({ version, key }: TrackingKey, named: Buffer): Buffer =>
	createHmac('sha256', key)
		.update(`page of an order ${version}`)
		.update(named)
		.digest()
		.subarray(0, SIGNATURE_BYTES);

/**
 * The code in the address of an order's page, in base64url: the version of the key, the store's guid, the store's id of
 * the order, and a signature. It names nobody.
 *
 * @returns `null` for an order whose id is no id, or longer than 255 bytes
 */
export function makeTrackingCode(
	key: TrackingKey,
	{ integrationGuid, orderId }: CodedOrder,
): string | null {
	const guid = Buffer.from(integrationGuid.replaceAll('-', ''), 'hex');
	const id = Buffer.from(orderId, 'utf8');
	const isNameable = guid.length === GUID_BYTES && id.length > 0 && id.length <= MOST_ID_BYTES;
	if (!isNameable || key.version > MOST_VERSION) return null;
	const named = Buffer.concat([Buffer.of(key.version), guid, id]);
	return Buffer.concat([named, signatureOf(key, named)]).toString('base64url');
}

/**
 * The order that a code names.
 *
 * @returns `null` for whatever was not made with one of the keys, to the last bit
 */
export function readTrackingCode(keys: readonly TrackingKey[], code: string): CodedOrder | null {
	if (!TRACKING_CODE.test(code)) return null;
	const bytes = Buffer.from(code, 'base64url');
	// The last character has bits that no byte is made of: two codes would be the same.
	if (bytes.length < LEAST_BYTES || bytes.toString('base64url') !== code) return null;
	const named = bytes.subarray(0, -SIGNATURE_BYTES);
	const key = keys.find(({ version }) => version === named[0]);
	if (key === undefined) return null;
	if (!timingSafeEqual(signatureOf(key, named), bytes.subarray(-SIGNATURE_BYTES))) return null;
	const guid = named.subarray(1, 1 + GUID_BYTES).toString('hex');
	return {
		integrationGuid: guid.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
		orderId: named.subarray(1 + GUID_BYTES).toString('utf8'),
	};
}
