import type { IExecuteFunctions } from 'n8n-workflow';
import { actionKey } from '../../engine/deliveries/sentActions.ts';
import { commerce } from '../../n8n/commerce.ts';
import { commerceEventOf } from './commerceEventOf.ts';

/**
 * Does an action at most once for each event, workflow, node and recipient, however often the run is
 * repeated. Samples and items that are not about an event are always sent.
 *
 * @param send is given the key of the action, or `null` where it is not remembered
 * @returns `done: false` with the time of the first sending, ISO 8601, when it was sent before
 */
export async function sendOnce<T>(
	context: IExecuteFunctions,
	itemIndex: number,
	recipient: string,
	send: (key: string | null) => Promise<T>,
): Promise<{ done: true; result: T } | { done: false; sentAt: string }> {
	const event = commerceEventOf(context, itemIndex)?.event;
	const workflowId = context.getWorkflow().id;
	if (!event || event.isSample || !workflowId) return { done: true, result: await send(null) };

	const { sent } = await commerce(context.logger);
	const action = { eventId: event.id, workflowId, nodeId: context.getNode().id, recipient };
	const sentAt = await sent.begin(action);
	if (sentAt !== null) return { done: false, sentAt: new Date(sentAt).toISOString() };
	const result = await send(actionKey(action));
	await sent.record(action);
	return { done: true, result };
}
