import { ZodError } from 'zod/v4';

const MOST_PROBLEMS = 5;
const LONGEST_PROBLEM = 200;

/** Of an error of ours, which may say at length what to do. */
const LONGEST_MESSAGE = 1_000;

/**
 * What is wrong, for a log or an answer: the first five problems, of at most 200 characters each, on one
 * line. A list of wrong entries has as many problems as entries, and their text was 128 MB.
 */
export function problemsIn(error: unknown): string {
	if (!(error instanceof ZodError)) {
		return oneLine(error instanceof Error ? error.message : String(error), LONGEST_MESSAGE);
	}
	const { issues } = error;
	const told = issues
		.slice(0, MOST_PROBLEMS)
		.map(({ path, message }) =>
			oneLine(path.length === 0 ? message : `${nameOf(path)} ${message}`, LONGEST_PROBLEM),
		);
	const more = issues.length - told.length;
	return told.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

const nameOf = (path: readonly PropertyKey[]) => `"${path.map(String).join('.')}":`;

function oneLine(text: string, longest: number): string {
	const cut = text.slice(0, longest).replace(/\s+/g, ' ');
	return text.length > longest ? `${cut.slice(0, longest - 1)}…` : cut;
}
