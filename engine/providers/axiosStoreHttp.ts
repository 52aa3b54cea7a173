import axios, { AxiosError, type AxiosResponse, type LookupAddressEntry } from 'axios';
import { resolveHost } from '../messages/webhook/webhookNetwork.ts';
import { answerError } from './answerError.ts';
import { parseJson } from './parseJson.ts';
import { sentSecrets } from './sentSecrets.ts';
import type { ShopAddresses } from './shopAddresses.ts';
import { StoreError } from './storeError.ts';
import type { StoreHttp, StoreRequest, StoreResponse } from './storeHttp.ts';
import { unreachableCause } from './unreachableCause.ts';

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
	const client = axios.create({
		maxRedirects: 0,
		maxContentLength: maxAnswerBytes,
		responseType: 'text',
		transformResponse: [(text: unknown) => text],
		validateStatus: () => true,
	});

	return async (request) => {
		const abort = AbortSignal.timeout(timeoutMs);
		let answer: AxiosResponse<string>;
		try {
			const pinned = addressesOf && (await pinnedTo(new URL(request.url), addressesOf));
			answer = await client.request<string>({ ...requestOf(request), ...pinned, signal: abort });
		} catch (error) {
			if (error instanceof StoreError) throw error;
			throw sendingError(error, request, abort.aborted ? timeoutMs : null, maxAnswerBytes);
		}
		return readAnswer(answer, request, now());
	};
}

/**
 * Connects to the addresses that were checked, and looks the name up no second time. Where calls go out
 * by a proxy, the proxy's own name is looked up as ever; the shop's may be known to the proxy alone.
 */
async function pinnedTo(url: URL, addressesOf: ShopAddresses) {
	try {
		const addresses = await addressesOf(url);
		return {
			// axios takes the list as the first of several values.
			lookup: async (hostname: string): Promise<[LookupAddressEntry[]]> => [
				[...(hostname === url.hostname ? addresses : await resolveHost(hostname))],
			],
		};
	} catch (error) {
		if (error instanceof StoreError && error.kind === 'unreachable' && hasProxy()) return {};
		throw error;
	}
}

const hasProxy = () =>
	['http_proxy', 'https_proxy', 'all_proxy'].some(
		(name) => process.env[name] || process.env[name.toUpperCase()],
	);

function requestOf({ method, url, headers, query, json, form }: StoreRequest) {
	const body = form ? new URLSearchParams(form).toString() : JSON.stringify(json);
	const contentType = form ? 'application/x-www-form-urlencoded' : 'application/json';
	return {
		method,
		url: query ? `${url}?${queryString(query)}` : url,
		data: body,
		headers: {
			accept: 'application/json',
			'user-agent': 'n8n-nodes-commerce',
			...(body === undefined ? {} : { 'content-type': contentType }),
			...headers,
		},
	};
}

/** Percent-encoded as RFC 3986 has it, which is what OAuth 1.0 signs. */
function queryString(query: Readonly<Record<string, string>>): string {
	return Object.entries(query)
		.map((pair) => pair.map(encodeURIComponent).join('='))
		.join('&');
}

function readAnswer(
	answer: AxiosResponse<string>,
	request: StoreRequest,
	now: Date,
): StoreResponse {
	const headers = Object.fromEntries(
		Object.entries(answer.headers).map(([name, value]) => [
			name.toLowerCase(),
			Array.isArray(value) ? value.join(', ') : String(value),
		]),
	);
	const text = typeof answer.data === 'string' ? answer.data : '';
	const body = readJson(text);
	if (answer.status >= 200 && answer.status < 300 && body !== undefined) {
		return { status: answer.status, headers, body };
	}
	throw answerError({
		request,
		secrets: sentSecrets(request),
		status: answer.status,
		headers,
		text,
		body,
		now,
	});
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

function sendingError(
	error: unknown,
	{ url }: StoreRequest,
	timedOutAfterMs: number | null,
	maxAnswerBytes: number,
): StoreError {
	const { origin } = new URL(url);
	if (timedOutAfterMs !== null) {
		return new StoreError(
			'timeout',
			`${origin} did not answer within ${timedOutAfterMs / 1_000} seconds. Try again later.`,
		);
	}
	const code = error instanceof AxiosError ? error.code : undefined;
	if (error instanceof AxiosError && /maxContentLength/.test(error.message)) {
		return new StoreError(
			'too_large',
			`${origin} answered with more than ${maxAnswerBytes / (1024 * 1024)} MB. This is not what was asked for.`,
		);
	}
	return new StoreError('unreachable', `${origin} cannot be reached: ${unreachableCause(code)}`);
}
