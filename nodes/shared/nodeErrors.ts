import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';
import {
	ActionError,
	failureOf,
	type ActionErrorKind,
	type Failure,
} from '../../engine/actions/actionError.ts';

/** Kinds that are put right in the node, or were nobody's fault. */
const OF_THE_NODE: readonly ActionErrorKind[] = ['setup', 'address', 'cancelled', 'unknown'];

/** An error as n8n shows it: of the other side, or of something to be put right in the node. */
export function nodeErrorOf(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const { kind, message, hint, retryable, retryAfterMs, isLeftAlone, status } = failureOf(error);
	if (OF_THE_NODE.includes(kind)) {
		return new NodeOperationError(node, message, {
			...(itemIndex !== undefined && { itemIndex }),
			...(hint !== null && { description: hint }),
		});
	}
	const description =
		hint ??
		(retryable
			? 'This may go away by itself: the same can be tried again later.'
			: 'This does not go away by itself: something has to be changed first.');
	const told = new NodeApiError(node, { message, status, retryable } as JsonObject, {
		message,
		description,
		...(itemIndex !== undefined && { itemIndex }),
		...(status !== null && { httpCode: String(status) }),
	});
	const passing: Passing = { retryable, retryAfterMs, isLeftAlone };
	if (retryable) told.context[PASSING] = passing;
	return told;
}

/** Under this name an error says of itself that it may pass: n8n keeps it when it makes another error of one. */
const PASSING = 'commercePassing';
type Passing = Pick<Failure, 'retryable' | 'retryAfterMs' | 'isLeftAlone'>;
const DEEPEST = 4;

/** The error that a sub-workflow has failed by, where the same may go through later; else `null`. */
export function passingErrorIn(error: unknown): ActionError | null {
	let current = error as { context?: Record<string, unknown>; errorResponse?: unknown } | undefined;
	for (let depth = 0; depth < DEEPEST && current; depth += 1) {
		const passing = current.context?.[PASSING] as Passing | undefined;
		if (passing !== undefined) return new ActionError('unavailable', messageOf(error), passing);
		current = (current.errorResponse ?? (current as Error).cause) as typeof current;
	}
	return null;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const MAX_REASONS = 5;

/**
 * One error for all items of a run that failed: which, and why. Items are counted from 0, as n8n does.
 *
 * @param what as in "2 of 3 e-mails could not be sent"
 */
export function failRun(
	node: INode,
	itemCount: number,
	failures: ReadonlyArray<{ itemIndex: number; error: Error }>,
	what: string,
): Error {
	if (itemCount === 1) return failures[0]!.error;
	const itemsOf = new Map<string, number[]>();
	for (const { itemIndex, error } of failures.toSorted((a, b) => a.itemIndex - b.itemIndex)) {
		itemsOf.set(error.message, [...(itemsOf.get(error.message) ?? []), itemIndex]);
	}
	const reasons = [...itemsOf].map(
		([reason, indexes]) =>
			`${indexes.length === 1 ? 'Item' : 'Items'} ${shown(indexes)}: ${reason}`,
	);
	const more = reasons.length > MAX_REASONS ? [`… and ${reasons.length - MAX_REASONS} more`] : [];
	const message = `${failures.length} of ${itemCount} ${what}`;
	const description = [...reasons.slice(0, MAX_REASONS), ...more].join('\n');
	const isRemote = failures.some(({ error }) => error instanceof NodeApiError);
	return isRemote
		? new NodeApiError(node, { message, description } as JsonObject, { message, description })
		: new NodeOperationError(node, message, { description });
}

function shown(indexes: readonly number[]): string {
	const first = indexes.slice(0, 10).join(', ');
	return indexes.length > 10 ? `${first} and ${indexes.length - 10} more` : first;
}
