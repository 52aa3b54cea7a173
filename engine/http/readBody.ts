import { pipeline, type Duplex, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { HttpResponse } from './httpRequest.ts';

/** A `Map`: an object would also have a `constructor`, which is no way of packing. */
const UNPACKERS: ReadonlyMap<string, () => Duplex> = new Map([
	['gzip', createGunzip],
	['x-gzip', createGunzip],
	['deflate', createInflate],
	['br', createBrotliDecompress],
]);

/** What may come in packed. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br';

/** A body that was not read. */
export type Unread = {
	readonly unread: 'too_large' | 'broken' | 'packing';
	readonly cause?: unknown;
};

/**
 * Reads a body whole, and unpacks it.
 *
 * @param maxBytes of the unpacked body: what a packed one becomes is counted while it is being unpacked
 */
export async function readBody(
	{ headers, body }: Pick<HttpResponse, 'headers' | 'body'>,
	maxBytes: number,
): Promise<Buffer | Unread> {
	const packing = (headers['content-encoding'] ?? '').trim().toLowerCase();
	const unpacker = UNPACKERS.get(packing)?.();
	if (packing !== '' && packing !== 'identity' && unpacker === undefined) {
		body.destroy();
		return { unread: 'packing' };
	}
	const plain: Readable = unpacker === undefined ? body : pipeline(body, unpacker, () => {});
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of plain) {
			size += (chunk as Buffer).length;
			if (size > maxBytes) return { unread: 'too_large' };
			chunks.push(chunk as Buffer);
		}
	} catch (cause) {
		return { unread: 'broken', cause };
	} finally {
		body.destroy();
	}
	return Buffer.concat(chunks);
}
