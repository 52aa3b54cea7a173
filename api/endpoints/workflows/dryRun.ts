import { z } from 'zod/v4';
import { dryRun as run, type DryRun } from '../../../engine/history/dryRun.ts';
import { REASON_CODES, wantedBy, type WantedEvents } from '../../../engine/history/explainEvent.ts';
import type { Row } from '../../../engine/state/schema.ts';
import type { ApiContext } from '../../http/apiContext.ts';
import { ApiError, notFound } from '../../http/apiError.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { ACTION_NAMES, ACTION_NODES, TYPE_VERSIONS } from '../../workflows/actionNode.ts';
import { actionParameters, withDefaults } from '../../workflows/actionParameters.ts';
import { actionSchema } from '../../workflows/actionSchema.ts';
import { findWorkflow } from '../../workflows/findWorkflow.ts';
import { messageNodesAfter, sendsMessage, type MessageNode } from '../../workflows/messageNodes.ts';
import { MESSAGE_OUTCOMES, toldMessages, type ToldMessage } from '../../workflows/toldMessages.ts';
import { triggerFields, withTrigger } from '../../workflows/workflowRequest.ts';
import { eventSummary, eventSummaryOf } from '../fields.ts';

const DESCRIPTION = ['entityType', 'triggerId', 'conditions', 'integrations', 'action'] as const;

/** Of one answer: more would keep whoever asks waiting. */
const MOST_MESSAGES = 50;
/** Of a workflow that says nothing of its own. */
const USUAL_TIME_ZONE = 'America/New_York';

const body = z
	.strictObject({
		workflow: z
			.guid()
			.optional()
			.describe('Guid of a workflow that was published; or describe one by the other fields'),
		...triggerFields,
		entityType: triggerFields.entityType.optional(),
		triggerId: triggerFields.triggerId.optional(),
		action: actionSchema.optional().describe('What the described workflow does'),
		event: z.guid().optional().describe('Only this one, instead of the last ones'),
		messages: z
			.number()
			.int()
			.min(0)
			.max(20)
			.default(5)
			.describe(
				'For how many of the newest events that would have started it the messages are told',
			),
		last: z.number().int().min(1).max(500).default(100).describe('How many events are looked at'),
	})
	.transform((asked, context) => {
		const { workflow, last, event, messages, action, entityType, triggerId, ...rest } = asked;
		const given = { entityType, triggerId, action, ...rest };
		const looked = { last, messages, event: event?.toLowerCase() };
		if (typeof workflow === 'string') {
			for (const path of DESCRIPTION.filter((name) => given[name] !== undefined)) {
				const message = 'Name a workflow, or describe one: not both.';
				context.addIssue({ code: 'custom', path: [path], message });
			}
			return { ...looked, workflow: workflow.toLowerCase() };
		}
		if (entityType !== undefined && triggerId !== undefined) {
			return {
				...looked,
				workflow: undefined,
				action,
				...withTrigger({ entityType, triggerId, ...rest }, context),
			};
		}
		const path = [entityType === undefined ? 'entityType' : 'triggerId'];
		const message = 'It is needed where no workflow is named.';
		context.addIssue({ code: 'custom', path, message });
		return z.NEVER;
	});

const message = z.object({
	action: z.enum(['email', 'push', 'webhook']),
	node: z.string().describe('Name of the node that would have sent it'),
	outcome: z
		.enum(MESSAGE_OUTCOMES)
		.describe('`unknown`: that depends on what n8n works out when the workflow runs'),
	recipient: z.string().nullable().describe('Shortened: `a…@example.com`'),
	subject: z
		.string()
		.nullable()
		.describe('Subject of the mail, title of the push, method of the webhook'),
	text: z.string().nullable().describe('Of the mail or the push; what the webhook would post'),
	html: z.string().nullable(),
	said: z.string().nullable().describe('Why it would not be sent, or a remark'),
	unknown: z
		.array(z.object({ field: z.string(), expression: z.string().nullable() }))
		.describe(
			'Fields that n8n works out when the workflow runs, with the expressions of those whose text the readers of a mail or a push see. `null` for all others, which may hold a secret.',
		),
	between: z
		.array(z.string())
		.describe(
			'Nodes before it that may turn the event away or change it: what they do is not known here',
		),
});

export const dryRun = defineEndpoint({
	methods: ['POST'],
	path: '/api/workflows/dry-run',
	operationId: 'dryRun',
	tag: 'Workflows',
	summary: 'Dry run',
	description:
		'Which of the last stored events would have started a workflow, why the others would not, and what the newest ones would have sent: a `workflow` as it was published last, or one that is described as for `configure`. Nothing is started and nothing is sent.',
	body,
	answer: envelope(
		z.object({
			lookedAt: z.number().int().describe('Stored events of these entity types'),
			wouldStart: z.number().int(),
			events: z.array(
				z.object({
					event: eventSummary,
					wouldStart: z.boolean(),
					reasons: z.array(z.object({ code: z.enum(REASON_CODES), text: z.string() })),
					messages: z
						.array(message)
						.nullable()
						.describe('What it would have sent; `null` where that was not looked at'),
				}),
			),
		}),
	),
	errors: ['NOT_FOUND'],
	async run(context, { body: asked }) {
		const { database, actions } = await context.commerce();
		const { triggers, timeZone } =
			asked.workflow !== undefined
				? await triggersOf(context, asked.workflow)
				: await described(context, asked);
		const looked = asked.event === undefined ? { last: asked.last } : { eventId: asked.event };
		const found = await run(database, context.space, triggers, looked);
		if (asked.event !== undefined && found.length === 0) throw notFound('Event');
		const teller = { actions, space: context.space, timeZone };
		const shown = found.filter(({ started }) => started.length > 0).slice(0, asked.messages);
		let left = MOST_MESSAGES;
		const messages = new Map<DryRun<Trigger>, ToldMessage[]>();
		for (const each of shown) {
			if (left === 0) break;
			const told: ToldMessage[] = [];
			for (const { trigger, item } of each.started) {
				const nodes = trigger.nodes.slice(0, left);
				left -= nodes.length;
				told.push(...(await toldMessages(teller, nodes, item())));
			}
			messages.set(each, told);
		}
		const events = found.map((each) => ({
			event: eventSummaryOf(each.row),
			wouldStart: each.reasons.length === 0,
			reasons: each.reasons,
			messages: messages.get(each) ?? null,
		}));
		const wouldStart = events.filter((each) => each.wouldStart).length;
		return { data: { lookedAt: events.length, wouldStart, events } };
	},
});

/** What starts a workflow, and what that leads to. */
type Trigger = WantedEvents & { readonly nodes: readonly MessageNode[] };
type Plan = { readonly triggers: readonly Trigger[]; readonly timeZone: string };
type Described = Extract<z.output<typeof body>, { workflow: undefined }>;

async function described(context: ApiContext, asked: Described): Promise<Plan> {
	const { entityType, trigger, conditions = null, integrations = [], action } = asked;
	await requireIntegrations(context, integrations, 'integrations');
	const guids = integrations.map((guid) => guid.toLowerCase());
	const nodes = (action === undefined ? [] : [withDefaults(action)]).map((each) => ({
		name: ACTION_NAMES[each.type],
		type: ACTION_NODES[each.type],
		typeVersion: TYPE_VERSIONS[each.type],
		parameters: actionParameters(entityType, each),
	}));
	const wanted = {
		entityType,
		codes: [trigger.code],
		conditions,
		integrations: guids.length === 0 ? null : guids,
		includeOwnUpdates: false,
		nodes: nodes.filter(sendsMessage).map((node) => ({ node, between: [] })),
	};
	return { triggers: [wanted], timeZone: timeZoneOf({}) };
}

/** As n8n has it: of the workflow, or of n8n. */
function timeZoneOf({ timezone }: Readonly<Record<string, unknown>>): string {
	if (typeof timezone === 'string' && timezone !== 'DEFAULT') return timezone;
	return process.env.GENERIC_TIMEZONE || USUAL_TIME_ZONE;
}

/** @throws ApiError 404 where n8n has no such workflow, 400 where it was never published */
async function triggersOf(context: ApiContext, guid: string): Promise<Plan> {
	const workflow = await findWorkflow(context, guid);
	const { id, name } = workflow;
	const { database } = await context.commerce();
	const rows = await database.db
		.selectFrom('subscription')
		.selectAll()
		.where('space', '=', context.space)
		.where('workflowId', '=', id)
		.execute();
	const shown = name.slice(0, 100);
	if (rows.length === 0) {
		throw new ApiError(
			'CONFIGURATION_ERROR',
			`workflow: "${shown}" was never published, and so it is not known what it starts on. Describe it by entityType and triggerId.`,
		);
	}
	const triggers = rows.map((row) => ({
		...wantedOf(row, shown),
		nodes: messageNodesAfter(workflow, row.nodeName, MOST_MESSAGES),
	}));
	return { triggers, timeZone: timeZoneOf(workflow.settings) };
}

/** @throws ApiError 400 where another version has written it */
function wantedOf(row: Row<'subscription'>, workflowName: string): WantedEvents {
	try {
		return wantedBy(row);
	} catch {
		throw new ApiError(
			'CONFIGURATION_ERROR',
			`workflow: what is stored of the triggers of "${workflowName}" cannot be read. Publish it again, or describe it by entityType and triggerId.`,
		);
	}
}
