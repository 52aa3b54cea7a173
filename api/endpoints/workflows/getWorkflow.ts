import { z } from 'zod/v4';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { editorLinkOf } from '../../http/editorLink.ts';
import { configurationOf } from '../../workflows/configurationOf.ts';
import { configuredWorkflow } from '../../workflows/configuredWorkflow.ts';
import { findWorkflow } from '../../workflows/findWorkflow.ts';
import { versionOf } from '../../workflows/versionOf.ts';
import { workflowRequestSchema } from '../../workflows/workflowRequest.ts';
import { guidParam } from '../fields.ts';
import { listedWorkflow } from './listConfigured.ts';

export const getWorkflow = defineEndpoint({
	methods: ['GET'],
	path: '/api/workflows/configured/{guid}',
	operationId: 'getWorkflow',
	tag: 'Workflows',
	summary: 'Get one configured workflow',
	description:
		'A workflow as n8n has it now, with the body that configures it. Its ETag, given as `If-Match` with a change, refuses the change where somebody else has changed the workflow in between.',
	params: z.object({ guid: guidParam('Workflow') }),
	answer: envelope(
		listedWorkflow
			.extend({
				configuration: workflowRequestSchema
					.nullable()
					.describe(
						'The body for `POST /api/workflows/configure` that leaves it as it is: change what is to change, and send it. What the API cannot say, such as an expression of n8n or the secrets of a webhook, is not in it, and stays. `null` for a workflow that is more than one trigger with one action, or of which the API cannot say what each body has to: it is changed in n8n.',
					),
				version: z.string().describe('Another one after each change; also its ETag'),
			})
			.meta({ id: 'Workflow' }),
	),
	errors: ['NOT_FOUND'],
	tagOf: ({ data }) => (data as { version: string }).version,
	async run(context, { params: { guid } }) {
		const workflow = await findWorkflow(context, guid);
		return {
			data: {
				...configuredWorkflow(workflow)!,
				url: editorLinkOf(context)(workflow.id),
				configuration: configurationOf(context, workflow),
				version: versionOf(workflow),
			},
		};
	},
});
