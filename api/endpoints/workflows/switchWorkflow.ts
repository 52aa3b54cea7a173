import { z } from 'zod/v4';
import type { ApiContext } from '../../http/apiContext.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { workflowGuid } from '../../workflows/configuredWorkflow.ts';
import { inTurn } from '../../workflows/inTurn.ts';
import { publish, unpublish } from '../../workflows/switchWorkflow.ts';
import { guidParam } from '../fields.ts';

const common = {
	tag: 'Workflows',
	params: z.object({ guid: guidParam('Workflow') }),
	errors: ['NOT_FOUND', 'CONFLICT'],
} as const;
const answerOf = (isActive: z.ZodType<boolean>) => envelope(z.object({ guid: z.uuid(), isActive }));

export const toggleWorkflow = defineEndpoint({
	...common,
	methods: ['GET', 'POST'],
	path: '/api/workflows/configured/{guid}/toggle',
	operationId: 'toggleWorkflow',
	summary: 'Toggle workflow',
	description: 'Unpublishes a workflow that is published, and publishes one that is not.',
	answer: answerOf(z.boolean()),
	run: async (context, { params: { guid } }) => await switchTo(context, guid, (active) => !active),
});

export const enableWorkflow = defineEndpoint({
	...common,
	methods: ['POST'],
	path: '/api/workflows/configured/{guid}/enable',
	operationId: 'enableWorkflow',
	summary: 'Enable workflow',
	description: 'Publishes a workflow. One that is published stays so.',
	answer: answerOf(z.literal(true)),
	run: async (context, { params: { guid } }) => await switchTo(context, guid, () => true),
});

export const disableWorkflow = defineEndpoint({
	...common,
	methods: ['POST'],
	path: '/api/workflows/configured/{guid}/disable',
	operationId: 'disableWorkflow',
	summary: 'Disable workflow',
	description:
		'Unpublishes a workflow: it stays in n8n, and gets no events. One that is not published stays so.',
	answer: answerOf(z.literal(false)),
	run: async (context, { params: { guid } }) => await switchTo(context, guid, () => false),
});

async function switchTo(
	context: ApiContext,
	guid: string,
	wanted: (active: boolean) => boolean,
): Promise<object> {
	return await inTurn(context, guid, async ({ id, active }) => {
		const isActive = wanted(active);
		if (isActive !== active) await (isActive ? publish(context, id) : unpublish(context, id));
		return { data: { guid: workflowGuid(id), isActive } };
	});
}
