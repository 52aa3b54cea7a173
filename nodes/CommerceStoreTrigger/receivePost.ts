import { setTimeout } from 'node:timers/promises';
import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { composeItem } from '../../engine/deliveries/composeItem.ts';
import { answerTo, type Answer } from '../../engine/inbox/answer.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import { preview } from '../../engine/inbox/preview.ts';
import { receive } from '../../engine/inbox/receive.ts';
import type { StorePost } from '../../engine/providers/provider.ts';
import { commerce } from '../../n8n/commerce.ts';
import { storeOf } from './storeOf.ts';

/** Stores wait five seconds for an answer, and are better told to come again than kept waiting. */
const OPENING_LIMIT_MS = 3_000;

/**
 * Takes a store's POST, answers it, and emits what was stored if something is attached to the node. What
 * keeps it from being stored is ours and not the store's: the store is told to send it again.
 */
export async function receivePost(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const isTest = context.getMode() === 'manual';
	const receiver = await storeOf(context);
	const inbox = isTest ? null : await openInbox(context);
	if (inbox === 'unavailable') {
		write(context, answerTo('unavailable'));
		return { noWebhookResponse: true };
	}
	const post = await readPost(context);
	const answer = inbox === null ? preview(receiver, post) : await receive(inbox, receiver, post);
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

/** @returns `unavailable` where the state database cannot be used, or not yet; the log says why */
async function openInbox(context: IWebhookFunctions): Promise<Inbox | 'unavailable'> {
	const opening = commerce(context.logger).then(
		({ inbox }) => inbox,
		() => 'unavailable' as const,
	);
	return await Promise.race([opening, setTimeout(OPENING_LIMIT_MS, 'unavailable' as const)]);
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
