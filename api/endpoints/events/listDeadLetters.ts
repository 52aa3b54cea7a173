import { z } from 'zod/v4';
import { triggerOf } from '../../../engine/events/catalog.ts';
import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';
import {
	countListedDeadLetters,
	listDeadLetters as list,
} from '../../../engine/history/deadLetters.ts';
import type { ApiContext } from '../../http/apiContext.ts';
import { notFound } from '../../http/apiError.ts';
import { countedPage, defineEndpoint, envelope } from '../../http/endpoint.ts';
import { editorLinkOf } from '../../http/editorLink.ts';
import { executionIds } from '../../workflows/executionIds.ts';
import { startedField, startedOf } from '../../workflows/startedField.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { workflowIdOf } from '../../workflows/workflowIdOf.ts';
import { codeField, cursorQuery, guidParam, limitQuery, isoOf } from '../fields.ts';

/** Which dead letters: those of one workflow, of one store. */
export const deadLetterQuery = z.strictObject({
	workflow: z.guid().optional().describe('Guid of a workflow, or of a destination'),
	integration: z.guid().optional(),
});

const deadLetter = z
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
		workflow: startedField,
		attempts: z.number().int(),
		lastError: z.string().nullable(),
		diedAt: z.iso.datetime().nullable(),
		executionId: z.string().nullable().describe("n8n's id of its last run"),
		executionUrl: z.string().nullable().describe('Where n8n shows that run'),
		retriesFrom: z
			.enum(['start', 'failingNode'])
			.describe('Where it is tried again, so that nothing is done twice'),
	})
	.meta({ id: 'DeadLetter' });

type DeadLetterRow = Awaited<ReturnType<typeof list>>['rows'][number];

async function toldDeadLetters(context: ApiContext, rows: readonly DeadLetterRow[]) {
	const { now } = await context.commerce();
	const attempts = rows.flatMap((row) =>
		row.last === null ? [] : [{ ...row, attempt: row.last }],
	);
	const idOf = await executionIds(context, attempts, [], now());
	const link = editorLinkOf(context);
	return rows.map((row) => {
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
			workflow: startedOf(row),
			attempts: row.attempt,
			lastError: row.lastError,
			diedAt: isoOf(row.settledAt),
			executionId,
			executionUrl: executionId && link(row.workflowId, executionId),
			retriesFrom: row.from,
		};
	});
}

export const listDeadLetters = defineEndpoint({
	methods: ['GET'],
	path: '/api/dead-letters',
	operationId: 'listDeadLetters',
	tag: 'Events',
	summary: 'List dead letters',
	description:
		'Events that a workflow could not deal with in all its tries, the newest first. They are kept for 30 days.',
	query: deadLetterQuery.extend({ limit: limitQuery, cursor: cursorQuery }),
	answer: countedPage(deadLetter),
	errors: ['NOT_FOUND'],
	async run(context, { query: { workflow, integration, limit, cursor } }) {
		const { database } = await context.commerce();
		const { space } = context;
		await requireIntegrations(context, integration ? [integration] : [], 'integration');
		const filter = {
			workflowId: workflow && (await workflowIdOf(context, workflow)),
			integrationGuid: integration?.toLowerCase(),
		};
		const { rows, nextCursor } = await list(database, space, filter, { limit, after: cursor });
		const total = await countListedDeadLetters(database, space, filter);
		return { data: await toldDeadLetters(context, rows), nextCursor, total };
	},
});

export const getDeadLetter = defineEndpoint({
	methods: ['GET'],
	path: '/api/dead-letters/{id}',
	operationId: 'getDeadLetter',
	tag: 'Events',
	summary: 'Get one dead letter',
	description: 'What the list tells of it, until it is delivered or given up.',
	params: z.object({ id: guidParam('Dead letter') }),
	answer: envelope(deadLetter),
	errors: ['NOT_FOUND'],
	async run(context, { params: { id } }) {
		const { database } = await context.commerce();
		const { rows } = await list(database, context.space, { id }, { limit: 1, after: null });
		const [data] = await toldDeadLetters(context, rows);
		if (data === undefined) throw notFound('Dead letter');
		return { data };
	},
});
