import type { z } from 'zod/v4';
import { ApiError } from './apiError.ts';
import { issueWords, shownInput } from './issueWords.ts';
import type { Part } from './unknownFieldSentence.ts';

/** Of a field's name that a caller made up: no answer repeats more of it. */
const LONGEST_SHOWN = 100;

/** Where something was sent, for the message. */
type Place = {
	/** The path of the field that it is. */
	readonly under?: readonly string[];
	readonly part?: Part;
};

/**
 * Reads what was sent. A field that does not exist is told before anything else: a misspelt field that is
 * needed would only be missing.
 *
 * @throws ApiError "conditions.status: …": the field's path and what is wrong with it
 */
export function parseAsked<T>(
	schema: z.ZodType<T>,
	given: unknown,
	{ under = [], part = 'field' }: Place = {},
): T {
	const parsed = schema.safeParse(given, { error: issueWords(part) });
	if (parsed.success) return parsed.data;
	const { issues } = parsed.error;
	const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!;
	if (issue.code === 'custom' && issue.params?.answer === 'NOT_FOUND') {
		throw new ApiError('NOT_FOUND', issue.message);
	}
	const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
	const field = [...under, ...issue.path.map(String), ...unknown].join('.');
	const message =
		given === undefined && field === '' ? 'A body is needed.' : sentenceOf(issue, given);
	throw new ApiError(
		'CONFIGURATION_ERROR',
		field === '' ? message : `${field.slice(0, LONGEST_SHOWN)}: ${message}`,
	);
}

/** Schemas say of some fields no more than what is allowed: "a whole number from 1 to 250". */
function sentenceOf({ message, path }: z.core.$ZodIssue, given: unknown): string {
	if (/[.?!]$/.test(message)) return message;
	const held = path.reduce<unknown>(
		(value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
		given,
	);
	return held === undefined
		? `it is needed: ${message}.`
		: `${shownInput(held, path)} is not ${message}.`;
}
