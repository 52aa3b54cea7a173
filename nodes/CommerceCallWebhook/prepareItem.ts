import type { IExecuteFunctions } from 'n8n-workflow';
import { composeWebhook } from '../../engine/messages/webhook/composeWebhook.ts';
import type { WebhookCredential } from '../../engine/messages/webhook/webhookCredential.ts';
import type { WebhookRequest } from '../../engine/messages/webhook/webhookRequest.ts';
import type { Renderer } from '../../engine/templates/createRenderer.ts';
import { templateItem } from '../shared/templateItem.ts';
import { commerceEventOf } from '../shared/commerceEventOf.ts';
import { readWebhookForm, type WebhookForm } from './readWebhookForm.ts';

/** One item's webhook, before anything is sent. */
export type PreparedItem = {
	readonly form: WebhookForm;
	readonly request: WebhookRequest;
	readonly credential: WebhookCredential;
	readonly eventId: string | null;
	/** As `sendOnce` tells actions apart. */
	readonly recipient: string;
};

/** Makes the webhook of one item. */
export function prepareItem(
	context: IExecuteFunctions,
	itemIndex: number,
	render: Renderer,
	credential: WebhookCredential,
): Omit<PreparedItem, 'recipient'> {
	const emitted = commerceEventOf(context, itemIndex);
	const form = readWebhookForm(context, itemIndex);
	const { json } = context.getInputData()[itemIndex]!;
	const item = { ...templateItem(emitted, json), expressions: form.expressions };
	const source = { emitted, item };
	const request = composeWebhook(render, source, form.settings, credential.headers, new Date());
	return { form, request, credential, eventId: emitted?.event.id ?? null };
}
