import { EmailError } from './emailError.ts';
import { parseAddress, type MailAddress } from './parseAddress.ts';

const MAX_ADDRESSES = 50;

/**
 * Reads addresses as a person writes them: `anna@example.com, Team <team@example.com>`, separated by
 * commas or semicolons, or a list of such texts. The same address twice counts once.
 *
 * @param field as the form names it, for the error
 * @throws EmailError
 */
export function parseAddresses(field: string, given: unknown): MailAddress[] {
	const parts = (Array.isArray(given) ? given : [given]).flatMap((text: unknown) => {
		if (text === null || text === undefined) return [];
		if (typeof text === 'string') return splitList(text);
		throw new EmailError(
			'setup',
			`${field}: ${JSON.stringify(text)} is not a text with an address.`,
		);
	});
	if (parts.length > MAX_ADDRESSES) {
		throw new EmailError(
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
	const parts: string[] = [];
	let part = '';
	let quoted = false;
	for (const char of text) {
		if (char === '"') quoted = !quoted;
		if (!quoted && (char === ',' || char === ';')) {
			parts.push(part);
			part = '';
		} else part += char;
	}
	return [...parts, part].filter((each) => each.trim() !== '');
}
