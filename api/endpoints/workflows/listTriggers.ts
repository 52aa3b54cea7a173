import { z } from 'zod/v4';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { triggersOf } from '../../workflows/startTriggers.ts';
import { startTypeParam } from '../fields.ts';

/** A trigger as the API tells it. */
export const trigger = z
	.object({
		guid: z.uuid(),
		name: z.string(),
		code: z.string(),
		description: z.string(),
	})
	.meta({ id: 'Trigger' });

export const listTriggers = defineEndpoint({
	methods: ['GET'],
	path: '/api/workflows/triggers/{entityType}',
	operationId: 'listTriggers',
	tag: 'Workflows',
	summary: 'Get workflow triggers',
	description: 'What can start a workflow, for one type of entity, or for `Alert`.',
	params: z.object({ entityType: startTypeParam }),
	answer: envelope(z.array(trigger)),
	errors: ['NOT_FOUND'],
	async run(_context, { params: { entityType } }) {
		return {
			data: triggersOf(entityType).map(({ guid, name, code, description }) => ({
				guid,
				name,
				code,
				description,
			})),
		};
	},
});
