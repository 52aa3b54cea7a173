import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { AxiosError } from 'axios';
import { redirectTarget } from '../../engine/providers/answerError.ts';
import { connectionCause } from '../../engine/http/connectionCause.ts';
import { N8nApiError } from './n8nApiError.ts';
import { safeText } from '../../engine/history/safeText.ts';

/** One request to n8n's public API. */
export type N8nRequest = {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Below `/api/v1`. */
	readonly path: string;
	/** What the key has to be allowed, in n8n's words: named when n8n refuses. */
	readonly scope: string;
	readonly query?: Readonly<Record<string, string | number | boolean>>;
	readonly json?: unknown;
	/** How long an answer is waited for, where that is not the usual. */
	readonly timeoutMs?: number;
};

/** @returns n8n's answer, unpacked, not yet checked @throws N8nApiError */
export type AskN8n = (request: N8nRequest) => Promise<unknown>;

/** n8n's own words, in characters. */
const LONGEST_SAID = 2_000;
const TIMEOUT_MS = 30_000;
/** A page of 250 large workflows. */
const MAX_ANSWER_BYTES = 100 * 1024 * 1024;

/**
 * Calls the public API of an n8n.
 *
 * @param url where n8n is, with its path if it has one, without a trailing slash
 * @see https://docs.n8n.io/api/
 */
export function createAskN8n({ url, apiKey }: { url: string; apiKey: string }): AskN8n {
	const client = axios.create({
		baseURL: `${url}/api/v1`,
		headers: { accept: 'application/json', 'x-n8n-api-key': apiKey },
		httpAgent: new HttpAgent({ keepAlive: true }),
		httpsAgent: new HttpsAgent({ keepAlive: true }),
		maxContentLength: MAX_ANSWER_BYTES,
		maxRedirects: 0,
		// n8n is a neighbour: a proxy for the way out would never find it.
		proxy: false,
		timeout: TIMEOUT_MS,
		validateStatus: () => true,
	});

	return async (request) => {
		const { method, path, query, json, timeoutMs = TIMEOUT_MS } = request;
		if (apiKey === '') {
			throw new N8nApiError(
				{ method, path, status: 401, said: '' },
				'The Commerce API credential has no n8n API key. Make one in n8n under "Settings > n8n API", and enter it there.',
			);
		}
		const answer = await client
			.request<unknown>({ method, url: path, params: query, data: json, timeout: timeoutMs })
			.catch((error: unknown) => {
				throw unreachable(url, request, error);
			});
		if (answer.status >= 200 && answer.status < 300) return answer.data;
		if (answer.status >= 300 && answer.status < 400) {
			throw sentOn(url, request, answer.status, answer.headers.location as unknown);
		}
		throw refused(request, answer.status, answer.data);
	};
}

/** The key does not go where n8n, or what stands before it, sends on to. */
function sentOn(
	url: string,
	{ method, path }: N8nRequest,
	status: number,
	location: unknown,
): N8nApiError {
	const target =
		redirectTarget(typeof location === 'string' ? location : undefined, url) ?? 'another address';
	return new N8nApiError(
		{ method, path, status, said: '' },
		`${url} answered ${status} and sends calls on to ${target}. Enter the address that n8n really has as n8n URL in the Commerce API credential.`,
	);
}

function refused(
	{ method, path, scope }: N8nRequest,
	status: number,
	answer: unknown,
): N8nApiError {
	const { message } = (answer ?? {}) as { message?: unknown };
	const said = typeof message === 'string' ? safeText(message, LONGEST_SAID) : '';
	return new N8nApiError({ method, path, status, said }, sentenceFor(), undefined);

	function sentenceFor(): string {
		if (status === 401) {
			return 'n8n does not accept the n8n API key. Make a new one in n8n under "Settings > n8n API", and enter it in the Commerce API credential.';
		}
		if (status === 403) {
			return `The n8n API key may not do this: it lacks the scope "${scope}". Make a key with it in n8n under "Settings > n8n API", and enter it in the Commerce API credential.`;
		}
		return `n8n answered ${method} ${path} with ${status}${said === '' ? '' : `: ${said}`}`;
	}
}

function unreachable(
	url: string,
	{ method, path, timeoutMs = TIMEOUT_MS }: N8nRequest,
	error: unknown,
): N8nApiError {
	const code = error instanceof AxiosError ? error.code : undefined;
	const cause =
		code === 'ECONNABORTED'
			? `it did not answer within ${timeoutMs / 1_000} seconds.`
			: code === 'ECONNREFUSED'
				? 'nothing answers at this address (connection refused).'
				: connectionCause(error).why;
	return new N8nApiError(
		{ method, path, status: null, said: '' },
		`n8n cannot be reached at ${url}: ${cause} Is the n8n URL of the Commerce API credential right?`,
	);
}
