import { templatesFor } from '../../engine/templates/fittingTemplate.ts';
import type { N8nNode } from '../../n8n/publicApi/n8nApi.ts';
import { drawnNode } from '../canvas/drawn.ts';
import type { ApiContext, CredentialReference } from '../http/apiContext.ts';
import { ApiError } from '../http/apiError.ts';
import { actionParameters, nodeDefaults } from './actionParameters.ts';
import type { Action } from './actionSchema.ts';
import type { StartType } from './startTriggers.ts';

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

/** The action of each node type. */
export const ACTION_TYPES: ReadonlyMap<string, Action['type']> = new Map(
	Object.entries(ACTION_NODES).map(([action, type]) => [type, action as Action['type']]),
);

/** The version of each action node that is drawn anew; each takes an expression only in a field of expression mode. */
export const TYPE_VERSIONS: Readonly<Record<Action['type'], number>> = {
	send_email: 3,
	send_push: 4,
	webhook: 2,
	update_status: 3,
};

/** What the node of each action is called. */
export const ACTION_NAMES: Readonly<Record<Action['type'], string>> = {
	send_email: 'Send Email',
	send_push: 'Send Push',
	webhook: 'Call Webhook',
	update_status: 'Update Status',
};

/**
 * The node that does an action.
 *
 * @param secrets the credential of a webhook's secrets; `null` where the request names none
 * @throws ApiError 400 when the action is not possible for the entity, or a credential is missing
 */
export function actionNode(
	context: ApiContext,
	entityType: StartType,
	action: Action,
	secrets: CredentialReference | null,
): ActionDraft {
	requireFitting(entityType, action);
	const type = ACTION_NODES[action.type];
	return drawnNode({
		...{ name: ACTION_NAMES[action.type], type, typeVersion: TYPE_VERSIONS[action.type] },
		parameters: {
			...actionParameters(entityType, action),
			...parametersAround(type, surroundingsOf(context)),
		},
		credentials: credentialsOf(context, action, secrets),
	});
}

/** Of actions, these two look for something in a space; the others know nothing but their event. */
const SPACED: ReadonlySet<string> = new Set([ACTION_NODES.send_push, ACTION_NODES.update_status]);

/** What nodes are drawn into, whatever they do. */
export type Surroundings = {
	readonly spaceCredential: CredentialReference | null;
	/** Push services beside the known ones. */
	readonly furtherPushServices: readonly string[];
};

export const surroundingsOf = ({ credentials, furtherPushServices }: ApiContext): Surroundings => ({
	spaceCredential: credentials.commerceSpaceApi,
	furtherPushServices,
});

/** What the form of a node needs to say of its surroundings. */
export function parametersAround(
	type: string,
	{ spaceCredential, furtherPushServices }: Surroundings,
): Readonly<Record<string, unknown>> {
	return {
		...(SPACED.has(type) && spaceCredential && { useSpace: true }),
		...(type === ACTION_NODES.send_push &&
			furtherPushServices.length > 0 && {
				options: { furtherServices: furtherPushServices.join(', ') },
			}),
	};
}

export const spaceCredentialOf = (
	type: string,
	{ spaceCredential }: Pick<Surroundings, 'spaceCredential'>,
): { readonly commerceSpaceApi?: CredentialReference } =>
	SPACED.has(type) && spaceCredential ? { commerceSpaceApi: spaceCredential } : {};

/**
 * The node that a workflow has already for the same action, with what a request names changed in it. Its
 * options, its other credentials and whatever else a person has set stay.
 *
 * @returns `null` when it is the node of another action
 * @throws ApiError as `actionNode`
 */
export function changedActionNode(
	context: ApiContext,
	{ entityType, isSameEntityType }: { entityType: StartType; isSameEntityType: boolean },
	action: Action,
	secrets: CredentialReference | null,
	held: N8nNode,
): N8nNode | null {
	if (held.type !== ACTION_NODES[action.type]) return null;
	const node = withLanguages(held, action);
	const { target, ...others } = node.parameters;
	if (node.typeVersion >= TYPE_VERSIONS[action.type]) requireFitting(entityType, action);
	const known = {
		// The editor leaves out what is the default, and an own wording belongs to one template.
		...(action.type === 'send_email' && { template: nodeDefaults(node).template }),
		...(action.type === 'update_status' &&
			isSameEntityType && { target: nodeDefaults(node).target }),
		...(isSameEntityType ? node.parameters : others),
		// What was said of another kind of thing is not said of this one unasked.
		...(!isSameEntityType && isUnworded(action) && { template: undefined }),
	};
	const changed = { ...node, parameters: actionParameters(entityType, action, known) };
	const credentials = {
		...credentialsOf(context, action, secrets, held.credentials),
		...held.credentials,
		...(secrets && { commerceWebhookApi: secrets }),
	};
	return {
		...drawnNode(changed, held),
		// n8n says nothing of a node that has none.
		...(Object.keys(credentials).length > 0 && { credentials }),
	};
}

const isUnworded = (action: Action): boolean =>
	action.type === 'send_email' && action.template === undefined && action.html === undefined;

/** @throws ApiError 400 for a template that can never be about such an entity */
export function requireFitting(entityType: StartType, action: Action): void {
	// Of alerts, `actionParameters` says why there is none.
	if (action.type !== 'send_email' || entityType === 'Alert') return;
	const { template } = action;
	if (template === undefined) return;
	const fitting = templatesFor(entityType);
	if (template === 'fitting' && fitting.length > 0) return;
	if (fitting.some((name) => name === template)) return;
	const instead =
		fitting.length === 0
			? 'Leave it out, and give a subject and html of your own.'
			: `Give ${['fitting', ...fitting].join(', ')}, or a subject and html of your own.`;
	throw new ApiError(
		'CONFIGURATION_ERROR',
		`action.template: "${template}" does not fit events of the type ${entityType}. ${instead}`,
	);
}

/**
 * A node that writes English only becomes one that knows languages where the request asks for what only that
 * one can do. It goes on as before otherwise.
 */
function withLanguages(held: N8nNode, action: Action): N8nNode {
	const { parameters, typeVersion } = held;
	const isMessage = action.type === 'send_email' || action.type === 'send_push';
	if (!isMessage || typeVersion >= TYPE_VERSIONS[action.type]) return held;
	const asksForIt =
		action.language !== undefined ||
		(action.type === 'send_email' && action.template === 'fitting');
	if (!asksForIt) return held;
	const asBefore =
		action.type === 'send_email'
			? { template: 'order_confirmation', language: 'en' }
			: { content: 'own', language: 'en', useSpace: isSpaced(held) };
	return {
		...held,
		typeVersion: TYPE_VERSIONS[action.type],
		parameters: { ...asBefore, ...parameters },
	};
}

const isSpaced = ({ credentials }: Pick<N8nNode, 'credentials'>): boolean =>
	credentials?.commerceSpaceApi !== undefined;

function credentialsOf(
	context: ApiContext,
	{ type }: Action,
	secrets: CredentialReference | null,
	held: N8nNode['credentials'] = {},
): ActionDraft['credentials'] {
	const of = (name: keyof typeof CREDENTIAL_NAMES) => ({
		[name]: held[name] ?? requiredCredential(context, name, ACTION),
	});
	return {
		...(type === 'send_email' && of('commerceSmtpApi')),
		...(type === 'send_push' && of('commerceWebPushApi')),
		...(secrets && { commerceWebhookApi: secrets }),
		...spaceCredentialOf(ACTION_NODES[type], surroundingsOf(context)),
	};
}

const CREDENTIAL_NAMES = {
	commerceSmtpApi: 'a mail server',
	commerceWebPushApi: 'a web push credential',
};

const NEEDED_CREDENTIALS: Readonly<Partial<Record<Action['type'], keyof typeof CREDENTIAL_NAMES>>> =
	{ send_email: 'commerceSmtpApi', send_push: 'commerceWebPushApi' };

const ACTION = 'action.type: this action';

/**
 * @param what needs it, as the sentence begins that says so
 * @throws ApiError 400 where none is chosen in the Commerce API node
 */
export function requiredCredential(
	{ credentials }: ApiContext,
	type: keyof typeof CREDENTIAL_NAMES,
	what: string,
): CredentialReference {
	const chosen = credentials[type];
	if (chosen !== null) return chosen;
	throw new ApiError('CONFIGURATION_ERROR', `${what} ${needs(type)}`);
}

const needs = (type: keyof typeof CREDENTIAL_NAMES) =>
	`needs ${CREDENTIAL_NAMES[type]}. Choose one in n8n in the Commerce API node, and publish its workflow again.`;

/** Why an action is not possible, in a sentence; `null` where it is. */
export function missingCredential(
	{ credentials }: ApiContext,
	type: Action['type'],
): string | null {
	const needed = NEEDED_CREDENTIALS[type];
	return needed === undefined || credentials[needed] !== null
		? null
		: `This action ${needs(needed)}`;
}
