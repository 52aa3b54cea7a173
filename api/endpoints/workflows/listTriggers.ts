import { z } from 'zod/v4';
import { CATALOG } from '../../../engine/events/catalog.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { entityTypeParam } from '../fields.ts';

export const listTriggers = defineEndpoint({
	methods: ['GET'],
	path: '/api/workflows/triggers/{entityType}',
	operationId: 'listTriggers',
	tag: 'Workflows',
	summary: 'Get workflow triggers',
	description: 'What can start a workflow, for one type of entity.',
	params: z.object({ entityType: entityTypeParam }),
	answer: envelope(
		z.array(
			z.object({
				guid: z.uuid(),
				name: z.string(),
				code: z.string(),
				description: z.string(),
			}),
		),
	),
	errors: ['NOT_FOUND'],
	async run(_context, { params: { entityType } }) {
		const triggers = CATALOG.filter((trigger) => trigger.entityType === entityType);
		return {
			data: triggers.map(({ guid, name, code, description }) => ({
				guid,
				name,
				code,
				description,
			})),
		};
	},
});
