import type { IExecuteFunctions } from 'n8n-workflow';
import {
	webhookCredential,
	type WebhookCredential,
} from '../../engine/messages/webhook/webhookCredential.ts';
import { createRenderer } from '../../engine/templates/createRenderer.ts';
import { commerceEventOf } from '../shared/commerceEventOf.ts';
import { prepareItem, type PreparedItem } from './prepareItem.ts';
import { recipientsOfRun } from './recipientsOfRun.ts';

/** One item's webhook, or why there is none. */
export type Prepared = { readonly item: PreparedItem } | { readonly error: unknown };

/** Makes the webhooks of all items, in the order of the items, and sends none. */
export async function prepareItems(context: IExecuteFunctions): Promise<Prepared[]> {
	const items = context.getInputData();
	let credential: WebhookCredential;
	try {
		credential = await readCredential(context);
	} catch (error) {
		return items.map(() => ({ error }));
	}
	const render = createRenderer();
	const recipientOf = recipientsOfRun();
	return items.map((_item, itemIndex) => {
		try {
			const made = prepareItem(context, itemIndex, render, credential);
			return { item: { ...made, recipient: recipientOf(made.eventId, made.request) } };
		} catch (error) {
			recipientOf(commerceEventOf(context, itemIndex)?.event.id ?? null, null);
			return { error };
		}
	});
}

async function readCredential(context: IExecuteFunctions): Promise<WebhookCredential> {
	const isChosen = context.getNode().credentials?.commerceWebhookApi !== undefined;
	return webhookCredential(isChosen ? await context.getCredentials('commerceWebhookApi') : null);
}
