const LONGEST_NAME_CHARACTERS = 40;
/** What a name that is cut is looked at of: a name of a megabyte costs no more than a long one. */
const LOOKED_AT_CHARACTERS = 400;

/** Line ends, control characters, and what turns the direction of writing around; not the joiners of Persian and Hindi names. */
const CONTROLS = /(?:(?![\u200c\u200d])[\p{C}\p{Zl}\p{Zp}])+/gu;
const JOINERS = /[\u200c\u200d]/g;
/** The dots that browsers and mail programs take for one in an address. */
const DOT = '[.\\u3002\\uff0e\\uff61]';
const END = '(?:[/:?#]|$|[^\\p{L}\\p{N}])';
/** What a mail program makes a link of: `https://…`, `www.…`, `name@host`, `host.top/path`; `J.Smith` is a name. */
const ADDRESS = new RegExp(
	[
		`://|@|\\uff20|^www${DOT}`,
		`[\\p{L}\\p{N}-]{2}${DOT}(?:\\p{L}{2,}|xn--[\\p{L}\\p{N}-]+)${END}`,
		`[\\p{L}\\p{N}]${DOT}(?:\\p{L}{2}|com|net|org)${END}`,
	].join('|'),
	'iu',
);

/**
 * A name that a customer has typed, as it may stand in an e-mail that the shop sends.
 *
 * Whoever fills in a stranger's e-mail address and "Win at evil.example" as a name would have the shop
 * mail it to the stranger. So an address in a name is dropped, and the name is cut to 40 characters.
 *
 * @returns `null` where nothing is left
 */
export function personName(typed: string | null): string | null {
	if (typed === null) return null;
	const words = typed
		.slice(0, LOOKED_AT_CHARACTERS)
		.replace(CONTROLS, ' ')
		.split(/\s+/)
		.filter((word) => word !== '' && !ADDRESS.test(word.replace(JOINERS, '')));
	const chars = [...words.join(' ')];
	if (chars.length === 0) return null;
	if (chars.length <= LONGEST_NAME_CHARACTERS) return chars.join('');
	return `${chars
		.slice(0, LONGEST_NAME_CHARACTERS - 1)
		.join('')
		.trimEnd()}…`;
}
