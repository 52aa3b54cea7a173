import { ActionError } from '../../actions/actionError.ts';
import { parseAddress, type MailAddress } from './parseAddress.ts';

const MAX_ADDRESSES = 50;

/**
 * Reads addresses as a person writes them: `anna@example.com, Team <team@example.com>`, separated by
 * commas or semicolons, or a list of such texts. The comma in `Müller, Anna <anna@example.com>` separates
 * nothing. The same address twice counts once.
 *
 * @param field as the form names it, for the error
 * @throws ActionError
 */
export function parseAddresses(field: string, given: unknown): MailAddress[] {
	const parts = (Array.isArray(given) ? given : [given]).flatMap((text: unknown) => {
		if (text === null || text === undefined) return [];
		if (typeof text === 'string') return splitList(text);
		throw new ActionError(
			'setup',
			`${field}: ${JSON.stringify(text)} is not a text with an address.`,
		);
	});
	if (parts.length > MAX_ADDRESSES) {
		throw new ActionError(
			'setup',
			`${field}: ${parts.length} addresses given, at most ${MAX_ADDRESSES} are possible in one e-mail.`,
		);
	}
	const found = new Map<string, MailAddress>();
	for (const part of parts) {
		const mailbox = parseAddress(field, part);
		const key = mailbox.address.toLowerCase();
		if (!found.has(key)) found.set(key, mailbox);
	}
	return [...found.values()];
}

function splitList(text: string): string[] {
	const parts: Array<{ text: string; before: string }> = [];
	let part = '';
	let before = '';
	let quoted = false;
	for (const char of text) {
		if (char === '"') quoted = !quoted;
		if (!quoted && (char === ',' || char === ';')) {
			parts.push({ text: part, before });
			[part, before] = ['', char];
		} else part += char;
	}
	parts.push({ text: part, before });
	return withNames(parts).filter((each) => each.trim() !== '');
}

/** Puts what stands before a comma and is no address back to the name that it begins. */
function withNames(parts: ReadonlyArray<{ text: string; before: string }>): string[] {
	const whole: string[] = [];
	let names: string[] = [];
	for (const { text, before } of parts) {
		if (before !== ',') whole.push(...names.splice(0));
		if (text.includes('@')) {
			const hasName = text.trimEnd().endsWith('>') && !text.trimStart().startsWith('<');
			whole.push(...(hasName ? [[...names, text].join(',')] : [...names, text]));
			names = [];
		} else names.push(text);
	}
	return [...whole, ...names];
}
