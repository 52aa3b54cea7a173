import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { commerce } from '../shared/commerce.ts';

/** Lets the run go on with the items that it was paused with, once. */
export async function resumeRun(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const response = context.getResponseObject();
	response.setHeader('Cache-Control', 'no-store');
	const { engine } = await commerce(context.logger);
	const isMine = await engine.ask('endPause', {
		executionId: context.getExecutionId(),
		nodeId: context.getNode().id,
	});
	if (!isMine) {
		response.status(409).json({ message: 'Nothing is paused here any more.' });
		return { noWebhookResponse: true };
	}
	response.status(200).json({ message: 'The workflow goes on.' });
	return { noWebhookResponse: true, workflowData: [pausedItems(context), []] };
}

type Stack = Array<{ data?: { main?: Array<INodeExecutionData[] | null> } }>;
type WithRun = { runExecutionData?: { executionData?: { nodeExecutionStack?: Stack } } | null };

/** n8n keeps the paused items with the run, and shows a webhook only the request. */
function pausedItems(context: IWebhookFunctions): INodeExecutionData[] {
	const { runExecutionData } = context as unknown as WithRun;
	const main = runExecutionData?.executionData?.nodeExecutionStack?.[0]?.data?.main ?? [];
	return main.flatMap((items) => items ?? []);
}
