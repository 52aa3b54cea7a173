import { createHash } from 'node:crypto';

/** Namespace of all guids that this package derives from a name. Never change it: guids are stored. */
const NAMESPACE = Buffer.from('5f0c0a9a4d0c5e6b9f8b1f6f0f6f7e11', 'hex');

/**
 * The UUIDv5 of a name: the same name gives the same guid on every installation.
 *
 * @see RFC 9562 section 5.5
 */
export function uuidFor(name: string): string {
	const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
	bytes[6] = (bytes[6]! & 0x0f) | 0x50;
	bytes[8] = (bytes[8]! & 0x3f) | 0x80;
	return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
