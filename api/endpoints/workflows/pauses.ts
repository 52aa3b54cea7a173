import { z } from 'zod/v4';
import { findPause, pausesPage } from '../../../engine/pauses/pauses.ts';
import { resumePauses } from '../../../n8n/runs/resumeWorkflow.ts';
import { notFound } from '../../http/apiError.ts';
import { editorLinkOf } from '../../http/editorLink.ts';
import { defineEndpoint, done, page } from '../../http/endpoint.ts';
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

export const listPauses = defineEndpoint({
	methods: ['GET'],
	path: '/api/pauses',
	operationId: 'listPauses',
	tag: 'Workflows',
	summary: 'List paused executions',
	description:
		'Executions that wait at a Commerce Pause node, those that began to wait last first.',
	query: z.strictObject({
		workflow: z.guid().optional().describe('Guid of the workflow'),
		limit: limitQuery,
		cursor: cursorQuery,
	}),
	answer: page(
		z
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
			.meta({ id: 'PausedExecution' }),
	),
	errors: ['NOT_FOUND'],
	async run(context, { query: { workflow, limit, cursor } }) {
		const { database, now } = await context.commerce();
		const workflowId = workflow && (await findWorkflow(context, workflow.toLowerCase())).id;
		const wanted = { limit, after: cursor };
		const { rows, nextCursor } = await pausesPage(
			database,
			context.space,
			{ workflowId },
			wanted,
			now(),
		);
		const link = editorLinkOf(context);
		const data = rows.map((row) => ({
			id: idOf(row),
			workflow: { guid: workflowGuid(row.workflowId), name: row.workflowName },
			pausedAt: isoOf(row.pausedAt),
			until: isoOf(row.until),
			executionId: row.executionId,
			executionUrl: link(row.workflowId, row.executionId),
		}));
		return { data, nextCursor };
	},
});

export const resumePause = defineEndpoint({
	methods: ['POST'],
	path: '/api/pauses/{id}/resume',
	operationId: 'resumePause',
	tag: 'Workflows',
	summary: 'Resume one paused execution',
	description: 'Lets one execution go on. `resume-workflow` resumes all of a workflow.',
	params: z.object({ id: idParam }),
	answer: done,
	errors: ['NOT_FOUND'],
	async run(context, { params: { id } }) {
		const { database, now } = await context.commerce();
		const pause = await findPause(database, context.space, id);
		const pauses = pause === undefined ? [] : [pause];
		const resumed = await resumePauses(database, context.openLink, pauses, now());
		if (resumed === 0) throw notFound('Paused execution');
		return {};
	},
});
