import { ActionError } from '../../actions/actionError.ts';

/** What the name of a header may be. */
export const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
/** Of the value of one. */
export const LONGEST_HEADER = 4096;
/** Printable Latin-1 (RFC 9110 section 5.5): no line ends, no other control characters. */
const VALUE = /^[\t\x20-\x7e\xa0-\xff]*$/;
export const MAX_HEADERS = 50;

/** Those of one connection (RFC 9110 section 7.6.1), and those that are made from the message itself. */
const CONNECTION = new Set([
	...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection'],
	...['te', 'trailer', 'transfer-encoding', 'upgrade', 'http2-settings'],
	...['host', 'content-length', 'content-encoding', 'accept-encoding', 'expect'],
]);
const SIGNATURE = new Set(['webhook-id', 'webhook-timestamp', 'webhook-signature']);
/** Names, in lower case, of headers that nobody may set. */
export const REFUSED_HEADERS: readonly string[] = [...CONNECTION, ...SIGNATURE];
const ALWAYS_SECRET = new Set(['authorization', 'cookie']);
/** Names that are known to hold no secret although they sound like it: another one for each event, or words. */
const HARMLESS = /idempotency[-_]?key|author(?!i)|keyword/g;
const SOUNDS_SECRET = /key|token|secret|auth|passw/;

/**
 * Where a header was entered. Only a credential is a place for secrets; the first version of the node has
 * taken all but `Authorization` and `Cookie`, and still does.
 */
export type HeaderPlace = 'node' | 'firstNode' | 'credential';

/** Whether a header of this name carries a key, as far as its name tells. */
export function isKeyHeader(name: string): boolean {
	const lower = name.trim().toLowerCase();
	return ALWAYS_SECRET.has(lower) || SOUNDS_SECRET.test(lower.replace(HARMLESS, ''));
}

/** One header as it was entered. */
export type GivenHeader = { readonly name: string; readonly value: string };

/**
 * Checks headers of a merchant's own. Names come out in lower case; rows without name and value are left
 * out.
 *
 * @throws ActionError naming the header; of its value, nothing is repeated
 */
export function webhookHeaders(
	given: readonly GivenHeader[],
	place: HeaderPlace = 'node',
): Record<string, string> {
	const field = place === 'credential' ? 'Webhook credential' : 'Headers';
	const isRefused = { node: isKeyHeader, firstNode: isAlwaysSecret, credential: () => false }[
		place
	];
	const fail = (problem: string) => new ActionError('setup', `${field}: ${problem}`);
	const rows = given
		.map(({ name, value }) => ({ typed: name.trim(), value: value.trim() }))
		.filter(({ typed, value }) => typed !== '' || value !== '');
	if (rows.length > MAX_HEADERS) throw fail(`there are more than ${MAX_HEADERS}.`);

	const headers = new Map<string, string>();
	for (const { typed, value } of rows) {
		const name = typed.toLowerCase();
		if (!HEADER_NAME.test(name)) {
			throw fail(
				`${JSON.stringify(typed.slice(0, 50))} is not the name of a header. It has letters, digits and hyphens, such as X-Source.`,
			);
		}
		if (CONNECTION.has(name)) throw fail(`${typed} is set by the connection itself. Remove it.`);
		if (SIGNATURE.has(name)) {
			throw fail(`${typed} is part of the signature, and is set by this node. Remove it.`);
		}
		if (isRefused(name)) {
			throw fail(
				`${typed} carries a key, and a workflow is no place for one. Put it into the credential.`,
			);
		}
		if (!VALUE.test(value) || value.length > LONGEST_HEADER) {
			throw fail(
				`the value of ${typed} has line ends, control characters or letters that a header cannot hold, or is longer than ${LONGEST_HEADER} characters. Put it into the body.`,
			);
		}
		if (headers.has(name)) throw fail(`${typed} is given twice.`);
		headers.set(name, value);
	}
	return Object.fromEntries(headers);
}

const isAlwaysSecret = (name: string) => ALWAYS_SECRET.has(name);
