import { z } from 'zod/v4';
import { CATALOG } from '../../../engine/events/catalog.ts';
import { wantedBy, type WantedEvents } from '../../../engine/history/explainEvent.ts';
import type { Row } from '../../../engine/state/schema.ts';
import type { ApiContext } from '../../http/apiContext.ts';
import { ApiError } from '../../http/apiError.ts';
import { defineEndpoint } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import {
	ACTION_NAMES,
	ACTION_NODES,
	TYPE_VERSIONS,
	requireFitting,
} from '../../workflows/actionNode.ts';
import { actionParameters, withDefaults } from '../../workflows/actionParameters.ts';
import { actionSchema, requireWording } from '../../workflows/actionSchema.ts';
import { findWorkflow } from '../../workflows/findWorkflow.ts';
import {
	dryRunAnswer,
	MOST_MESSAGES,
	tellDryRun,
	timeZoneOf,
	type DryRunPlan,
} from '../../workflows/dryRunOf.ts';
import { messageNodesAfter, sendsMessage } from '../../workflows/messageNodes.ts';
import { triggerFields, withTrigger } from '../../workflows/workflowRequest.ts';

const DESCRIPTION = ['entityType', 'triggerId', 'conditions', 'integrations', 'action'] as const;

const NO_EVENT =
	'A dry run looks at stored events, and an alert is none. GET /api/alerts tells what alerts there were.';

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
		if (entityType === 'Alert') {
			context.addIssue({ code: 'custom', path: ['entityType'], message: NO_EVENT });
			return z.NEVER;
		}
		if (entityType !== undefined && triggerId !== undefined) {
			requireWording(action, entityType, context);
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

export const dryRun = defineEndpoint({
	methods: ['POST'],
	path: '/api/workflows/dry-run',
	operationId: 'dryRun',
	tag: 'Workflows',
	summary: 'Dry run',
	description:
		'Which of the last stored events would have started a workflow, why the others would not, and what the newest ones would have sent: a `workflow` as it was published last, or one that is described as for `configure`. Nothing is started and nothing is sent.',
	scopes: ['read'],
	body,
	answer: dryRunAnswer,
	errors: ['NOT_FOUND'],
	keptOf: () => null,
	async run(context, { body: asked }) {
		const plan =
			asked.workflow !== undefined
				? await triggersOf(context, asked.workflow)
				: await described(context, asked);
		const looked = asked.event === undefined ? { last: asked.last } : { eventId: asked.event };
		return { data: await tellDryRun(context, plan, looked, asked.messages) };
	},
});

type Described = Extract<z.output<typeof body>, { workflow: undefined }>;

async function described(context: ApiContext, asked: Described): Promise<DryRunPlan> {
	const { entityType, trigger, conditions = null, integrations = [], action } = asked;
	const guids = await requireIntegrations(context, integrations, 'integrations');
	if (action !== undefined) requireFitting(entityType, action);
	const nodes = (action === undefined ? [] : [withDefaults(action)]).map((each) => ({
		name: ACTION_NAMES[each.type],
		type: ACTION_NODES[each.type],
		typeVersion: TYPE_VERSIONS[each.type],
		parameters: actionParameters(entityType, each),
	}));
	const wanted = {
		entityType,
		codes: CATALOG.flatMap(({ code }) => (code === trigger.code ? [code] : [])),
		conditions,
		integrations: guids.length === 0 ? null : guids,
		includeOwnUpdates: false,
		nodes: nodes.filter(sendsMessage).map((node) => ({ node, between: [] })),
	};
	return { triggers: [wanted], timeZone: timeZoneOf({}) };
}

/** @throws ApiError 404 where n8n has no such workflow, 400 where it was never published */
async function triggersOf(context: ApiContext, guid: string): Promise<DryRunPlan> {
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
	const ofEvents = rows.filter(({ entityType }) => entityType !== 'Alert');
	if (ofEvents.length === 0) throw new ApiError('CONFIGURATION_ERROR', `workflow: ${NO_EVENT}`);
	const triggers = ofEvents.map((row) => ({
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
