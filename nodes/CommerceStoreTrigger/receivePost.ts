import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { composeItem } from '../../engine/deliveries/composeItem.ts';
import { answerTo, REFUSED, type Answer } from '../../engine/inbox/answer.ts';
import type { Receiver } from '../../engine/inbox/openPost.ts';
import type { PostedTo } from '../../thread/protocol.ts';
import { commerce, engine } from '../shared/commerce.ts';
import { readPost } from './readPost.ts';
import { receiverOf } from './receiverOf.ts';
import { storeOf } from './storeOf.ts';

/** Stores wait five seconds for an answer, and are better told to come again than kept waiting. */
const ANSWER_LIMIT_MS = 4_500;

/**
 * Takes a store's POST, answers it, and emits what was stored if something is attached to the node. What
 * keeps it from being stored is ours and not the store's: the store is told to send it again.
 */
export async function receivePost(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const isTest = context.getMode() === 'manual';
	const { receiver, isKept } = isTest
		? { receiver: await storeOf(context), isKept: false }
		: await receiverOf(context);
	const isAttached = isTest || context.getChildNodes(context.getNode().name).length > 0;
	const post = await readPost(context);
	const postedTo = ({ integration, credentials }: Receiver) => ({
		integration,
		credentials,
		post,
		isAttached,
	});
	const answering = isTest
		? previewOf(context, postedTo(receiver))
		: answerOf(context, { ...postedTo(receiver), isProvisional: isKept }).then(async (answer) =>
				// Its keys may have been changed a moment ago.
				answer.status === REFUSED && isKept
					? await answerOf(context, postedTo(await storeOf(context)))
					: answer,
			);
	write(context, await inTime(answering));

	// Also what is stored late: the store sends it again, and then it is known already.
	const { events } = await answering;
	if (events.length === 0) return { noWebhookResponse: true };
	const items = events.map(
		(event): INodeExecutionData => ({
			json: composeItem(event, receiver.integration, [], 1) as unknown as IDataObject,
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

async function inTime(answering: Promise<Answer>): Promise<Answer> {
	const late = Promise.withResolvers<Answer>();
	const timer = setTimeout(() => late.resolve(answerTo('unavailable')), ANSWER_LIMIT_MS).unref();
	try {
		return await Promise.race([answering, late.promise]);
	} finally {
		// In a burst, thousands of them would wait for nothing.
		clearTimeout(timer);
	}
}

function write(context: IWebhookFunctions, { status, body, retryAfterSeconds }: Answer): void {
	const text = JSON.stringify(body);
	context
		.getResponseObject()
		.writeHead(status, {
			'Content-Type': 'application/json; charset=utf-8',
			'Content-Length': Buffer.byteLength(text),
			...(retryAfterSeconds !== null && { 'Retry-After': String(retryAfterSeconds) }),
		})
		.end(text);
}
