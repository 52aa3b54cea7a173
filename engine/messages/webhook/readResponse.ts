import type { IncomingMessage } from 'node:http';
import { pipeline, type Duplex, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { parseJson } from '../../providers/parseJson.ts';
import type { HttpAnswer } from '../../actions/actionError.ts';

/** Of the unpacked body: what a packed one becomes is counted while it is being unpacked. */
export const MAX_RESPONSE_BYTES = 1024 * 1024;

/** A JSON body that is nested more deeply is given as text: what works on it later might not bear it. */
const MAX_JSON_DEPTH = 100;

/** A `Map`: an object would also have a `constructor`, which is no way of packing. */
const UNPACKERS: ReadonlyMap<string, () => Duplex> = new Map([
	['gzip', createGunzip],
	['x-gzip', createGunzip],
	['deflate', createInflate],
	['br', createBrotliDecompress],
]);

/**
 * Reads an answer. A body that is too large, broken or late is left out and the reason is told: the status
 * alone says whether the receiver has taken the webhook over.
 */
export async function readResponse(message: IncomingMessage): Promise<HttpAnswer> {
	const status = message.statusCode ?? 0;
	const headers = headersOf(message);
	const read = await readBytes(message, headers['content-encoding'] ?? '');
	return typeof read === 'string'
		? { status, headers, body: null, bodyProblem: read }
		: { status, headers, body: bodyOf(read, headers['content-type'] ?? ''), bodyProblem: null };
}

/** @returns the reason where it cannot be read */
async function readBytes(message: IncomingMessage, encoding: string): Promise<Buffer | string> {
	const packing = encoding.trim().toLowerCase();
	const isPlain = packing === '' || packing === 'identity';
	const unpacker = UNPACKERS.get(packing)?.();
	if (!isPlain && unpacker === undefined) {
		message.destroy();
		return 'It is packed in a way that is not known.';
	}
	const body: Readable = unpacker === undefined ? message : pipeline(message, unpacker, () => {});
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of body) {
			size += (chunk as Buffer).length;
			if (size > MAX_RESPONSE_BYTES) return 'It is larger than 1 MB.';
			chunks.push(chunk as Buffer);
		}
	} catch {
		return 'It did not arrive whole.';
	} finally {
		message.destroy();
	}
	return Buffer.concat(chunks);
}

function headersOf(message: IncomingMessage): Record<string, string> {
	return Object.fromEntries(
		Object.entries(message.headers)
			.filter(([name]) => name !== 'set-cookie')
			.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
	);
}

function bodyOf(bytes: Buffer, contentType: string): unknown {
	const text = new TextDecoder().decode(bytes);
	if (text.trim() === '') return null;
	if (!/^[^;]*[/+]json\b/i.test(contentType)) return text;
	try {
		const value = parseJson(text);
		return isDeeperThan(MAX_JSON_DEPTH, value) ? text : value;
	} catch {
		return text;
	}
}

function isDeeperThan(depth: number, value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return depth === 0 || Object.values(value).some((inner) => isDeeperThan(depth - 1, inner));
}
