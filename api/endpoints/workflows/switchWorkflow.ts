import { z } from 'zod/v4';
import type { ApiContext } from '../../http/apiContext.ts';
import { defineEndpoint, envelope, type Asked } from '../../http/endpoint.ts';
import type { N8nWorkflow } from '../../../n8n/publicApi/n8nApi.ts';
import { startTriggersOf, workflowGuid } from '../../workflows/configuredWorkflow.ts';
import { inTurn } from '../../workflows/inTurn.ts';
import { publish, unpublish, untilLive } from '../../workflows/switchWorkflow.ts';
import { guidParam } from '../fields.ts';

const common = {
	tag: 'Workflows',
	params: z.object({ guid: guidParam('Workflow') }),
	errors: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
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
	run: async (context, asked) => await switchTo(context, asked, (active) => !active),
});

export const enableWorkflow = defineEndpoint({
	...common,
	methods: ['POST'],
	path: '/api/workflows/configured/{guid}/enable',
	operationId: 'enableWorkflow',
	summary: 'Enable workflow',
	description: 'Publishes a workflow. One that is published stays so.',
	answer: answerOf(z.literal(true)),
	run: async (context, asked) => await switchTo(context, asked, () => true),
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
	run: async (context, asked) => await switchTo(context, asked, () => false),
});

async function switchTo(
	context: ApiContext,
	{ params: { guid }, ifMatch }: Asked<{ guid: string }, unknown, unknown>,
	wanted: (active: boolean) => boolean,
): Promise<object> {
	const task = async (workflow: N8nWorkflow) => {
		const { id, active } = workflow;
		const isActive = wanted(active);
		if (isActive !== active) await (isActive ? publish(context, id) : unpublish(context, id));
		// A person may have published it a moment ago. A trigger that is switched off gets nothing.
		else if (isActive && !startTriggersOf(workflow)[0]?.node.disabled)
			await untilLive(context, id, 0);
		return { data: { guid: workflowGuid(id), isActive } };
	};
	return await inTurn(context, guid, task, ifMatch);
}
