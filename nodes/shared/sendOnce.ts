import type { IExecuteFunctions } from 'n8n-workflow';
import { actionKey, recordSent, sentAtOf } from '../../core/deliveries/sentActions.ts';
import { commerce } from './commerce.ts';
import { commerceEventOf } from './commerceEventOf.ts';

const RECORD_TRIES = 3;

/**
 * Does an action at most once for each event, workflow, node and recipient, however often the run is
 * repeated. Tests in the editor, samples and items that are not about an event are always sent.
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
	const event = context.getMode() === 'manual' ? null : commerceEventOf(context, itemIndex)?.event;
	const workflowId = context.getWorkflow().id;
	if (!event || event.isSample || !workflowId) return { done: true, result: await send(null) };

	const { database, now } = await commerce(context.logger);
	const action = { eventId: event.id, workflowId, nodeId: context.getNode().id, recipient };
	const key = actionKey(action);
	const sentAt = await sentAtOf(database, key);
	if (sentAt !== null) return { done: false, sentAt: new Date(sentAt).toISOString() };

	const result = await send(key);
	for (let attempt = 1; ; attempt += 1) {
		try {
			await recordSent(database, action, now());
			break;
		} catch (error) {
			if (attempt < RECORD_TRIES) continue;
			// It has been sent: failing now would make the retry send it again.
			context.logger.warn(
				`Commerce: what was sent could not be recorded: ${error instanceof Error ? error.message : String(error)}`,
			);
			break;
		}
	}
	return { done: true, result };
}
