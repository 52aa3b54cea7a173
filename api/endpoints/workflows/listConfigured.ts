import { z } from 'zod/v4';
import { recentRuns } from '../../../engine/history/workflowRuns.ts';
import { conditionsSchema } from '../../../engine/conditions/conditionsSchema.ts';
import { editorLinkOf } from '../../http/editorLink.ts';
import { ApiError } from '../../http/apiError.ts';
import { countedPage, defineEndpoint } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { configuredWorkflow, mayStartFor } from '../../workflows/configuredWorkflow.ts';
import { listWorkflows } from '../../workflows/findWorkflow.ts';
import {
	START_CODES,
	START_TYPES,
	triggersOf,
	type StartType,
} from '../../workflows/startTriggers.ts';
import { byNameQuery, hasPart, pageByName } from '../byName.ts';
import { booleanQuery, optionalBooleanQuery, startTypeParam } from '../fields.ts';

const codes = z.enum(START_CODES).meta({ id: 'StartCode' });
const actions = z.enum(['send_email', 'send_push', 'webhook', 'update_status']);

const runs = z
	.object({
		runs: z.number().int(),
		failed: z.number().int().describe('Failed, or cut off with n8n'),
	})
	.describe('Of events that were dealt with or given up in this time, or are still tried');

/** A workflow, without what became of its runs. */
export const listedWorkflow = z.object({
	guid: z.uuid(),
	name: z.string(),
	entityType: z.enum(START_TYPES),
	trigger: codes.nullable().describe('`null` for a draft that has none yet'),
	triggers: z.array(codes).describe('All that it starts on'),
	action: actions.nullable().describe('`null` where it does something else'),
	actions: z.array(actions),
	conditions: conditionsSchema.nullable(),
	isActive: z.boolean(),
	isManaged: z.boolean(),
	workflowId: z.string().describe('Of the workflow in n8n'),
	url: z.string().describe('Where n8n shows it'),
});

export const listConfigured = defineEndpoint({
	methods: ['GET'],
	path: '/api/workflows/{entityType}/configured',
	operationId: 'listConfigured',
	tag: 'Workflows',
	summary: 'Get configured workflows',
	description:
		'The workflows that start on events of one type of entity, or on alerts, whether the API or a person has drawn them, as n8n has them now, by name.',
	params: z.object({ entityType: startTypeParam }),
	query: z.strictObject({
		managed: booleanQuery.describe(
			'Whether to include workflows that settings of a store have made',
		),
		isActive: optionalBooleanQuery.describe('Whether they are published'),
		trigger: codes.optional().describe('One of those that they start on'),
		integration: z
			.guid()
			.optional()
			.describe('Those that start for this store: for it among others, or for all'),
		...byNameQuery,
	}),
	answer: countedPage(
		listedWorkflow.extend({ last24Hours: runs, last7Days: runs }).meta({ id: 'ListedWorkflow' }),
	),
	errors: ['NOT_FOUND'],
	async run(context, { params: { entityType }, query }) {
		const { managed, isActive, trigger, integration, name, ...wanted } = query;
		if (trigger !== undefined) requireTriggerOf(entityType, trigger);
		await requireIntegrations(context, integration ? [integration] : [], 'integration');
		const found = (await listWorkflows(context))
			.filter(
				(workflow) =>
					integration === undefined || mayStartFor(workflow, entityType, integration.toLowerCase()),
			)
			.flatMap((workflow) => configuredWorkflow(workflow, entityType) ?? [])
			.filter((workflow) => managed || !workflow.isManaged)
			.filter((workflow) => isActive === undefined || workflow.isActive === isActive)
			.filter((workflow) => trigger === undefined || workflow.triggers.includes(trigger))
			.filter((workflow) => hasPart(workflow.name, name));
		const { database, now } = await context.commerce();
		const runsOf = await recentRuns(database.db, context.space, now());
		const link = editorLinkOf(context);
		const { data, ...page } = pageByName(found, (workflow) => workflow, wanted);
		const told = data.map((workflow) => ({
			...workflow,
			url: link(workflow.workflowId),
			...runsOf(workflow.workflowId, entityType),
		}));
		return { data: told, ...page };
	},
});

/** @throws ApiError 400 for a trigger of other things: the list would be empty without a reason */
function requireTriggerOf(entityType: StartType, code: string): void {
	const all = triggersOf(entityType).map((trigger) => trigger.code);
	if (all.includes(code)) return;
	throw new ApiError(
		'CONFIGURATION_ERROR',
		`trigger: "${code}" is none of ${entityType}. There are ${all.join(', ')}.`,
	);
}
