import type { IExecuteFunctions } from 'n8n-workflow';
import type { Failure } from '../../engine/actions/actionError.ts';
import { shownAnswer, type ComposedWebhook } from '../../engine/actions/webhookAction.ts';
import { actionOf, commerceEventOf } from '../shared/commerceEventOf.ts';
import { eachItem, onceARun } from '../shared/eachItem.ts';
import { onlyShown } from '../shared/manualRun.ts';
import { perform } from '../shared/perform.ts';
import { templateItem } from '../shared/templateItem.ts';
import { testReceiver, testUrlOption } from '../shared/testReceivers.ts';
import { readWebhookForm, type WebhookForm } from './readWebhookForm.ts';
import { recipientsOfRun } from './recipientsOfRun.ts';

/** One item's webhook, or why there is none. */
type Prepared =
	| { readonly form: WebhookForm; readonly webhook: ComposedWebhook }
	| { readonly error: unknown };

/**
 * Calls one webhook for each item, several at a time, and puts what came of it beside the item's data.
 * First all of them are made: whom one is for depends on those of the same event before it.
 */
export async function callWebhooks(context: IExecuteFunctions) {
	const isChosen = context.getNode().credentials?.commerceWebhookApi !== undefined;
	const credential = onceARun(async () =>
		isChosen ? await context.getCredentials('commerceWebhookApi') : null,
	);
	const items = [...context.getInputData().keys()];
	const events = items.map((itemIndex) => commerceEventOf(context, itemIndex));
	const prepared = await Promise.all(
		items.map(async (itemIndex): Promise<Prepared> => {
			try {
				return await prepare(context, itemIndex);
			} catch (error) {
				return { error };
			}
		}),
	);
	const recipientOf = recipientsOfRun();
	const recipients = prepared.map((ready, itemIndex) =>
		recipientOf(events[itemIndex]?.event.id ?? null, 'error' in ready ? null : ready.webhook),
	);

	const loop = {
		what: 'webhooks could not be sent',
		width: 5,
		beside: 'webhook',
		failed: ({ kind, message, retryable, attempts, answer }: Failure) => ({
			sent: false,
			error: message,
			retryable,
			...(kind !== 'unknown' && { attempts }),
			...shownAnswer(answer),
		}),
	};
	return await eachItem(context, loop, async (itemIndex) => {
		const ready = prepared[itemIndex]!;
		if ('error' in ready) throw ready.error;
		const { retryDelaysMs, timeoutMs, allowPrivateAddresses, sendAgain } = ready.form;
		const action = sendAgain ? null : actionOf(context, events[itemIndex]!);
		const shown = onlyShown(context, itemIndex);
		return await perform(context, 'callWebhook', {
			webhook: ready.webhook,
			credential: await credential(),
			retryDelaysMs,
			timeoutMs,
			allowPrivateAddresses,
			action: action && { ...action, recipient: recipients[itemIndex]! },
			onlyShown: shown,
			test: testReceiver(context, itemIndex, shown, testUrlOption),
		});
	});

	async function prepare(from: IExecuteFunctions, itemIndex: number): Promise<Prepared> {
		const form = readWebhookForm(from, itemIndex);
		const emitted = events[itemIndex]!;
		const { json } = from.getInputData()[itemIndex]!;
		const item = { ...templateItem(emitted, json), expressions: form.expressions };
		const { settings } = form;
		const webhook = await perform(from, 'composeWebhook', {
			...{ emitted, item, settings },
			credential: await credential(),
		});
		return { form, webhook };
	}
}
