import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';

const MAX_REASONS = 5;

/** One error for all items of a run that failed: which, and why. Items are counted from 0, as n8n does. */
export function failRun(
	node: INode,
	itemCount: number,
	failures: ReadonlyArray<{ itemIndex: number; error: Error }>,
	what = 'e-mails',
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
	const message = `${failures.length} of ${itemCount} ${what} could not be sent`;
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
