import { setTimeout as wait } from 'node:timers/promises';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { callWebhook } from '../../engine/messages/webhook/callWebhook.ts';
import { webhookIdFor } from '../../engine/messages/webhook/webhookIdFor.ts';
import { resolveHost, type WebhookNetwork } from '../../engine/messages/webhook/webhookNetwork.ts';
import { parseJson } from '../../engine/providers/parseJson.ts';
import type { Turns } from '../shared/createTurns.ts';
import { isOnlyShown, MANUAL_RUN } from '../shared/manualRun.ts';
import { sendOnce } from '../shared/sendOnce.ts';
import type { PreparedItem } from './prepareItem.ts';
import { shownResponse } from './shownResponse.ts';

const NETWORK: WebhookNetwork = {
	resolve: resolveHost,
	now: () => new Date(),
	wait: async (milliseconds, signal) => await wait(milliseconds, undefined, { signal }),
};

/** Calls the webhook of one item, and says what came of it: the output's `webhook`. */
export async function sendItem(
	context: IExecuteFunctions,
	itemIndex: number,
	{ form, request, credential, eventId, recipient }: PreparedItem,
	inTurn: Turns,
): Promise<IDataObject> {
	if (isOnlyShown(context, itemIndex)) {
		return { ...preview({ request, credential }), reason: MANUAL_RUN };
	}
	if (form.previewOnly) return preview({ request, credential });

	const send = async (key: string | null) => {
		const id = webhookIdFor(key);
		const called = await callWebhook(
			request,
			{
				id,
				signingKeys: credential.signingKeys,
				retryDelaysMs: form.retryDelaysMs,
				timeoutMs: form.timeoutMs,
				allowPrivateAddresses: form.allowPrivateAddresses,
				signal: context.getExecutionCancelSignal(),
			},
			NETWORK,
		);
		return { id, ...called };
	};
	const outcome = form.sendAgain
		? { done: true as const, result: await send(null) }
		: await inTurn(`${eventId ?? itemIndex} ${recipient}`, () =>
				sendOnce(context, itemIndex, recipient, send),
			);
	if (!outcome.done) {
		return { sent: false, skipped: true, reason: 'already sent', sentAt: outcome.sentAt };
	}
	const { id, attempts, response } = outcome.result;
	const signed = credential.signingKeys.length > 0;
	return { sent: true, id, signed, attempts, ...shownResponse(response) };
}

function preview({
	request,
	credential,
}: Pick<PreparedItem, 'request' | 'credential'>): IDataObject {
	const { method, url, headers, ownHeaders, body } = request;
	const hidden = Object.keys(credential.headers).map((name) => [name, '***']);
	return {
		sent: false,
		preview: true,
		method,
		url: url.href,
		headers: { ...headers, ...ownHeaders, ...Object.fromEntries(hidden) },
		signed: credential.signingKeys.length > 0,
		body: parseJson(body.toString()) as IDataObject,
	};
}
