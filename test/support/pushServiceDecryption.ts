import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';

/** What a browser keeps of its subscription. All in base64url. */
export type BrowserKeys = {
	readonly privateKey: string;
	readonly publicKey: string;
	readonly auth: string;
};

const SALT_BYTES = 16;
const TAG_BYTES = 16;

/**
 * Reads a push message as a browser does, written from RFC 8291 section 3.4 and RFC 8188 section 2 alone.
 *
 * @throws Error when the message is not for these keys, or is not as the RFCs say
 */
export function decryptPush(message: Buffer, { privateKey, publicKey, auth }: BrowserKeys): Buffer {
	const salt = message.subarray(0, SALT_BYTES);
	const recordSize = message.readUInt32BE(SALT_BYTES);
	const idLength = message.readUInt8(SALT_BYTES + 4);
	const headerBytes = SALT_BYTES + 5 + idLength;
	const sender = message.subarray(SALT_BYTES + 5, headerBytes);
	const record = message.subarray(headerBytes);
	if (record.length > recordSize) throw new Error('There is more than one record.');

	const pair = createECDH('prime256v1');
	pair.setPrivateKey(privateKey, 'base64url');
	const receiver = Buffer.from(publicKey, 'base64url');
	const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), receiver, sender]);
	const secret = pair.computeSecret(sender);
	const ikm = derive(secret, Buffer.from(auth, 'base64url'), keyInfo, 32);
	const key = derive(ikm, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
	const nonce = derive(ikm, salt, Buffer.from('Content-Encoding: nonce\0'), 12);

	const decipher = createDecipheriv('aes-128-gcm', key, nonce);
	decipher.setAuthTag(record.subarray(-TAG_BYTES));
	const padded = Buffer.concat([decipher.update(record.subarray(0, -TAG_BYTES)), decipher.final()]);
	const end = padded.findLastIndex((byte) => byte !== 0);
	if (padded[end] !== 2) throw new Error('The last record does not end with the delimiter 2.');
	return padded.subarray(0, end);
}

function derive(ikm: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
	return Buffer.from(hkdfSync('sha256', ikm, salt, info, length));
}
