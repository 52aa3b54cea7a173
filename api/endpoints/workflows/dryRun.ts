import { z } from 'zod/v4';
import { dryRun as run } from '../../../engine/history/dryRun.ts';
import { REASON_CODES, wantedBy, type WantedEvents } from '../../../engine/history/explainEvent.ts';
import type { ApiContext } from '../../http/apiContext.ts';
import { ApiError } from '../../http/apiError.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { findWorkflow } from '../../workflows/findWorkflow.ts';
import { triggerFields, withTrigger } from '../../workflows/workflowRequest.ts';
import { eventSummary, eventSummaryOf } from '../fields.ts';

const DESCRIPTION = ['entityType', 'triggerId', 'conditions', 'integrations'] as const;

const body = z
	.strictObject({
		workflow: z
			.guid()
			.optional()
			.describe('Guid of a workflow that was published; or describe one by the other fields'),
		...triggerFields,
		entityType: triggerFields.entityType.optional(),
		triggerId: triggerFields.triggerId.optional(),
		last: z.number().int().min(1).max(500).default(100).describe('How many events are looked at'),
	})
	.transform(({ workflow, last, entityType, triggerId, ...rest }, context) => {
		const given = { entityType, triggerId, ...rest };
		if (typeof workflow === 'string') {
			for (const path of DESCRIPTION.filter((name) => given[name] !== undefined)) {
				const message = 'Name a workflow, or describe one: not both.';
				context.addIssue({ code: 'custom', path: [path], message });
			}
			return { last, workflow: workflow.toLowerCase() };
		}
		if (entityType !== undefined && triggerId !== undefined) {
			return {
				last,
				workflow: undefined,
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
		'Which of the last stored events would have started a workflow, and why the others would not: a `workflow` as it was published last, or one that is described as for `configure`. Nothing is started and nothing is sent.',
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
				}),
			),
		}),
	),
	errors: ['NOT_FOUND'],
	async run(context, { body: asked }) {
		const { database } = await context.commerce();
		const triggers =
			asked.workflow !== undefined
				? await triggersOf(context, asked.workflow)
				: await described(context, asked);
		const events = (await run(database, context.space, triggers, asked.last)).map(
			({ row, reasons }) => ({
				event: eventSummaryOf(row),
				wouldStart: reasons.length === 0,
				reasons,
			}),
		);
		const wouldStart = events.filter((each) => each.wouldStart).length;
		return { data: { lookedAt: events.length, wouldStart, events } };
	},
});

type Described = Extract<z.output<typeof body>, { workflow: undefined }>;

async function described(context: ApiContext, asked: Described): Promise<WantedEvents[]> {
	const { entityType, trigger, conditions = null, integrations = [] } = asked;
	await requireIntegrations(context, integrations, 'integrations');
	const guids = integrations.map((guid) => guid.toLowerCase());
	return [
		{
			entityType,
			codes: [trigger.code],
			conditions,
			integrations: guids.length === 0 ? null : guids,
			includeOwnUpdates: false,
		},
	];
}

/** @throws ApiError 404 where n8n has no such workflow, 400 where it was never published */
async function triggersOf(context: ApiContext, guid: string): Promise<WantedEvents[]> {
	const { id, name } = await findWorkflow(context, guid);
	const { database } = await context.commerce();
	const rows = await database.db
		.selectFrom('subscription')
		.selectAll()
		.where('space', '=', context.space)
		.where('workflowId', '=', id)
		.execute();
	const shown = name.slice(0, 100);
	try {
		if (rows.length > 0) return rows.map(wantedBy);
	} catch {
		throw new ApiError(
			'CONFIGURATION_ERROR',
			`workflow: what is stored of the triggers of "${shown}" cannot be read. Publish it again, or describe it by entityType and triggerId.`,
		);
	}
	throw new ApiError(
		'CONFIGURATION_ERROR',
		`workflow: "${shown}" was never published, and so it is not known what it starts on. Describe it by entityType and triggerId.`,
	);
}
