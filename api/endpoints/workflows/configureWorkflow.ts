import { z } from 'zod/v4';
import type { N8nWorkflow } from '../../../n8n/publicApi/n8nApi.ts';
import { ApiError } from '../../http/apiError.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { createConfigured, updateConfigured } from '../../workflows/configureWorkflow.ts';
import { startTriggersOf, workflowGuid } from '../../workflows/configuredWorkflow.ts';
import { inTurn } from '../../workflows/inTurn.ts';
import { workflowRequestSchema } from '../../workflows/workflowRequest.ts';

export const configureWorkflow = defineEndpoint({
	methods: ['POST'],
	path: '/api/workflows/configure',
	operationId: 'configureWorkflow',
	tag: 'Workflows',
	summary: 'Configure workflow',
	description:
		'Draws a workflow in n8n, publishes it, and answers when it gets events. A request for what a workflow does already is answered with that workflow. With `guid`, changes in one what the request names: options, stores, conditions and fields of the action that it does not name stay, and so does what a person has drawn beside them.',
	body: workflowRequestSchema,
	answer: envelope(z.object({ guid: z.uuid(), name: z.string(), isActive: z.boolean() })),
	errors: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
	async run(context, { body, ifMatch }) {
		const { guid, name, integrations = [] } = body;
		if (guid === undefined) {
			if (ifMatch !== null) throw withoutVersion();
			await requireIntegrations(context, integrations, 'integrations');
			const { id, isActive } = await createConfigured(context, body);
			return { data: { guid: workflowGuid(id), name, isActive } };
		}
		const change = async (workflow: N8nWorkflow) => {
			// One that was removed stays where it is, as long as nobody asks for others.
			const held = startTriggersOf(workflow).flatMap(
				({ node }) => node.parameters.integrations ?? [],
			);
			const added = integrations.filter((each) => !held.includes(each));
			await requireIntegrations(context, added, 'integrations');
			await updateConfigured(context, workflow, body);
			return { data: { guid: workflowGuid(workflow.id), name, isActive: workflow.active } };
		};
		return await inTurn(context, guid.toLowerCase(), change, ifMatch);
	},
});

const withoutVersion = () =>
	new ApiError(
		'PRECONDITION_FAILED',
		'If-Match: without a guid a new workflow is made, which has no version yet. Give the guid of the workflow to change, or leave the header out.',
	);
