import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../../core/events/statuses.ts';
import type { EntityType } from '../../../core/events/entityType.ts';
import type { N8nNode } from '../../../core/n8nApi/n8nApi.ts';
import type { ApiContext, CredentialReference } from '../http/apiContext.ts';
import { ApiError } from '../http/apiError.ts';
import { drawnNode } from '../canvas/drawn.ts';
import { templateText } from '../canvas/outsideText.ts';
import type { Action } from './actionSchema.ts';

/** The node of an action, but for where it stands. */
export type ActionDraft = Pick<N8nNode, 'name' | 'type' | 'typeVersion' | 'parameters'> & {
	readonly credentials: NonNullable<N8nNode['credentials']>;
};

const PACKAGE = 'n8n-nodes-commerce';

/** The node type of each action. */
export const ACTION_NODES: Readonly<Record<Action['type'], string>> = {
	send_email: `${PACKAGE}.commerceSendEmail`,
	send_push: `${PACKAGE}.commerceSendPush`,
	webhook: `${PACKAGE}.commerceCallWebhook`,
	update_status: `${PACKAGE}.commerceUpdateStatus`,
};

/** The version of each action node that takes an expression only in a field of expression mode. */
const TYPE_VERSIONS: Readonly<Record<Action['type'], number>> = {
	send_email: 2,
	send_push: 2,
	webhook: 2,
	update_status: 1,
};

/**
 * The node that does an action, as a person would fill in its form.
 *
 * @param secrets the credential of a webhook's secrets; `null` where it has none
 * @throws ApiError 400 when the action is not possible for the entity, or a credential is missing
 */
export function actionNode(
	context: ApiContext,
	entityType: EntityType,
	action: Action,
	secrets: CredentialReference | null,
): ActionDraft {
	const node = (name: string, parameters: N8nNode['parameters'], credentials: object) => {
		const space = context.credentials.commerceSpaceApi;
		// The others know nothing but the event that they are given.
		const isSpaced = action.type === 'send_push' || action.type === 'update_status';
		return drawnNode({
			name,
			type: ACTION_NODES[action.type],
			typeVersion: TYPE_VERSIONS[action.type],
			parameters,
			credentials: { ...credentials, ...(isSpaced && space && { commerceSpaceApi: space }) },
		});
	};
	switch (action.type) {
		case 'send_email':
			return node('Send Email', emailParameters(action), {
				commerceSmtpApi: required(context, 'commerceSmtpApi', 'a mail server'),
			});
		case 'send_push':
			return node('Send Push', pushParameters(action, context.furtherPushServices), {
				commerceWebPushApi: required(context, 'commerceWebPushApi', 'a web push credential'),
			});
		case 'webhook':
			return node(
				'Call Webhook',
				webhookParameters(action),
				secrets === null ? {} : { commerceWebhookApi: secrets },
			);
		case 'update_status':
			return node('Update Status', statusParameters(entityType, action), {});
	}
}

function emailParameters(action: Action & { type: 'send_email' }) {
	const { recipient, template, subject, html, text } = action;
	const own = Object.fromEntries(
		Object.entries({ subject, html, text }).flatMap(([name, value]) =>
			value === undefined ? [] : [[name, templateText(`action.${name}`, value)]],
		),
	);
	return {
		...(recipient === 'customer'
			? { recipient }
			: { recipient: 'addresses', addresses: recipient.addresses }),
		...(template === undefined
			? { template: 'custom', ...own }
			: { template, ...(Object.keys(own).length > 0 && { overrides: own }) }),
	};
}

function pushParameters(
	{ recipient, title, body, url, icon }: Action & { type: 'send_push' },
	furtherServices: readonly string[],
) {
	return {
		operation: 'send',
		audience: recipient,
		title: templateText('action.title', title),
		body: templateText('action.body', body),
		url: templateText('action.url', url),
		...(icon !== '' && { icon: templateText('action.icon', icon) }),
		...(furtherServices.length > 0 && {
			options: { furtherServices: furtherServices.join(', ') },
		}),
	};
}

function webhookParameters(action: Action & { type: 'webhook' }) {
	const { method, url, headers, allowPrivateAddresses } = action;
	return {
		method,
		url: templateText('action.url', url),
		...(headers.length > 0 && {
			headers: {
				header: headers.map(({ name, value }) => ({
					name,
					value: templateText('action.headers', value),
				})),
			},
		}),
		...(allowPrivateAddresses && { options: { allowPrivateAddresses } }),
	};
}

function statusParameters(entityType: EntityType, action: Action & { type: 'update_status' }) {
	const { status, target = entityType.toLowerCase(), note } = action;
	const refuse = (field: string, message: string) =>
		new ApiError('CONFIGURATION_ERROR', `action.${field}: ${message}`);
	if (entityType !== 'Order' && entityType !== 'Shipment') {
		throw refuse('type', `update_status is possible for Order and Shipment, not ${entityType}.`);
	}
	if (target === 'shipment' && entityType === 'Order') {
		throw refuse('target', 'an event of an order has no shipment. Leave it out, or give "order".');
	}
	const all: readonly string[] = target === 'order' ? ORDER_STATUSES : SHIPMENT_STATUSES;
	const known = all.filter((each) => each !== 'unknown');
	if (!known.includes(status)) {
		throw refuse(
			'status',
			`"${status.slice(0, 100)}" is no status of ${target === 'order' ? 'an order' : 'a shipment'}. There are ${known.join(', ')}.`,
		);
	}
	return {
		target,
		[target === 'order' ? 'orderStatus' : 'shipmentStatus']: status,
		...(note !== '' && { note }),
	};
}

function required(
	{ credentials }: ApiContext,
	type: 'commerceSmtpApi' | 'commerceWebPushApi',
	what: string,
): CredentialReference {
	const chosen = credentials[type];
	if (chosen !== null) return chosen;
	throw new ApiError(
		'CONFIGURATION_ERROR',
		`action.type: this action needs ${what}. Choose one in n8n in the Commerce API node, and publish its workflow again.`,
	);
}
