import { setTimeout } from 'node:timers/promises';
import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { composeItem } from '../../engine/deliveries/composeItem.ts';
import { answerTo, type Answer } from '../../engine/inbox/answer.ts';
import type { PostedTo } from '../../thread/protocol.ts';
import { commerce, engine } from '../shared/commerce.ts';
import { storeOf } from './storeOf.ts';

/** Stores wait five seconds for an answer, and are better told to come again than kept waiting. */
const ANSWER_LIMIT_MS = 4_500;

/**
 * Takes a store's POST, answers it, and emits what was stored if something is attached to the node. What
 * keeps it from being stored is ours and not the store's: the store is told to send it again.
 */
export async function receivePost(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const isTest = context.getMode() === 'manual';
	const { integration, credentials } = await storeOf(context);
	const isAttached = isTest || context.getChildNodes(context.getNode().name).length > 0;
	const posted = { integration, credentials, post: await readPost(context), isAttached };
	const answering = isTest ? previewOf(context, posted) : answerOf(context, posted);
	const late = setTimeout(ANSWER_LIMIT_MS, answerTo('unavailable'), { ref: false });
	write(context, await Promise.race([answering, late]));

	// Also what is stored late: the store sends it again, and then it is known already.
	const { events } = await answering;
	if (events.length === 0) return { noWebhookResponse: true };
	const items = events.map(
		(event): INodeExecutionData => ({
			json: composeItem(event, integration, [], 1) as unknown as IDataObject,
		}),
	);
	return { noWebhookResponse: true, workflowData: [items] };
}

/** What the engine says to a post. Where it cannot be asked, the log says why. */
async function answerOf(context: IWebhookFunctions, posted: PostedTo): Promise<Answer> {
	try {
		const { engine } = await commerce(context.logger);
		if (engine.poisonIn(posted) !== null) {
			return answerTo('useless', 'Nothing can be done with this message: it could not be read.');
		}
		return await engine.ask('post', posted);
	} catch {
		return answerTo('unavailable');
	}
}

/** What a test in the editor shows; it needs no state. */
async function previewOf(context: IWebhookFunctions, posted: PostedTo): Promise<Answer> {
	try {
		return await engine(context.logger).ask('preview', posted);
	} catch {
		return answerTo('unavailable');
	}
}

async function readPost(context: IWebhookFunctions): Promise<PostedTo['post']> {
	const request = context.getRequestObject();
	// n8n reads the body by itself only for the content types that it parses.
	if (!request.rawBody) await request.readRawBody();
	const headers = Object.fromEntries(
		Object.entries(context.getHeaderData()).map(([name, value]) => [
			name,
			Array.isArray(value) ? value.join(', ') : value,
		]),
	);
	return { headers, body: request.rawBody ?? Buffer.alloc(0), receivedAtMs: Date.now() };
}

function write(context: IWebhookFunctions, answer: Answer): void {
	const response = context.getResponseObject();
	if (answer.retryAfterSeconds !== null) {
		response.setHeader('Retry-After', String(answer.retryAfterSeconds));
	}
	response.status(answer.status).json(answer.body);
}
