import { z } from 'zod/v4';
import { resumeWorkflow as resume } from '../../../n8n/runs/resumeWorkflow.ts';
import { notFound } from '../../http/apiError.ts';
import { defineEndpoint, done } from '../../http/endpoint.ts';
import { workflowGuid } from '../../workflows/configuredWorkflow.ts';

export const resumeWorkflow = defineEndpoint({
	methods: ['GET', 'POST'],
	path: '/api/workflows/resume-workflow',
	operationId: 'resumeWorkflow',
	tag: 'Workflows',
	summary: 'Resume a paused workflow execution',
	description: 'Lets every execution of a workflow go on that waits at a Commerce Pause node.',
	query: z.strictObject({
		workflowId: z.string().min(1).max(100).describe('The guid of the workflow, or its id in n8n'),
	}),
	answer: done,
	errors: ['NOT_FOUND'],
	async run(context, { query: { workflowId } }) {
		const { database, now } = await context.commerce();
		const paused = await database.db
			.selectFrom('pause')
			.select('workflowId')
			.distinct()
			.where('space', '=', context.space)
			.execute();
		const id = paused
			.map((pause) => pause.workflowId)
			.find((each) => each === workflowId || workflowGuid(each) === workflowId.toLowerCase());
		const resumed =
			id === undefined ? 0 : await resume(database, context.openLink, context.space, id, now());
		if (resumed === 0) throw notFound('Paused execution');
		return {};
	},
});
