import { retryAfterMs } from './retryAfterMs.ts';
import { withoutSecrets } from './sentSecrets.ts';
import { StoreError, type StoreErrorKind } from './storeError.ts';
import type { StoreRequest } from './storeHttp.ts';

export type UnusableAnswer = {
	readonly request: StoreRequest;
	/** What must not be shown, though the store may repeat it. */
	readonly secrets: readonly string[];
	readonly status: number;
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly text: string;
	/** The JSON in `text`; `undefined` where it is none. */
	readonly body: unknown;
	readonly now: Date;
};

const LONGEST_ANSWER = 500;
const LONGEST_REASON = 200;

/** The error that a store's answer is when it is not 2xx with JSON. */
export function answerError(answer: UnusableAnswer): StoreError {
	const { status, headers, text, secrets, now } = answer;
	const kind = kindOf(answer);
	return new StoreError(kind, withoutSecrets(messageOf(answer, kind), secrets), {
		status,
		retryAfterMs: retryAfterMs(headers['retry-after'], now) ?? resetMs(headers),
		answer: withoutSecrets(text, secrets).slice(0, LONGEST_ANSWER) || null,
		redirectTo: kind === 'redirect' ? redirectTarget(headers.location, answer.request.url) : null,
	});
}

/** How long BigCommerce (in milliseconds) and version 1 of ShipStation (in seconds) ask to wait. */
function resetMs(headers: UnusableAnswer['headers']): number | null {
	const { 'x-rate-limit-time-reset-ms': inMs = '', 'x-rate-limit-reset': inSeconds = '' } = headers;
	if (/^\d{1,8}$/.test(inMs)) return Number(inMs);
	return /^\d{1,4}$/.test(inSeconds) ? Number(inSeconds) * 1_000 : null;
}

/**
 * Asks for a person at a browser, whatever its status: Cloudflare (403, 429, 503), SiteGround (202, 429).
 *
 * @see https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
 */
const CHALLENGE =
	/\b_cf_chl_opt\b|\/\.well-known\/(?:sg|wp)?captcha\b|\/cdn-cgi\/challenge-platform\//;

const isChallenge = ({ headers, text, body }: UnusableAnswer): boolean =>
	headers['cf-mitigated'] === 'challenge' ||
	(body === undefined && CHALLENGE.test(text.slice(0, LOOKED_AT)));

/** Of a web page: what it is stands near its beginning. */
const LOOKED_AT = 20_000;

function kindOf(answer: UnusableAnswer): StoreErrorKind {
	const { status, body } = answer;
	if (isChallenge(answer)) return 'not_json';
	if (status >= 300 && status < 400) return 'redirect';
	if (status === 401) return 'unauthorized';
	if (status === 404 || status === 410) return 'not_found';
	if (status === 429) return 'throttled';
	if (status === 408 || status >= 500) return 'unavailable';
	if (body === undefined) return 'not_json';
	return status === 403 ? 'forbidden' : 'rejected';
}

function messageOf(answer: UnusableAnswer, kind: StoreErrorKind): string {
	const { request, status, headers } = answer;
	const { origin, pathname } = new URL(request.url);
	const said = `${origin} answered ${status} to ${request.method} ${pathname}`;
	const reason = reasonOf(answer);
	const because = reason ? `${said}: ${reason}` : `${said}.`;
	switch (kind) {
		case 'redirect':
			return `${said} and sends calls on to ${redirectTarget(headers.location, request.url) ?? 'another address'}. Enter the address that the shop really has as store URL.`;
		case 'unauthorized':
			return `${because} The keys are wrong or are no longer valid. Copy them from the shop again.`;
		case 'forbidden':
			return `${because} The keys may not do this. Give them the right to it in the shop.`;
		case 'not_found':
			return `${because} There is nothing at this address. Is the store URL right?`;
		case 'throttled':
			return `${because} It gets too many calls at present. Try again later.`;
		case 'unavailable':
			return `${because} It has trouble at present. Try again later.`;
		case 'not_json':
			return isWebPage(answer)
				? `${said} with a web page instead of data. A firewall, a security plugin or a maintenance page stands before the shop's API: let calls to ${pathname} through.`
				: `${said} with something that is not complete JSON. A plugin or an error in the shop spoils its API's answers.`;
		default:
			return because;
	}
}

function isWebPage({ text, headers }: UnusableAnswer): boolean {
	return (
		/text\/html/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype|html|head)/i.test(text)
	);
}

/** What the shops that are known, and docs/generic-store.md, put into an error. */
const ERROR_FIELDS = new Set([
	'additional_data',
	'additional_errors',
	'code',
	'data',
	'details',
	'error',
	'error_description',
	'errors',
	'message',
	'meta',
	'request_id',
	'status',
	'statusCode',
	'success',
	'title',
	'type',
]);

/** Anything else may come from a server that is no shop, and is nobody's to read. */
const isErrorOfShop = (body: unknown): body is Record<string, unknown> =>
	typeof body === 'object' &&
	body !== null &&
	!Array.isArray(body) &&
	Object.keys(body).every((name) => ERROR_FIELDS.has(name));

/** Shopify's and BigCommerce's: sentences by the fields that they are about. */
const isByField = (errors: unknown): boolean =>
	typeof errors === 'object' &&
	errors !== null &&
	Object.keys(errors).length > 0 &&
	Object.values(errors)
		.flat()
		.every((sentence) => typeof sentence === 'string');

/** The sentence in which the store says why, wherever it is in its answer. */
function reasonOf({ body, secrets }: UnusableAnswer): string | null {
	// Version 2 of BigCommerce's API gives a list of one.
	const told: unknown = Array.isArray(body) && body.length === 1 ? body[0] : body;
	if (!isErrorOfShop(told)) return null;
	const { message, error_description, error, errors, title, meta } = told;
	const nested =
		typeof error === 'object' && error !== null ? (error as { message?: unknown }).message : error;
	const ofMeta = (Object(meta) as { message?: unknown }).message;
	const found = [message, error_description, nested, errors, firstMessageIn(errors), ofMeta].find(
		(candidate) => typeof candidate === 'string' && candidate.trim() !== '',
	) as string | undefined;
	const given = found ?? (isByField(errors) ? JSON.stringify(errors) : title);
	if (typeof given !== 'string' || given.trim() === '') return null;
	const sentence = withoutSecrets(given, secrets)
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, LONGEST_REASON);
	return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Of a list of errors, each with a sentence: ShipStation's `message`, Sendcloud's `detail` as JSON:API has it. */
function firstMessageIn(errors: unknown): unknown {
	const [first] = Array.isArray(errors) ? (errors as unknown[]) : [];
	const { message, detail } = Object(first) as { message?: unknown; detail?: unknown };
	return message ?? detail;
}

/** Where a redirect leads, without what may be a key; `null` where it does not say. */
export function redirectTarget(location: string | undefined, from: string): string | null {
	if (location === undefined || !URL.canParse(location, from)) return null;
	return withoutQuery(new URL(location, from).href);
}

/** Addresses may carry keys in their query. */
function withoutQuery(url: string): string {
	const { origin, pathname } = new URL(url);
	return origin + pathname;
}
