import { connectionCause } from '../http/connectionCause.ts';
import { httpRequest, type HostAddress, type HttpResponse } from '../http/httpRequest.ts';
import { readBody } from '../http/readBody.ts';
import { answerError } from './answerError.ts';
import { parseJson } from './parseJson.ts';
import { sentSecrets } from './sentSecrets.ts';
import type { ShopAddresses } from './shopAddresses.ts';
import { StoreError } from './storeError.ts';
import type { StoreHttp, StoreRequest, StoreResponse } from './storeHttp.ts';

export type StoreHttpLimits = {
	/** From the first byte sent to the last one received. */
	readonly timeoutMs?: number;
	/** Of the answer, unpacked. */
	readonly maxAnswerBytes?: number;
	readonly now?: () => Date;
	/** Checks where an address leads before anything is sent there; left out: it may lead anywhere. */
	readonly addressesOf?: ShopAddresses;
};

const DEFAULT_TIMEOUT_MS = 30_000;

/** A page of 100 orders with many lines each is about 2 MB. */
const DEFAULT_MAX_ANSWER_BYTES = 20 * 1024 * 1024;

/** Calls stores over HTTP. Follows no redirect: keys must not go where the merchant did not send them. */
export function axiosStoreHttp({
	timeoutMs = DEFAULT_TIMEOUT_MS,
	maxAnswerBytes = DEFAULT_MAX_ANSWER_BYTES,
	now = () => new Date(),
	addressesOf,
}: StoreHttpLimits = {}): StoreHttp {
	return async (request) => {
		const signal = AbortSignal.timeout(timeoutMs);
		const { origin } = new URL(request.url);
		const failed = (error: unknown) =>
			signal.aborted
				? new StoreError(
						'timeout',
						`${origin} did not answer within ${timeoutMs / 1_000} seconds. Try again later.`,
					)
				: new StoreError(
						'unreachable',
						`${origin} cannot be reached: ${connectionCause(error).why}`,
					);
		let response: HttpResponse;
		try {
			const addresses = addressesOf && (await checkedAddresses(new URL(request.url), addressesOf));
			response = await httpRequest({ ...requestOf(request), addresses, signal });
		} catch (error) {
			throw error instanceof StoreError ? error : failed(error);
		}
		const read = await readBody(response, maxAnswerBytes);
		if ('unread' in read && read.unread === 'broken') throw failed(read.cause);
		if ('unread' in read && read.unread === 'too_large') {
			throw new StoreError(
				'too_large',
				`${origin} answered with more than ${maxAnswerBytes / (1024 * 1024)} MB. This is not what was asked for.`,
			);
		}
		return readAnswer(response, 'unread' in read ? '' : read.toString(), request, now());
	};
}

/**
 * Where calls go out by a proxy, the shop's name may be known to the proxy alone.
 *
 * @returns `undefined` where the shop's name is not known here
 */
async function checkedAddresses(
	url: URL,
	addressesOf: ShopAddresses,
): Promise<readonly HostAddress[] | undefined> {
	try {
		return await addressesOf(url);
	} catch (error) {
		if (error instanceof StoreError && error.kind === 'unreachable' && hasProxy()) return undefined;
		throw error;
	}
}

const hasProxy = () =>
	['http_proxy', 'https_proxy', 'all_proxy'].some(
		(name) => process.env[name] || process.env[name.toUpperCase()],
	);

function requestOf({ method, url, headers, query, ...sent }: StoreRequest) {
	const { body, contentType } = bodyOf(sent);
	return {
		method,
		url: new URL(query ? `${url}?${queryString(query)}` : url),
		body,
		headers: {
			accept: 'application/json',
			'accept-encoding': 'gzip, br',
			'user-agent': 'n8n-nodes-commerce',
			...(body === undefined ? {} : { 'content-type': contentType }),
			...headers,
		},
	};
}

function bodyOf({ json, form, xml }: Pick<StoreRequest, 'json' | 'form' | 'xml'>) {
	if (xml !== undefined) return { body: xml, contentType: 'application/xml' };
	return form
		? {
				body: new URLSearchParams(form).toString(),
				contentType: 'application/x-www-form-urlencoded',
			}
		: { body: JSON.stringify(json), contentType: 'application/json' };
}

/** Percent-encoded as RFC 3986 has it, which is what OAuth 1.0 signs. */
function queryString(query: Readonly<Record<string, string>>): string {
	return Object.entries(query)
		.map((pair) => pair.map(encodeURIComponent).join('='))
		.join('&');
}

function readAnswer(
	{ status, headers }: HttpResponse,
	text: string,
	request: StoreRequest,
	now: Date,
): StoreResponse {
	const body = readJson(text);
	if (status >= 200 && status < 300 && body !== undefined) return { status, headers, body };
	throw answerError({ request, secrets: sentSecrets(request), status, headers, text, body, now });
}

/** @returns `null` for an empty text, `undefined` for what is not JSON */
function readJson(text: string): unknown {
	const trimmed = text.replace(/^\uFEFF/, '').trim();
	if (trimmed === '') return null;
	try {
		return parseJson(trimmed);
	} catch {
		return undefined;
	}
}
