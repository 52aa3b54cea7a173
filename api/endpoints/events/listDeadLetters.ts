import { z } from 'zod/v4';
import { triggerOf } from '../../../engine/events/catalog.ts';
import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';
import { listDeadLetters as list } from '../../../engine/history/deadLetters.ts';
import { defineEndpoint, page } from '../../http/endpoint.ts';
import { editorLinkOf } from '../../http/editorLink.ts';
import { executionIds } from '../../workflows/executionIds.ts';
import { workflowGuid } from '../../workflows/configuredWorkflow.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { workflowIdOf } from '../../workflows/workflowIdOf.ts';
import { codeField, cursorQuery, limitQuery, isoOf } from '../fields.ts';

/** Which dead letters: those of one workflow, of one store. */
export const deadLetterQuery = z.strictObject({
	workflow: z.guid().optional().describe('Guid of a workflow, or of a destination'),
	integration: z.guid().optional(),
});

export const listDeadLetters = defineEndpoint({
	methods: ['GET'],
	path: '/api/dead-letters',
	operationId: 'listDeadLetters',
	tag: 'Events',
	summary: 'List dead letters',
	description:
		'Events that a workflow could not deal with in all its tries, the newest first. They are kept for 30 days.',
	query: deadLetterQuery.extend({ limit: limitQuery, cursor: cursorQuery }),
	answer: page(
		z
			.object({
				id: z.string(),
				event: z.object({
					id: z.string(),
					code: codeField,
					name: z.string(),
					entityType: z.enum(ENTITY_TYPES),
					entityId: z.string(),
					receivedAt: z.iso.datetime(),
				}),
				integration: z.object({ guid: z.uuid(), name: z.string() }),
				workflow: z.object({ guid: z.uuid(), name: z.string() }),
				attempts: z.number().int(),
				lastError: z.string().nullable(),
				diedAt: z.iso.datetime().nullable(),
				executionId: z.string().nullable().describe("n8n's id of its last run"),
				executionUrl: z.string().nullable().describe('Where n8n shows that run'),
				retriesFrom: z
					.enum(['start', 'failingNode'])
					.describe('Where it is tried again, so that nothing is done twice'),
			})
			.meta({ id: 'DeadLetter' }),
	),
	errors: ['NOT_FOUND'],
	async run(context, { query: { workflow, integration, limit, cursor } }) {
		const { database, now } = await context.commerce();
		await requireIntegrations(context, integration ? [integration] : [], 'integration');
		const filter = {
			workflowId: workflow && (await workflowIdOf(context, workflow)),
			integrationGuid: integration?.toLowerCase(),
		};
		const { rows, nextCursor } = await list(database, context.space, filter, {
			limit,
			after: cursor,
		});
		const attempts = rows.flatMap((row) =>
			row.last === null ? [] : [{ ...row, attempt: row.last }],
		);
		const idOf = await executionIds(context, attempts, [], now());
		const link = editorLinkOf(context);
		const data = rows.map((row) => {
			const executionId = row.last && idOf(row.last.key);
			const [code] = z.array(codeField).parse(JSON.parse(row.codesJson));
			return {
				id: row.id,
				event: {
					id: row.eventId,
					code,
					name: triggerOf(code ?? '')?.name,
					entityType: row.entityType,
					entityId: row.entityId,
					receivedAt: isoOf(row.receivedAt),
				},
				integration: { guid: row.integrationGuid, name: row.integrationName },
				workflow: { guid: workflowGuid(row.workflowId), name: row.workflowName },
				attempts: row.attempt,
				lastError: row.lastError,
				diedAt: isoOf(row.settledAt),
				executionId,
				executionUrl: executionId && link(row.workflowId, executionId),
				retriesFrom: row.from,
			};
		});
		return { data, nextCursor };
	},
});
