import type { HttpResponse } from '../../http/httpRequest.ts';
import { readBody, type Unread } from '../../http/readBody.ts';
import { parseJson } from '../../providers/parseJson.ts';
import type { HttpAnswer } from '../../actions/actionError.ts';

/** Of the unpacked body. */
export const MAX_RESPONSE_BYTES = 1024 * 1024;

/** A JSON body that is nested more deeply is given as text: what works on it later might not bear it. */
const MAX_JSON_DEPTH = 100;

const PROBLEMS: Readonly<Record<Unread['unread'], string>> = {
	packing: 'It is packed in a way that is not known.',
	too_large: 'It is larger than 1 MB.',
	broken: 'It did not arrive whole.',
};

/**
 * Reads an answer. A body that is too large, broken or late is left out and the reason is told: the status
 * alone says whether the receiver has taken the webhook over.
 */
export async function readResponse(response: HttpResponse): Promise<HttpAnswer> {
	const { status, headers } = response;
	const read = await readBody(response, MAX_RESPONSE_BYTES);
	return 'unread' in read
		? { status, headers, body: null, bodyProblem: PROBLEMS[read.unread] }
		: { status, headers, body: bodyOf(read, headers['content-type'] ?? ''), bodyProblem: null };
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
