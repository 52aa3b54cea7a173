import { z } from 'zod/v4';
import { ACTION_KINDS } from '../../../engine/actions/actionOutcome.ts';
import { activity as activityOf } from '../../../engine/history/activity.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { isoOf } from '../fields.ts';

const count = z.number().int();

export const activity = defineEndpoint({
	methods: ['GET'],
	path: '/api/activity',
	operationId: 'activity',
	tag: 'Events',
	summary: 'Get the activity by hour',
	description: 'The last 24 hours, the oldest first: how much happened, was sent and failed.',
	answer: envelope(
		z.array(
			z
				.object({
					at: z.iso.datetime().describe('When the hour began'),
					events: count,
					...Object.fromEntries(ACTION_KINDS.map((kind) => [kind, count])),
					failed: count.describe('Actions that failed'),
					dead: count.describe('Dead letters'),
				})
				.meta({ id: 'HourOfActivity' }),
		),
	),
	async run(context) {
		const { database, now } = await context.commerce();
		const hours = await activityOf(database, context.space, now());
		return { data: hours.map((hour) => ({ ...hour, at: isoOf(hour.at) })) };
	},
});
