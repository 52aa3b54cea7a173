import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { WebhookError } from '../../engine/messages/webhook/webhookError.ts';
import { createTurns } from '../shared/createTurns.ts';
import { failRun } from '../shared/failRun.ts';
import { nodeErrorOf } from './nodeErrorOf.ts';
import { prepareItems } from './prepareItems.ts';
import { sendItem } from './sendItem.ts';
import { shownResponse } from './shownResponse.ts';

const MAX_CONNECTIONS = 5;

/**
 * Calls one webhook for each item, several at a time, and puts what came of it beside the item's data.
 *
 * An item that fails does not keep the others from being sent. Without *continue on fail* the run then
 * fails as a whole, and when it is tried again those that were sent are not sent twice.
 */
export async function callWebhooks(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const node = context.getNode();
	const output: INodeExecutionData[] = [];
	const failures: Array<{ itemIndex: number; error: Error }> = [];
	// n8n takes an item with an `error` to the error output, but without such an output it throws the
	// item's data away.
	const hasErrorOutput = node.onError === 'continueErrorOutput';
	const prepared = await prepareItems(context);
	const inTurn = createTurns();

	const waiting = items.keys();
	const sendNext = async () => {
		for (const itemIndex of waiting) {
			const { json, binary } = items[itemIndex]!;
			const pairedItem = { item: itemIndex };
			try {
				const ready = prepared[itemIndex]!;
				if ('error' in ready) throw ready.error;
				const webhook = await sendItem(context, itemIndex, ready.item, inTurn);
				output[itemIndex] = { json: { ...json, webhook }, pairedItem, ...(binary && { binary }) };
			} catch (caught) {
				const error = nodeErrorOf(node, caught, itemIndex);
				failures.push({ itemIndex, error });
				output[itemIndex] = {
					json: { ...json, webhook: failedWebhook(caught, error), error: error.message },
					pairedItem,
					...(hasErrorOutput && { error }),
				};
			}
		}
	};
	await Promise.all(Array.from({ length: MAX_CONNECTIONS }, sendNext));
	if (failures.length > 0 && !context.continueOnFail()) {
		throw failRun(node, items.length, failures, 'webhooks');
	}
	return output;
}

function failedWebhook(caught: unknown, { message }: Error): IDataObject {
	if (!(caught instanceof WebhookError)) return { sent: false, error: message, retryable: false };
	const { retryable, attempts, response } = caught;
	return { sent: false, error: message, retryable, attempts, ...shownResponse(response) };
}
