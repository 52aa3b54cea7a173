import { z } from 'zod/v4';
import { replayEvent as replay } from '../../../engine/history/replayEvent.ts';
import { notFound } from '../../http/apiError.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { workflowGuid } from '../../workflows/configuredWorkflow.ts';
import { workflowIdOf } from '../../workflows/workflowIdOf.ts';
import { guidParam } from '../fields.ts';

const body = z.strictObject({
	workflows: z
		.array(z.guid())
		.min(1)
		.max(100)
		.optional()
		.describe('Guids of workflows and destinations; left out: all that want the event'),
	sendAgain: z
		.boolean()
		.default(false)
		.describe(
			'Whether mails, notifications and webhooks are sent again that were sent for this event. Otherwise only what has not been sent is.',
		),
	preview: z
		.boolean()
		.default(false)
		.describe('Only tells which workflows would get it: nothing is delivered'),
});

export const replayEvent = defineEndpoint({
	methods: ['POST'],
	path: '/api/events/{id}/replay',
	operationId: 'replayEvent',
	tag: 'Events',
	summary: 'Replay an event',
	description:
		'Delivers an event once more, to the published workflows that want it now. A workflow that still has it does not get it twice.',
	params: z.object({ id: guidParam('Event') }),
	body: body.prefault({}),
	answer: envelope(
		z.object({
			workflows: z.array(z.uuid()).describe('Those that get it'),
			underWay: z.array(z.uuid()).describe('Those that still have it'),
		}),
	),
	errors: ['NOT_FOUND'],
	keptOf: (reply, { preview }) => (preview ? null : reply),
	async run(context, { params: { id }, body: { workflows, sendAgain, preview } }) {
		const { inbox } = await context.commerce();
		const workflowIds: string[] = [];
		for (const guid of workflows ?? []) {
			workflowIds.push(await workflowIdOf(context, guid));
		}
		const done = await replay(inbox, context.space, {
			eventId: id,
			workflowIds: workflows ? workflowIds : null,
			sendAgain,
			isPreview: preview,
		});
		if (done === null) throw notFound('Event');
		return {
			data: {
				workflows: done.workflowIds.map(workflowGuid),
				underWay: done.underWay.map(workflowGuid),
			},
		};
	},
});
