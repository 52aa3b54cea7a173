import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { openContext } from './openContext.ts';
import { ENDPOINTS } from './endpoints.ts';
import { answerRequest, type ApiAnswer } from './http/answerRequest.ts';
import { createRouter } from './http/createRouter.ts';

const route = createRouter(ENDPOINTS);

/** Answers a request to the API. No run is started. */
export async function serveRequest(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = context.getRequestObject();
	const answer = await answerRequest(route, await openContext(context), {
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
	response.status(status).set(headers).end(body);
}
