import { USUAL_HOUR } from '../../engine/digest/digestCode.ts';
import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../engine/events/statuses.ts';
import { ownStatusOf, ownWordOf } from '../../engine/providers/ownStatus.ts';
import { OWN_STATUS } from '../../nodes/shared/statusOptions.ts';
import type { N8nNode } from '../../n8n/publicApi/n8nApi.ts';
import { templateText } from '../canvas/outsideText.ts';
import { ApiError } from '../http/apiError.ts';
import type { Action } from './actionSchema.ts';
import type { StartType } from './startTriggers.ts';

type Parameters = Readonly<Record<string, unknown>>;
type Of<Type extends Action['type']> = Action & { readonly type: Type };

const NODE_DEFAULTS: Parameters = {
	recipient: 'customer',
	template: 'order_confirmation',
	language: 'customer',
	content: 'fitting',
	audience: 'customer',
	operation: 'send',
	method: 'POST',
	combinator: 'all',
	conditionsMode: 'fields',
	hour: USUAL_HOUR,
};
/** Of Commerce Send Email since version 3. */
const DEFAULTS_OF_FITTED_MAIL: Parameters = { ...NODE_DEFAULTS, template: 'fitting' };
const DEFAULTS_OF_STATUS: Parameters = {
	...NODE_DEFAULTS,
	target: 'order',
	orderStatus: 'completed',
	shipmentStatus: 'delivered',
};

/** What n8n's editor leaves out of a node when it saves it. */
export function nodeDefaults({
	type,
	typeVersion,
}: Pick<N8nNode, 'type' | 'typeVersion'>): Parameters {
	if (type.endsWith('.commerceUpdateStatus')) return DEFAULTS_OF_STATUS;
	const isFitted = type.endsWith('.commerceSendEmail') && typeVersion >= 3;
	return isFitted ? DEFAULTS_OF_FITTED_MAIL : NODE_DEFAULTS;
}

/** What is meant where a request for a new workflow leaves a field out. */
export function withDefaults(action: Action): Action {
	switch (action.type) {
		case 'send_email':
			return { ...action, recipient: action.recipient ?? 'customer' };
		case 'send_push':
			return { ...action, recipient: action.recipient ?? 'customer' };
		case 'webhook':
			return {
				...action,
				method: action.method ?? 'POST',
				headers: action.headers ?? [],
				allowPrivateAddresses: action.allowPrivateAddresses ?? false,
			};
		case 'update_status':
			return action;
	}
}

/**
 * The parameters of the node that does an action, as a person would fill in its form.
 *
 * @param held those of the node that the workflow has already, for the same action: what the request does
 *   not name stays as it is there
 * @throws ApiError 400 when the action is not possible for the entity
 */
export function actionParameters(
	entityType: StartType,
	action: Action,
	held: Parameters = {},
): Parameters {
	switch (action.type) {
		case 'send_email':
			return entityType === 'Alert'
				? alertMailParameters(action, held)
				: emailParameters(action, held, templateIn(action, held));
		case 'send_push':
			if (entityType === 'Alert')
				throw refused(
					'type',
					'send_push reaches customers, who have nothing to do with an alert. Use send_email or webhook.',
				);
			return pushParameters(action, held);
		case 'webhook':
			return webhookParameters(action, held);
		case 'update_status':
			return statusParameters(entityType, action, held);
	}
}

function emailParameters(action: Of<'send_email'>, held: Parameters, template: string): Parameters {
	const { recipient, language, html } = action;
	const { addresses, subject, html: heldHtml, text, overrides, ...others } = held;
	const isSame = held.template === template;
	const kept = isSame
		? ((template === 'custom' ? { subject, html: heldHtml, text } : overrides) as object)
		: {};
	const wording = named({
		...kept,
		...templates({ subject: action.subject, html, text: action.text }),
	});
	// The text of an e-mail says the same as its HTML: that of another HTML would be wrong.
	if (html !== undefined && action.text === undefined && html !== heldOf(kept, 'html')) {
		delete wording.text;
	}
	return {
		...others,
		...(recipient === undefined
			? named({ recipient: held.recipient, addresses })
			: recipient === 'customer'
				? { recipient }
				: { recipient: 'addresses', addresses: recipient.addresses }),
		template,
		...named({ language }),
		...(template === 'custom'
			? wording
			: Object.keys(wording).length > 0 && { overrides: wording }),
	};
}

/** With neither a template nor HTML, an e-mail stays what it is. */
function templateIn({ template, html }: Of<'send_email'>, held: Parameters): string {
	if (template !== undefined) return template;
	if (html !== undefined) return 'custom';
	if (typeof held.template === 'string') return held.template;
	throw refused('template', 'it is needed, or a subject and html of your own.');
}

/** What an e-mail about an alert says unless it is worded otherwise. */
export const ALERT_MAIL = {
	subject: "{% if state == 'ended' %}Over: {% endif %}{{ title }}",
	html: "{% if state == 'ended' %}<p>This is over. It was:</p>{% endif %}<p>{{ cause }}</p>{% if state == 'opened' %}<p><strong>What to do:</strong> {{ nextStep }}</p>{% endif %}{% if link %}<p><a href=\"{{ link }}\">Look at it in n8n</a></p>{% endif %}",
};

function alertMailParameters(action: Of<'send_email'>, held: Parameters): Parameters {
	if (action.template !== undefined) {
		throw refused(
			'template',
			'the built-in templates are about orders, parcels and customers. Leave it out for the text of the alert, or give subject and html.',
		);
	}
	const parameters = emailParameters(action, held, 'custom');
	if (parameters.recipient !== 'addresses') {
		throw refused(
			'recipient',
			'an alert has no customer. Give an e-mail address, or a list of them.',
		);
	}
	return { ...ALERT_MAIL, ...parameters };
}

const refused = (field: string, message: string) =>
	new ApiError('CONFIGURATION_ERROR', `action.${field}: ${message}`);

const heldOf = (kept: object | undefined, name: string): unknown =>
	(kept as Record<string, unknown> | undefined)?.[name];

function pushParameters(action: Of<'send_push'>, held: Parameters): Parameters {
	const { recipient, title, body, language, url, icon } = action;
	return {
		...held,
		operation: 'send',
		...named({ audience: recipient, language, content: title === undefined ? undefined : 'own' }),
		...templates({ title, body, url, icon }),
	};
}

function webhookParameters(action: Of<'webhook'>, held: Parameters): Parameters {
	const { method, url, headers, allowPrivateAddresses } = action;
	const header = headers?.map(({ name, value }) => ({
		name,
		value: templateText('action.headers', value),
	}));
	const { options, headers: heldHeaders, ...others } = held;
	const allOptions = { ...(options as object), ...named({ allowPrivateAddresses }) };
	return {
		...others,
		...named({ method }),
		...templates({ url }),
		...(header === undefined
			? named({ headers: heldHeaders })
			: header.length > 0 && { headers: { header } }),
		...(Object.values(allOptions).some((value) => value !== false) && { options: allOptions }),
	};
}

function statusParameters(
	entityType: StartType,
	action: Of<'update_status'>,
	held: Parameters,
): Parameters {
	const { status, note } = action;
	if (entityType !== 'Order' && entityType !== 'Shipment') {
		throw refused('type', `update_status is possible for Order and Shipment, not ${entityType}.`);
	}
	// Also an order or a shipment that a person has chosen by its id.
	const heldTarget = typeof held.target === 'string' ? held.target : undefined;
	const target = action.target ?? heldTarget ?? entityType.toLowerCase();
	if (target === 'shipment' && entityType === 'Order') {
		throw refused('target', 'an event of an order has no shipment. Leave it out, or give "order".');
	}
	const isOrder = target.startsWith('order');
	const all: readonly string[] = isOrder ? ORDER_STATUSES : SHIPMENT_STATUSES;
	const known = all.filter((each) => each !== 'unknown');
	const own = isOrder ? ownStatusOf(ownWordOf(status) ?? '') : null;
	if (own === null && !known.includes(status)) {
		throw refused(
			'status',
			`"${status.slice(0, 100)}" is no status of ${isOrder ? 'an order' : 'a shipment'}. There are ${known.join(', ')}${isOrder ? '; one of the shop\'s own is "own:" and the shop\'s word' : ''}.`,
		);
	}
	return {
		...held,
		target,
		...(own === null
			? { [isOrder ? 'orderStatus' : 'shipmentStatus']: status }
			: { orderStatus: OWN_STATUS, ownStatus: ownWordOf(own) }),
		...named({ note: note === '' && held.note === undefined ? undefined : note }),
	};
}

/** Those of some fields that are named. */
function named(fields: Parameters): Record<string, unknown> {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function templates(fields: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(fields).flatMap(([name, value]) =>
			value === undefined ? [] : [[name, templateText(`action.${name}`, value)]],
		),
	);
}
