import { z } from 'zod/v4';
import {
	listCatchUps as list,
	readCatchUp,
	startCatchUp as start,
	stopCatchUp as stop,
	type CatchUpAnswer,
	type NamedCatchUp,
} from '../../../engine/catchUps/catchUps.ts';
import type { CommerceItem } from '../../../engine/deliveries/composeItem.ts';
import { notFound } from '../../http/apiError.ts';
import { defineEndpoint, envelope, page } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { workflowGuid } from '../../workflows/configuredWorkflow.ts';
import { findWorkflow } from '../../workflows/findWorkflow.ts';
import { triggerFields } from '../../workflows/workflowRequest.ts';
import { eventItem } from '../events/eventItem.ts';
import { cursorQuery, guidParam, isoOf, limitQuery } from '../fields.ts';

const catchUp = z
	.object({
		guid: z.uuid(),
		workflow: z.object({
			guid: z.uuid(),
			name: z.string().nullable().describe('`null` if it no longer exists'),
		}),
		status: z.enum(['running', 'done', 'stopped']),
		total: z.number().int().describe('How many there were when it was begun'),
		started: z.number().int().describe('For how many the workflow was run, or is about to be'),
		perMinute: z.number().int(),
		createdAt: z.iso.datetime(),
		endedAt: z.iso.datetime().nullable(),
	})
	.meta({ id: 'CatchUp' });

const catchUpOf = (row: NamedCatchUp) => ({
	guid: row.id,
	workflow: { guid: workflowGuid(row.workflowId), name: row.workflowName },
	status: row.status,
	total: row.total,
	started: row.started,
	perMinute: row.perMinute,
	createdAt: isoOf(row.createdAt),
	endedAt: isoOf(row.endedAt),
});

export const startCatchUp = defineEndpoint({
	methods: ['POST'],
	path: '/api/workflows/catch-ups',
	operationId: 'startCatchUp',
	tag: 'Workflows',
	// The answer shows the first orders.
	scopes: ['workflows', 'read'],
	summary: 'Run a workflow for what is known already',
	description:
		'Counts the orders (shipments, customers, products) that are known, that the trigger of a published workflow wants and that match, and tells the first three of them as the workflow gets them. With `start`, the workflow is run once for each, at a rate. What it was run for in the last two weeks is left out. Conditions on what has changed match nothing: nothing has.',
	body: z.strictObject({
		workflow: z.guid().describe('Guid of a published workflow'),
		trigger: z
			.string()
			.max(200)
			.optional()
			.describe('Name of the trigger node, where the workflow has several'),
		createdSince: z.iso
			.datetime({ offset: true, message: 'a moment such as 2026-01-31T08:00:00Z' })
			.optional()
			.describe('Made in the store at or after'),
		conditions: triggerFields.conditions.describe('Beside those of the trigger'),
		integrations: triggerFields.integrations.describe(
			'Guids of stores; left out or empty: all that the trigger listens to',
		),
		includeAlreadyRun: z
			.boolean()
			.default(false)
			.describe('Also those that the workflow was run for in the last two weeks'),
		perMinute: z.number().int().min(1).max(600).default(60),
		start: z.boolean().default(false).describe('Left out, nothing is run'),
	}),
	answer: envelope(
		z.object({
			count: z.number().int(),
			examples: z
				.array(eventItem)
				.describe('Empty in the answer to a request that was repeated by its Idempotency-Key'),
			catchUp: catchUp.nullable().describe('`null` where nothing was begun'),
		}),
	),
	errors: ['NOT_FOUND'],
	keptOf(reply) {
		const { data } = reply as { readonly data: CatchUpAnswer };
		return data.catchUp === null ? null : { data: { ...data, examples: [] } };
	},
	async run(context, { body }) {
		const { integrations = [], conditions = null, createdSince } = body;
		const guids = await requireIntegrations(context, integrations, 'integrations');
		const { id } = await findWorkflow(context, body.workflow.toLowerCase());
		const { inbox } = await context.commerce();
		const found = await start(inbox, context.space, id, body.trigger ?? null, {
			filter: {
				integrations: guids.length === 0 ? null : guids,
				conditions,
				createdSince: createdSince === undefined ? null : Date.parse(createdSince),
				includeAlreadyRun: body.includeAlreadyRun,
			},
			perMinute: body.perMinute,
			isToStart: body.start,
		});
		return {
			data: {
				count: found.count,
				examples: found.examples as ReadonlyArray<CommerceItem>,
				catchUp: found.catchUp && catchUpOf(found.catchUp),
			},
		};
	},
});

export const listCatchUps = defineEndpoint({
	methods: ['GET'],
	path: '/api/workflows/catch-ups',
	operationId: 'listCatchUps',
	tag: 'Workflows',
	summary: 'List catch-ups',
	description: 'Runs of workflows for what was known already, the newest first.',
	query: z.strictObject({ limit: limitQuery, cursor: cursorQuery }),
	answer: page(catchUp),
	async run(context, { query: { limit, cursor } }) {
		const { database } = await context.commerce();
		const { rows, nextCursor } = await list(database, context.space, { limit, after: cursor });
		return { data: rows.map(catchUpOf), nextCursor };
	},
});

const params = z.object({ id: guidParam('Catch-up') });

export const getCatchUp = defineEndpoint({
	methods: ['GET'],
	path: '/api/workflows/catch-ups/{id}',
	operationId: 'getCatchUp',
	tag: 'Workflows',
	summary: 'Get a catch-up',
	description: 'How far it has come.',
	params,
	answer: envelope(catchUp),
	errors: ['NOT_FOUND'],
	async run(context, asked) {
		const { database } = await context.commerce();
		const row = await readCatchUp(database, context.space, asked.params.id);
		if (row === null) throw notFound('Catch-up');
		return { data: catchUpOf(row) };
	},
});

export const stopCatchUp = defineEndpoint({
	methods: ['POST'],
	path: '/api/workflows/catch-ups/{id}/stop',
	operationId: 'stopCatchUp',
	tag: 'Workflows',
	summary: 'Stop a catch-up',
	description:
		'Begins no further run. Runs that are under way go on. One that has ended stays as it is.',
	params,
	answer: envelope(catchUp),
	errors: ['NOT_FOUND'],
	async run(context, asked) {
		const { inbox } = await context.commerce();
		const row = await stop(inbox, context.space, asked.params.id);
		if (row === null) throw notFound('Catch-up');
		return { data: catchUpOf(row) };
	},
});
