import { existsSync, readFileSync } from 'node:fs';

/** An n8n that came to an end by itself, or by somebody else's hand. */
export type UnaskedEnd = {
	/** Which process of n8n: `start`, `worker` or `webhook`. */
	readonly command: string;
	/** The signal or the exit code. */
	readonly how: string;
	readonly logFile: string;
};

const SHOWN_LINES = 20;

/** Those that nobody has heard of yet. */
export const unaskedEnds: UnaskedEnd[] = [];

/**
 * For after each test: without it, a test goes on with the n8n that is started next, and passes.
 *
 * @throws Error naming each n8n that has ended unasked since the last call, with the end of its log
 */
export function failOnUnaskedEnd(): void {
	const ends = unaskedEnds.splice(0);
	if (ends.length === 0) return;
	const told = ends.map(({ command, how, logFile }) => {
		const log = existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
		const tail = log.split('\n').slice(-SHOWN_LINES).join('\n');
		return `n8n (${command}) has ended with ${how}, and nobody has asked for that. Its log ends with:\n${tail}`;
	});
	throw new Error(told.join('\n\n'));
}
