import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { PushError } from '../../engine/messages/push/pushError.ts';
import { failRun } from '../shared/failRun.ts';
import { nodeErrorOf } from './nodeErrorOf.ts';
import { openPushRun } from './openPushRun.ts';
import { sendItem } from './sendItem.ts';

/**
 * Sends the notification of each item, and puts what came of it beside the item's data.
 *
 * An item that fails does not keep the others from being sent. Without *continue on fail* the run then
 * fails as a whole, and when it is tried again those that were sent are not sent twice.
 */
export async function sendPushItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const output: INodeExecutionData[] = [];
	const failures: Array<{ itemIndex: number; error: Error }> = [];
	// n8n takes an item with an `error` to the error output, but without such an output it throws the
	// item's data away.
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	const run = openPushRun(context);

	const waiting = items.keys();
	const sendNext = async () => {
		for (const itemIndex of waiting) {
			const { json, binary } = items[itemIndex]!;
			const pairedItem = { item: itemIndex };
			try {
				const push = await sendItem(context, itemIndex, await run);
				output[itemIndex] = { json: { ...json, push }, pairedItem, ...(binary && { binary }) };
			} catch (caught) {
				const error = nodeErrorOf(context.getNode(), caught, itemIndex);
				const retryable = caught instanceof PushError && caught.retryable;
				const push: IDataObject = { sent: 0, error: error.message, retryable };
				failures.push({ itemIndex, error });
				output[itemIndex] = {
					json: { ...json, push, error: error.message },
					pairedItem,
					...(hasErrorOutput && { error }),
				};
			}
		}
	};
	const width = await run.then(
		(opened) => opened.width,
		() => 1,
	);
	await Promise.all(Array.from({ length: width }, sendNext));
	if (failures.length > 0 && !context.continueOnFail()) {
		throw failRun(context.getNode(), items.length, failures, 'notifications');
	}
	return output;
}
