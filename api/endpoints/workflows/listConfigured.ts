import { z } from 'zod/v4';
import { recentRuns } from '../../../engine/history/workflowRuns.ts';
import { conditionsSchema } from '../../../engine/conditions/conditionsSchema.ts';
import { editorLinkOf } from '../../http/editorLink.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { configuredWorkflow } from '../../workflows/configuredWorkflow.ts';
import { listWorkflows } from '../../workflows/findWorkflow.ts';
import { START_CODES, START_TYPES } from '../../workflows/startTriggers.ts';
import { booleanQuery, startTypeParam } from '../fields.ts';

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
		'The workflows that start on events of one type of entity, or on alerts, whether the API or a person has drawn them, as n8n has them now.',
	params: z.object({ entityType: startTypeParam }),
	query: z.strictObject({
		managed: booleanQuery.describe(
			'Whether to include workflows that settings of a store have made',
		),
	}),
	answer: envelope(
		z.array(
			listedWorkflow.extend({ last24Hours: runs, last7Days: runs }).meta({ id: 'ListedWorkflow' }),
		),
	),
	errors: ['NOT_FOUND'],
	async run(context, { params: { entityType }, query: { managed } }) {
		const all = (await listWorkflows(context)).flatMap(
			(workflow) => configuredWorkflow(workflow, entityType) ?? [],
		);
		const { database, now } = await context.commerce();
		const runsOf = await recentRuns(database.db, context.space, now());
		const link = editorLinkOf(context);
		const data = all
			.filter(({ isManaged }) => managed || !isManaged)
			.map((workflow) => ({
				...workflow,
				url: link(workflow.workflowId),
				...runsOf(workflow.workflowId, entityType),
			}));
		return { data };
	},
});
