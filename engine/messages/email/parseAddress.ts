import { domainToASCII } from 'node:url';
import { ActionError } from '../../actions/actionError.ts';
import { headerText } from './headerText.ts';

/** A mailbox: `{name: 'Anna', address: 'anna@example.com'}`. `name` is empty where none is given. */
export type MailAddress = { readonly name: string; readonly address: string };

const MAX_CHARS = 254;
const MAX_LOCAL_CHARS = 64;
/** A local part in quotes that holds nothing but what may also stand without them. */
const QUOTED = /^"([^"\\]*)"$/;
const LOCAL_PART = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u;
/** Carriers that gave out addresses with dots anywhere until 2009. */
const JAPANESE_CARRIER = /(^|\.)(?:docomo\.ne\.jp|ezweb\.ne\.jp|au\.com)$/;
const DOMAIN =
	/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$|^localhost$/;

/**
 * Reads one address: `anna@example.com` or `Anna <anna@example.com>`. A domain with umlauts is written as
 * DNS has it. Dots in unusual places, as old addresses of Japan's docomo have them, are put in quotes:
 * `a..b@docomo.ne.jp` is `"a..b"@docomo.ne.jp` to a mail server. At other domains they are taken for a slip
 * of whoever typed the address, unless the shop says that a customer has it. Quotes around anything else and address
 * literals (RFC 5321 section 4.1.2) are not taken: no shop's customer has one, and they are how header
 * injections are hidden.
 *
 * @param field as the form names it, for the error
 * @param from who has written it
 * @throws ActionError for anything that is not an address, and for a line break inside one
 */
export function parseAddress(
	field: string,
	given: string,
	from: 'merchant' | 'shop' = 'merchant',
): MailAddress {
	const text = given.trim();
	if (/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(text)) {
		throw wrong(field, text, 'holds a line break or another control character');
	}
	const open = text.lastIndexOf('<');
	const hasName = open >= 0 && text.endsWith('>');
	const bare = hasName ? text.slice(open + 1, -1).trim() : text;
	const name = hasName
		? text
				.slice(0, open)
				.trim()
				.replace(/^"(.*)"$/, '$1')
		: '';

	const at = bare.lastIndexOf('@');
	const local = bare.slice(0, Math.max(at, 0)).replace(QUOTED, '$1');
	const domain = domainToASCII(bare.slice(at + 1)).toLowerCase();
	const isOdd = /^\.|\.\.|\.$/.test(local);
	const isAddress =
		bare.length <= MAX_CHARS &&
		local.length <= MAX_LOCAL_CHARS &&
		LOCAL_PART.test(local) &&
		/[^.]/.test(local) &&
		(!isOdd || from === 'shop' || JAPANESE_CARRIER.test(domain)) &&
		DOMAIN.test(domain);
	if (!isAddress) throw wrong(field, text, 'is not an e-mail address');
	const written = isOdd ? `"${local}"` : local;
	return { name: headerText(name), address: `${written}@${domain}` };
}

function wrong(field: string, given: string, problem: string): ActionError {
	const shown = headerText(given).slice(0, 100);
	return new ActionError(
		'setup',
		`${field}: "${shown}" ${problem}. Write it like anna@example.com or Anna <anna@example.com>.`,
	);
}
