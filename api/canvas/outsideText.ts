import { holdsExpression } from '../../nodes/shared/fillExpressions.ts';
import { ApiError } from '../http/apiError.ts';

/** n8n takes every text that begins with `=` for an expression; another version of it might trim first. */
const BEGINS_EXPRESSION = /^\s*=/;
/** Control characters, but for tab and line breaks; and those that change the direction of writing. */
const INVISIBLES = String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff`;
const INVISIBLE = new RegExp(`[${INVISIBLES}]`, 'g');
/** A regular expression for texts of which `shownText` leaves something, as JSON Schema writes one. */
export const SHOWABLE = `[^\\s=${INVISIBLES}]`;
const BREAKS = /[\s\u2028\u2029]+/g;

/** n8n's limit of the name of a workflow or of a credential, less what is put before or behind it. */
export const LONGEST_SHOWN_NAME = 80;

/** Whether n8n would run a text that stands in a parameter or in a credential. */
export const isExpression = (text: string): boolean => BEGINS_EXPRESSION.test(text);

/**
 * A text from outside as a name or as a piece of a note: one line, trimmed, cut to a length, without
 * control characters, and without what any version of n8n could take for the beginning of an expression.
 */
export function shownText(text: string, longest: number): string {
	const line = text.toWellFormed().replace(BREAKS, ' ').replace(INVISIBLE, '');
	const words = line.replace(/^[\s=]+/, '').replace(/\{(?=\{)|\}(?=\})/g, '$& ');
	return Array.from(words).slice(0, longest).join('').trim();
}

/**
 * A Liquid template from outside as a parameter of a node. A `=` at its beginning is written as a value
 * of the template, so that n8n does not take the template for an expression.
 *
 * @param field as the request has it, for the message
 * @throws ApiError 400 for an expression of n8n in it: only a person who draws in n8n may write these
 */
export function templateText(field: string, text: string): string {
	if (holdsExpression(text)) {
		throw new ApiError(
			'CONFIGURATION_ERROR',
			`${field}: "{{ $… }}" is an expression of n8n, which the API does not take. Write Liquid, such as {{ order.number }}.`,
		);
	}
	const clean = text.toWellFormed().replace(INVISIBLE, '');
	const start = clean.search(/\S/);
	return isExpression(clean) ? `${clean.slice(0, start)}{{ '=' }}${clean.slice(start + 1)}` : clean;
}
