import type { z } from 'zod/v4';
import { unknownFieldSentence, type Part } from './unknownFieldSentence.ts';

const LONGEST_SHOWN = 60;

/** Of what is given below such a name, nothing is repeated: it may be a key. */
const SOUNDS_SECRET = /secret|token|key|auth|passw|credential|header/i;

const TYPES: Readonly<Record<string, string>> = {
	string: 'a text',
	number: 'a number',
	int: 'a whole number',
	boolean: 'true or false',
	array: 'a list',
	object: 'an object',
	record: 'an object',
	null: 'null',
	never: 'nothing',
};

const FORMATS: Readonly<Record<string, string>> = {
	uuid: 'a guid, such as 8f7b6c5d-4e3f-4a2b-9c1d-0e9f8a7b6c5d',
	guid: 'a guid, such as 8f7b6c5d-4e3f-4a2b-9c1d-0e9f8a7b6c5d',
	datetime: 'a moment, such as 2026-01-31T08:00:00Z',
	date: 'a day, such as 2026-01-31',
	email: 'an e-mail address',
	url: 'a web address, such as https://example.com',
};

/**
 * Words for what zod finds wrong, for which a schema has none of its own: what was given, and what is allowed. Nothing
 * that may be secret is repeated.
 */
export const issueWords =
	(part: Part): z.core.$ZodErrorMap =>
	(issue) => {
		switch (issue.code) {
			case 'unrecognized_keys':
				return unknownFieldSentence(String(issue.keys[0]), fieldsOf(issue.inst), part);
			case 'invalid_type': {
				const wanted = TYPES[issue.expected] ?? issue.expected;
				if (typeof issue.input === 'object' && wanted === kindOf(issue.input)) {
					return 'it must be an object that has no field "constructor".';
				}
				return issue.input === undefined
					? `it is needed: ${wanted}.`
					: `it must be ${wanted}, not ${kindOf(issue.input)}.`;
			}
			case 'invalid_value': {
				const allowed = issue.values.map(String).join(', ');
				if (issue.input === undefined) return `it is needed. Allowed are ${allowed}.`;
				const only = issue.values.length === 1 ? 'Allowed is' : 'Allowed are';
				return `${shown(issue)} is not allowed. ${only} ${allowed}.`;
			}
			case 'invalid_format': {
				const wanted = FORMATS[issue.format];
				return wanted === undefined ? undefined : `${shown(issue)} is not ${wanted}.`;
			}
			case 'too_small':
			case 'too_big':
				return sizeWords(issue);
			case 'invalid_union':
				return unionWords(issue);
			default:
				return undefined;
		}
	};

/** @returns `undefined` where one of several objects may be meant, and zod knows better which */
function unionWords({ input, errors }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>) {
	if (input === undefined) return 'it is needed.';
	const wanted = errors.map(([first]) =>
		first?.code === 'invalid_type' && first.path.length === 0
			? (TYPES[first.expected] ?? first.expected)
			: null,
	);
	return wanted.includes(null)
		? undefined
		: `it must be ${wanted.join(' or ')}, not ${kindOf(input)}.`;
}

function fieldsOf(inst: z.core.$ZodRawIssue['inst']): string[] {
	const { shape } = (inst?._zod.def ?? {}) as { shape?: Readonly<Record<string, unknown>> };
	return Object.keys(shape ?? {});
}

const UNITS: Readonly<Record<string, string>> = { string: 'character', array: 'entry' };
const plural = (count: number, unit: string) =>
	count === 1 ? `1 ${unit}` : `${count} ${unit.replace(/y$/, 'ie')}s`;

function sizeWords(
	issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig>,
): string | undefined {
	const isSmall = issue.code === 'too_small';
	const bound = Number(isSmall ? issue.minimum : issue.maximum);
	const limit = `at ${isSmall ? 'least' : 'most'}`;
	const unit = UNITS[issue.origin];
	if (unit !== undefined) {
		const { length } = issue.input as string | unknown[];
		if (isSmall && length === 0) return 'it is empty.';
		return `it has ${plural(length, unit)}; ${limit} ${plural(bound, unit)} ${bound === 1 ? 'is' : 'are'} ${isSmall ? 'needed' : 'allowed'}.`;
	}
	if (issue.origin !== 'number' && issue.origin !== 'int') return undefined;
	return `it is ${String(issue.input)}; it must be ${limit} ${bound}.`;
}

/** The kind of a value, as the end of a sentence. */
function kindOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'boolean') return String(value);
	if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : `${value}`;
	return TYPES[typeof value] ?? 'something else';
}

const shown = ({ input, path = [] }: z.core.$ZodRawIssue): string => shownInput(input, path);

/** What was given, shortened, as the beginning of a sentence; nothing that may be secret. */
export function shownInput(input: unknown, path: readonly PropertyKey[]): string {
	if (typeof input !== 'string') return kindOf(input);
	if (path.some((name) => SOUNDS_SECRET.test(String(name)))) return 'What was given';
	return JSON.stringify(
		`${input.slice(0, LONGEST_SHOWN)}${input.length > LONGEST_SHOWN ? '…' : ''}`,
	);
}
