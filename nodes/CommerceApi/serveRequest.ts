import {
	NodeOperationError,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { ENDPOINTS } from '../../api/endpoints.ts';
import { ApiError } from '../../api/http/apiError.ts';
import { createAnswerRequest, type ApiAnswer, type Caller } from '../../api/http/answerRequest.ts';
import { createTokenGuard } from '../../api/http/createTokenGuard.ts';
import { splitAddress } from '../../api/http/splitAddress.ts';
import { tokenIn } from '../../api/http/tokenIn.ts';
import { openContext, readToken, warnTo } from './openContext.ts';

const now = () => Date.now();
const answerRequest = createAnswerRequest(ENDPOINTS, now);
const guard = createTokenGuard(now);

/**
 * Answers a request to the API. No run is started.
 *
 * @param webFolder where the scripts for the shop's pages are
 */
export async function serveRequest(
	context: IWebhookFunctions,
	webFolder: string,
): Promise<IWebhookResponseData> {
	const request = context.getRequestObject();
	const { basePath, path } = splitAddress(request.originalUrl, context.getNode().webhookId);
	const answer = await answerRequest(callerOf(context, { webFolder, basePath }), {
		method: request.method,
		path,
		query: request.query,
		readBody: async () => {
			if (!request.rawBody) await request.readRawBody();
			return request.rawBody ?? Buffer.alloc(0);
		},
	});
	write(context, answer);
	return { noWebhookResponse: true };
}

function callerOf(
	context: IWebhookFunctions,
	place: { readonly webFolder: string; readonly basePath: string },
): Caller {
	const { authorization } = context.getHeaderData() as { authorization?: string };
	const node = context.getNode();
	const credentialId = node.credentials?.commerceApi?.id ?? '';
	return {
		address: context.getRequestObject().ip ?? '',
		// Any header at all is a try: one that is no Bearer token is a wrong one.
		token: authorization ? (tokenIn(authorization) ?? '') : null,
		isRight: async (token) =>
			token !== '' &&
			(await guard(credentialId, token, async () => await inWords(readToken(context)))),
		open: async (isAuthorized) => await inWords(openContext(context, { ...place, isAuthorized })),
		warn: warnTo(context),
	};
}

/** A node that is not set up is answered as a service that is not there, in the words of its form. */
async function inWords<T>(opening: Promise<T>): Promise<T> {
	try {
		return await opening;
	} catch (error) {
		if (!(error instanceof NodeOperationError)) throw error;
		const message = [error.message, error.description].filter(Boolean).join('. ');
		throw new ApiError('UNAVAILABLE', message, { cause: error });
	}
}

function write(context: IWebhookFunctions, { status, headers, body }: ApiAnswer): void {
	const response = context.getResponseObject();
	// n8n has set it for whatever page asked.
	response.removeHeader('Access-Control-Allow-Origin');
	response.status(status).set(headers).end(body);
}
