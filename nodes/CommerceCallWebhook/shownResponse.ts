import type { IDataObject } from 'n8n-workflow';
import type { WebhookResponse } from '../../engine/messages/webhook/webhookError.ts';

/** What a receiver answered, as the output shows it. */
export function shownResponse(response: WebhookResponse | null): IDataObject {
	if (response === null) return {};
	const { status, headers, body, bodyProblem } = response;
	return {
		status,
		headers: { ...headers },
		body: body as IDataObject,
		...(bodyProblem !== null && { bodyProblem }),
	};
}
