import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { composeItem } from '../../core/deliveries/composeItem.ts';
import type { Answer } from '../../core/inbox/answer.ts';
import { preview } from '../../core/inbox/preview.ts';
import { receive } from '../../core/inbox/receive.ts';
import type { StorePost } from '../../core/providers/provider.ts';
import { commerce } from '../shared/commerce.ts';
import { storeOf } from './storeOf.ts';

/** Takes a store's POST, answers it, and emits what was stored if something is attached to the node. */
export async function receivePost(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const receiver = await storeOf(context);
	const post = await readPost(context);
	const isTest = context.getMode() === 'manual';
	const answer = isTest
		? preview(receiver, post)
		: await receive((await commerce(context.logger)).inbox, receiver, post);
	write(context, answer);

	const isWanted = isTest || context.getChildNodes(context.getNode().name).length > 0;
	if (answer.events.length === 0 || !isWanted) return { noWebhookResponse: true };
	const items = answer.events.map(
		(event): INodeExecutionData => ({
			json: composeItem(event, receiver.integration, [], 1) as unknown as IDataObject,
		}),
	);
	return { noWebhookResponse: true, workflowData: [items] };
}

async function readPost(context: IWebhookFunctions): Promise<StorePost> {
	const request = context.getRequestObject();
	// n8n reads the body by itself only for the content types that it parses.
	if (!request.rawBody) await request.readRawBody();
	const headers = Object.fromEntries(
		Object.entries(context.getHeaderData()).map(([name, value]) => [
			name,
			Array.isArray(value) ? value.join(', ') : value,
		]),
	);
	return { headers, body: request.rawBody ?? Buffer.alloc(0), receivedAt: new Date() };
}

function write(context: IWebhookFunctions, answer: Answer): void {
	const response = context.getResponseObject();
	if (answer.retryAfterSeconds !== null) {
		response.setHeader('Retry-After', String(answer.retryAfterSeconds));
	}
	response.status(answer.status).json(answer.body);
}
