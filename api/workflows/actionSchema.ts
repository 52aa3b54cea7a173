import { z } from 'zod/v4';
import { parseAddresses } from '../../engine/messages/email/parseAddresses.ts';
import { WEBHOOK_METHODS } from '../../engine/messages/webhook/webhookRequest.ts';
import { LANGUAGE_CODES } from '../../engine/templates/languages/languages.ts';
import { TEMPLATE_NAMES } from '../../engine/templates/templateNames.ts';
import { isExpression } from '../canvas/outsideText.ts';
import type { StartType } from './startTriggers.ts';
import { webhookAction } from './webhookAction.ts';

const MAX_TEMPLATE_CHARACTERS = 100_000;

const template = z.string().max(MAX_TEMPLATE_CHARACTERS);
const line = z.string().max(2_000);

/** Whether a text from outside is one address, or several with commas between, as a node takes them. */
export function isAddressList(text: string): boolean {
	try {
		return !isExpression(text) && parseAddresses('', text).length > 0;
	} catch {
		return false;
	}
}

const recipient = z
	.union(
		[z.string(), z.array(z.string()).min(1)],
		'it must be "customer", an e-mail address, or a list of addresses.',
	)
	.optional()
	.describe('`customer`, which it is if left out, an e-mail address, or a list of them')
	.transform((given, context) => {
		if (given === undefined || given === 'customer') return given;
		const addresses = [given].flat().join(', ');
		if (isAddressList(addresses)) return { addresses };
		context.addIssue({
			code: 'custom',
			message: `"${addresses.slice(0, 100)}" is no e-mail address. Give "customer", an address, or a list of them.`,
		});
		return z.NEVER;
	});

const EMAIL_TEMPLATES = ['fitting', ...TEMPLATE_NAMES] as const;

const language = z
	.enum(['customer', ...LANGUAGE_CODES])
	.optional()
	.describe("Of the built-in texts. `customer`, which it is if left out: the recipient's");

export const sendEmail = z
	.strictObject({
		type: z.literal('send_email'),
		recipient,
		template: z
			.enum(EMAIL_TEMPLATES)
			.optional()
			.describe('`fitting` is the one that fits the event'),
		language,
		subject: line.optional(),
		html: template.optional().describe('Instead of a template, or instead of its HTML'),
		text: template.optional(),
	})
	.meta({ id: 'SendEmailAction' });

export const sendPush = z
	.strictObject({
		type: z.literal('send_push'),
		recipient: z.enum(['customer', 'everybody']).optional().describe('`customer` if left out'),
		title: line
			.min(1)
			.optional()
			.describe('Left out, as is `body`: the built-in text that fits the event'),
		body: line.optional(),
		language,
		url: line.optional(),
		icon: line.optional(),
	})
	.meta({ id: 'SendPushAction' });

export const webhook = z
	.strictObject({
		type: z.literal('webhook'),
		url: line.min(1),
		method: z.enum(WEBHOOK_METHODS).optional().describe('`POST` if left out'),
		headers: z.record(z.string(), z.string()).optional(),
		secret: z
			.string()
			.optional()
			.describe('Standard Webhooks secret, `whsec_…`: requests are signed with it'),
		allowPrivateAddresses: z
			.boolean()
			.optional()
			.describe('Whether servers in your own network may be called'),
	})
	.meta({ id: 'WebhookAction' });

export const updateStatus = z
	.strictObject({
		type: z.literal('update_status'),
		status: z.string(),
		target: z
			.enum(['order', 'shipment'])
			.optional()
			.describe('`order` when the event is a shipment; left out: what the event is about'),
		note: line
			.refine(
				(text) => !isExpression(text),
				'it must not begin with "=", which n8n takes for an expression.',
			)
			.optional(),
	})
	.meta({ id: 'UpdateStatusAction' });

/**
 * What a configured workflow does. Texts may hold Liquid: `{{ order.number }}`. A field that is left out is
 * not named: a new workflow gets what `withDefaults` says, in one that is changed it stays as it is.
 */
export const actionSchema = z
	.discriminatedUnion('type', [sendEmail, sendPush, webhook, updateStatus], {
		error: ({ code }) =>
			code === 'invalid_union'
				? 'it must be one of send_email, send_push, webhook, update_status.'
				: undefined,
	})
	.meta({ id: 'Action' })
	.transform((action, context) => {
		if (action.type === 'webhook') return webhookAction(action, context);
		if (action.type === 'send_push') requireTitle(action, context);
		return action;
	});

export type Action = z.output<typeof actionSchema>;

/** An e-mail about an alert says what the alert says, unless it is worded otherwise. */
export function requireWording(
	action: Action | undefined,
	entityType: StartType | undefined,
	context: z.RefinementCtx,
): void {
	if (action?.type !== 'send_email' || entityType === 'Alert') return;
	const { template: name, subject, html } = action;
	if (name !== undefined || (subject && html)) return;
	context.addIssue({
		code: 'custom',
		path: ['action', 'template'],
		message: `one of ${EMAIL_TEMPLATES.join(', ')} is needed, or a subject and html of your own.`,
	});
}

function requireTitle({ title, body }: z.output<typeof sendPush>, context: z.RefinementCtx): void {
	if (title !== undefined || body === undefined) return;
	context.addIssue({
		code: 'custom',
		path: ['title'],
		message:
			'it is needed beside a body of your own. Leave out both for the text that fits the event.',
	});
}
