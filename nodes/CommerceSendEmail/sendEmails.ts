import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { EmailError } from '../../engine/messages/email/emailError.ts';
import { MAX_CONNECTIONS } from '../../engine/messages/email/openTransport.ts';
import { createRenderer } from '../../engine/templates/createRenderer.ts';
import { createTurns } from '../shared/createTurns.ts';
import { failRun } from '../shared/failRun.ts';
import { nodeErrorOf } from './nodeErrorOf.ts';
import { openMailer } from './openMailer.ts';
import { sendItem } from './sendItem.ts';

/**
 * Sends one e-mail for each item, several at a time, and puts what came of it beside the item's data.
 *
 * An item that fails does not keep the others from being sent. Without *continue on fail* the run then
 * fails as a whole, and when it is tried again those that were sent are not sent twice.
 */
export async function sendEmails(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const output: INodeExecutionData[] = [];
	const failures: Array<{ itemIndex: number; error: Error }> = [];
	const render = createRenderer();
	// n8n takes an item with an `error` to the error output, but without such an output it throws the
	// item's data away.
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	const mailer = openMailer(context);
	const inTurn = createTurns();

	const waiting = items.keys();
	const sendNext = async () => {
		for (const itemIndex of waiting) {
			const { json, binary } = items[itemIndex]!;
			const pairedItem = { item: itemIndex };
			try {
				const email = await sendItem(context, itemIndex, {
					mailer: await mailer,
					render,
					inTurn,
				});
				output[itemIndex] = { json: { ...json, email }, pairedItem, ...(binary && { binary }) };
			} catch (caught) {
				const error = nodeErrorOf(context.getNode(), caught, itemIndex);
				const retryable = caught instanceof EmailError && caught.retryable;
				const email: IDataObject = { sent: false, error: error.message, retryable };
				failures.push({ itemIndex, error });
				output[itemIndex] = {
					json: { ...json, email, error: error.message },
					pairedItem,
					...(hasErrorOutput && { error }),
				};
			}
		}
	};
	try {
		await Promise.all(Array.from({ length: MAX_CONNECTIONS }, sendNext));
	} finally {
		await mailer.then((opened) => opened.close()).catch(() => {});
	}
	if (failures.length > 0 && !context.continueOnFail()) {
		throw failRun(context.getNode(), items.length, failures);
	}
	return output;
}
