import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';
import { WebhookError, type WebhookErrorKind } from '../../engine/messages/webhook/webhookError.ts';

/** Kinds that are put right in the node, or were nobody's fault. */
const OF_THE_NODE: readonly WebhookErrorKind[] = ['setup', 'address', 'cancelled'];

/** An error as n8n shows it: of the receiver's side, or of something to be put right in the node. */
export function nodeErrorOf(
	node: INode,
	error: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (error instanceof WebhookError && !OF_THE_NODE.includes(error.kind)) {
		const { message, retryable, response } = error;
		const description = retryable
			? 'This may go away by itself: the same webhook can be sent later.'
			: 'This does not go away by itself: something has to be changed first.';
		return new NodeApiError(node, { message, retryable } as JsonObject, {
			message,
			description,
			itemIndex,
			...(response !== null && { httpCode: String(response.status) }),
		});
	}
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return new NodeOperationError(node, error instanceof Error ? error : new Error(String(error)), {
		itemIndex,
	});
}
