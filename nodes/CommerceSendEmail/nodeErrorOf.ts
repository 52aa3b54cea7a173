import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';
import { EmailError } from '../../engine/messages/email/emailError.ts';

/** An error as n8n shows it: of the mail server's side, or of something to be put right in the node. */
export function nodeErrorOf(
	node: INode,
	error: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (error instanceof EmailError && error.kind !== 'setup') {
		const { message, smtpCode, retryable } = error;
		const description = retryable
			? 'This may go away by itself: the same e-mail can be sent later.'
			: 'This does not go away by itself: something has to be changed first.';
		return new NodeApiError(node, { message, smtpCode, retryable } as JsonObject, {
			message,
			description,
			itemIndex,
		});
	}
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	return new NodeOperationError(node, error instanceof Error ? error : new Error(String(error)), {
		itemIndex,
	});
}
