import type { N8nNode, N8nWorkflow } from '../../n8n/publicApi/n8nApi.ts';
import { statusInForm } from '../../nodes/shared/statusOptions.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { ACTION_TYPES } from './actionNode.ts';
import { nodeDefaults } from './actionParameters.ts';
import { codesOf, conditionsOf, workflowGuid } from './configuredWorkflow.ts';
import { draftAfter, saysTheSame } from './draftAfter.ts';
import { heartOf } from './heartOf.ts';
import { workflowRequestSchema, writtenName } from './workflowRequest.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The body for `POST /api/workflows/configure` that leaves a workflow as it is. Whatever of it the API could not say,
 * such as an expression of n8n or the secrets of a webhook, is left out, and stays when the body is sent.
 *
 * @returns `null` for a workflow that the API cannot change: it is more than one trigger with one action
 */
export function configurationOf(context: ApiContext, workflow: N8nWorkflow): Fields | null {
	const heart = heartOf(workflow);
	const [triggerId] = heart === null ? [] : codesOf(heart.trigger, heart.entityType);
	if (heart === null || triggerId === undefined) return null;
	const { trigger, action, entityType } = heart;
	/** Whether a body can be sent, and would change nothing. */
	const isLeftAsItIs = (body: Fields): boolean => {
		const { success, data } = workflowRequestSchema.safeParse(body);
		if (!success) return false;
		try {
			return saysTheSame(draftAfter(context, workflow, heart, data, null), workflow);
		} catch {
			return false;
		}
	};
	const type = ACTION_TYPES.get(action.type)!;
	const guid = workflowGuid(workflow.id);
	const groups = saidBy(action);
	const named = { guid, name: writtenName(workflow.name), entityType, triggerId };
	// What a webhook or an update does has to be said.
	const bodies = [{ type }, { type, ...groups[0] }].map((said) => ({ ...named, action: said }));
	let body: (Fields & { readonly action: Fields }) | undefined = bodies.find(isLeftAsItIs);
	if (body === undefined) return null;
	const { integrations = [] } = trigger.parameters;
	const further: Fields[] = [
		{ integrations },
		...(entityType === 'Alert' ? [] : [{ conditions: conditionsOf(trigger, entityType) ?? {} }]),
	];
	for (const fields of further) {
		if (isLeftAsItIs({ ...body, ...fields })) body = { ...body, ...fields };
	}
	for (const fields of groups) {
		const fuller: typeof body = { ...body, action: { ...body.action, ...fields } };
		if (isLeftAsItIs(fuller)) body = fuller;
	}
	return body;
}

/** What the node of an action seems to say, in groups of fields that are said together. */
function saidBy(node: N8nNode): Fields[] {
	const held: Fields = { ...nodeDefaults(node), ...node.parameters };
	switch (ACTION_TYPES.get(node.type)) {
		case 'send_email': {
			const isOwn = held.template === 'custom';
			const { subject, html, text } = (isOwn ? held : (held.overrides ?? {})) as Fields;
			const wording = written({ subject, html, text });
			return [
				{ recipient: held.recipient === 'addresses' ? listIn(held.addresses) : held.recipient },
				{ ...(!isOwn && { template: held.template }), ...wording },
				written({ language: held.language }),
			];
		}
		case 'send_push': {
			const { audience, title, body, language, url, icon } = held;
			return [
				{ recipient: audience },
				written({ title, body }),
				...[{ language }, { url }, { icon }].map(written),
			];
		}
		case 'webhook': {
			const { url, method, headers, options } = held;
			const { header = [] } = (headers ?? {}) as {
				header?: Array<{ name: string; value: string }>;
			};
			const { allowPrivateAddresses = false } = (options ?? {}) as Fields;
			return [
				{ url, method },
				{ headers: Object.fromEntries(header.map(({ name, value }) => [name, value])) },
				{ allowPrivateAddresses },
			];
		}
		default: {
			const { target, note } = held;
			const status = String(target).startsWith('shipment')
				? held.shipmentStatus
				: statusInForm(String(held.orderStatus), String(held.ownStatus));
			return [{ status }, written({ target }), written({ note })];
		}
	}
}

const written = (fields: Fields): Fields =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Addresses as a request lists them. */
function listIn(addresses: unknown): unknown {
	const list = String(addresses).split(', ');
	return list.length === 1 ? list[0] : list;
}
