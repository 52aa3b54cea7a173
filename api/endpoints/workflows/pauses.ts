import { z } from 'zod/v4';
import {
	countPauses,
	findPause,
	listPauses as listWaiting,
	pausesPage,
} from '../../../engine/pauses/pauses.ts';
import { resumePauses } from '../../../n8n/runs/resumeWorkflow.ts';
import type { ApiContext } from '../../http/apiContext.ts';
import { notFound } from '../../http/apiError.ts';
import { editorLinkOf } from '../../http/editorLink.ts';
import { countedPage, defineEndpoint, done, envelope } from '../../http/endpoint.ts';
import { notFoundIssue } from '../../http/notFoundIssue.ts';
import { workflowGuid } from '../../workflows/configuredWorkflow.ts';
import { findWorkflow } from '../../workflows/findWorkflow.ts';
import { cursorQuery, isoOf, limitQuery } from '../fields.ts';

type Named = { readonly executionId: string; readonly nodeId: string };

const idOf = ({ executionId, nodeId }: Named): string =>
	Buffer.from(JSON.stringify([executionId, nodeId])).toString('base64url');

const idSchema = z.tuple([z.string(), z.string()]);

const idParam = z
	.string()
	.max(500)
	.transform((given, context): Named => {
		try {
			const text = Buffer.from(given, 'base64url').toString();
			const [executionId, nodeId] = idSchema.parse(JSON.parse(text));
			return { executionId, nodeId };
		} catch {
			context.addIssue(notFoundIssue('Paused execution not found'));
			return z.NEVER;
		}
	});

const pausedExecution = z
	.object({
		id: z.string(),
		workflow: z.object({
			guid: z.uuid(),
			name: z.string().nullable().describe('`null` for one that starts on no event'),
		}),
		pausedAt: z.iso.datetime(),
		until: z.iso.datetime().nullable().describe('When it goes on by itself; `null` is never'),
		executionId: z.string().describe("n8n's id"),
		executionUrl: z.string().describe('Where n8n shows it'),
	})
	.meta({ id: 'PausedExecution' });

const workflowQuery = z.guid().optional().describe('Guid of the workflow');

/** n8n's id; `undefined` where none is named. */
const idOfWorkflow = async (context: ApiContext, guid: string | undefined) =>
	guid === undefined ? undefined : (await findWorkflow(context, guid.toLowerCase())).id;

type FoundPause = NonNullable<Awaited<ReturnType<typeof findPause>>>;

function toldPause(context: ApiContext, row: FoundPause) {
	return {
		id: idOf(row),
		workflow: { guid: workflowGuid(row.workflowId), name: row.workflowName },
		pausedAt: isoOf(row.pausedAt),
		until: isoOf(row.until),
		executionId: row.executionId,
		executionUrl: editorLinkOf(context)(row.workflowId, row.executionId),
	};
}

export const listPauses = defineEndpoint({
	methods: ['GET'],
	path: '/api/pauses',
	operationId: 'listPauses',
	tag: 'Workflows',
	summary: 'List paused executions',
	description:
		'Executions that wait at a Commerce Pause node, those that began to wait last first.',
	query: z.strictObject({ workflow: workflowQuery, limit: limitQuery, cursor: cursorQuery }),
	answer: countedPage(pausedExecution),
	errors: ['NOT_FOUND'],
	async run(context, { query: { workflow, limit, cursor } }) {
		const { database, now } = await context.commerce();
		const { space } = context;
		const workflowId = await idOfWorkflow(context, workflow);
		const wanted = { limit, after: cursor };
		const { rows, nextCursor } = await pausesPage(database, space, { workflowId }, wanted, now());
		const total = await countPauses(database, space, workflowId);
		return { data: rows.map((row) => toldPause(context, row)), nextCursor, total };
	},
});

export const getPause = defineEndpoint({
	methods: ['GET'],
	path: '/api/pauses/{id}',
	operationId: 'getPause',
	tag: 'Workflows',
	summary: 'Get one paused execution',
	description: 'What the list tells of it, as long as it waits.',
	params: z.object({ id: idParam }),
	answer: envelope(pausedExecution),
	errors: ['NOT_FOUND'],
	async run(context, { params: { id } }) {
		const { database, now } = await context.commerce();
		const pause = await findPause(database, context.space, id, now());
		if (pause === undefined) throw notFound('Paused execution');
		return { data: toldPause(context, pause) };
	},
});

export const resumePause = defineEndpoint({
	methods: ['POST'],
	path: '/api/pauses/{id}/resume',
	operationId: 'resumePause',
	tag: 'Workflows',
	summary: 'Resume one paused execution',
	description: 'Lets one execution go on. `POST /api/pauses/resume` resumes many.',
	params: z.object({ id: idParam }),
	answer: done,
	errors: ['NOT_FOUND'],
	async run(context, { params: { id } }) {
		const { database, now } = await context.commerce();
		const pause = await findPause(database, context.space, id, now());
		const pauses = pause === undefined ? [] : [pause];
		const resumed = await resumePauses(database, context.openLink, pauses, now());
		if (resumed === 0) throw notFound('Paused execution');
		return {};
	},
});

/** n8n resumes them one after the other. */
const RESUMED_AT_ONCE = 100;

export const resumeAllPauses = defineEndpoint({
	methods: ['POST'],
	path: '/api/pauses/resume',
	operationId: 'resumeAllPauses',
	tag: 'Workflows',
	summary: 'Resume all paused executions',
	description:
		'Lets all executions go on that wait at a Commerce Pause node, or those of one workflow, the longest waiting first: 100 at once. What is left goes on when asked for again.',
	query: z.strictObject({ workflow: workflowQuery }),
	answer: envelope(
		z.object({
			resumed: z.number().int(),
			left: z.number().int().describe('Still waiting: more than 100 were'),
		}),
	),
	errors: ['NOT_FOUND'],
	async run(context, { query: { workflow } }) {
		const { database, now } = await context.commerce();
		const { space, openLink } = context;
		const workflowId = await idOfWorkflow(context, workflow);
		const pauses = await listWaiting(database, space, workflowId, now(), RESUMED_AT_ONCE);
		const left = (await countPauses(database, space, workflowId)) - pauses.length;
		const resumed = await resumePauses(database, openLink, pauses, now());
		return { data: { resumed, left: Math.max(0, left) } };
	},
});
