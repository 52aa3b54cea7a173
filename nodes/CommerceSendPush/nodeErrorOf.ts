import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';
import { PushError } from '../../engine/messages/push/pushError.ts';

/** An error as n8n shows it: of the push service's side, or of something to be put right in the node. */
export function nodeErrorOf(
	node: INode,
	error: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (error instanceof PushError && error.kind !== 'setup') {
		const { message, httpStatus, retryable } = error;
		const description = retryable
			? 'This may go away by itself: the same notification can be sent later.'
			: 'This does not go away by itself: something has to be changed first.';
		return new NodeApiError(node, { message, httpStatus, retryable } as JsonObject, {
			message,
			description,
			itemIndex,
			...(httpStatus !== null && { httpCode: String(httpStatus) }),
		});
	}
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return new NodeOperationError(node, error instanceof Error ? error : new Error(String(error)), {
		itemIndex,
	});
}
