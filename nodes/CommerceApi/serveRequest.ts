import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { openContext } from './openContext.ts';
import { ENDPOINTS } from './endpoints.ts';
import { createAnswerRequest, type ApiAnswer } from './http/answerRequest.ts';

const answerRequest = createAnswerRequest(ENDPOINTS, () => Date.now());

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
	const answer = await answerRequest(await openContext(context, webFolder), {
		method: request.method,
		// n8n names the segments, and forgets the path that they came from.
		path: ['/api', ...Object.values(request.params)].join('/'),
		query: request.query,
		readBody: async () => {
			if (!request.rawBody) await request.readRawBody();
			return request.rawBody ?? Buffer.alloc(0);
		},
	});
	write(context, answer);
	return { noWebhookResponse: true };
}

function write(context: IWebhookFunctions, { status, headers, body }: ApiAnswer): void {
	const response = context.getResponseObject();
	// n8n has set it for whatever page asked.
	response.removeHeader('Access-Control-Allow-Origin');
	response.status(status).set(headers).end(body);
}
