import { z } from 'zod/v4';
import { REASON_CODES } from '../../../engine/history/explainEvent.ts';
import { readEvent } from '../../../engine/history/readEvent.ts';
import { notFound } from '../../http/apiError.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { startedField, startedOf } from '../../workflows/startedField.ts';
import { guidParam, isoOf } from '../fields.ts';
import { eventItem } from './eventItem.ts';
import { actionOutcome, actionOutcomeOf, attempt, attemptsTeller } from './outcomes.ts';

export const getEvent = defineEndpoint({
	methods: ['GET'],
	path: '/api/events/{id}',
	operationId: 'getEvent',
	tag: 'Events',
	summary: 'Get an event',
	description:
		'An event as workflows get it (`event`, `integration`, the entity, `customer`, `previous`), what became of it in each workflow that it started, with every attempt and every action, and why it did not start the others (`notStarted`).',
	params: z.object({ id: guidParam('Event') }),
	answer: envelope(
		z.object({
			item: eventItem,
			deliveries: z.array(
				z
					.object({
						id: z.string(),
						workflow: startedField,
						status: z
							.enum(['waiting', 'claimed', 'delivered', 'dropped', 'dead'])
							.describe('`claimed`: its run is under way. `dead`: given up, a dead letter.'),
						attempts: z.number().int(),
						createdAt: z.iso.datetime(),
						dueAt: z.iso.datetime(),
						settledAt: z.iso.datetime().nullable(),
						lastError: z.string().nullable(),
						history: z.array(attempt).describe('Every attempt that has ended, the first one first'),
					})
					.meta({ id: 'Delivery' }),
			),
			actions: z.array(actionOutcome).describe('What its runs sent or wrote, the first one first'),
			notStarted: z
				.array(
					z.object({
						workflow: startedField,
						trigger: z.string().describe('Name of the trigger node'),
						reasons: z.array(z.object({ code: z.enum(REASON_CODES), text: z.string() })),
					}),
				)
				.describe(
					'Every other trigger of this type of entity, and why it did not start its workflow, by what it is set to now',
				),
			catchUp: z
				.uuid()
				.nullable()
				.describe('Of the catch-up that it was made for: it has not happened in the store'),
		}),
	),
	errors: ['NOT_FOUND'],
	async run(context, { params: { id } }) {
		const { database, now } = await context.commerce();
		const found = await readEvent(database, context.space, id);
		if (found === null) throw notFound('Event');
		const attempts = found.deliveries.flatMap((delivery) =>
			delivery.attempts.map((each) => ({ ...delivery, eventId: id, attempt: each })),
		);
		const tell = await attemptsTeller(context, attempts, found.actions, now());
		const deliveries = found.deliveries.map((delivery) => ({
			id: delivery.id,
			workflow: startedOf(delivery),
			status: delivery.status,
			attempts: delivery.attempt,
			createdAt: isoOf(delivery.createdAt),
			dueAt: isoOf(delivery.dueAt),
			settledAt: isoOf(delivery.settledAt),
			lastError: delivery.lastError,
			history: delivery.attempts.map((each) => tell(delivery.workflowId, each)),
		}));
		const notStarted = found.notStarted.map(({ workflowId, workflowName, nodeName, reasons }) => ({
			workflow: startedOf({ workflowId, workflowName }),
			trigger: nodeName,
			reasons,
		}));
		return {
			data: {
				item: found.item,
				deliveries,
				actions: found.actions.map(actionOutcomeOf),
				notStarted,
				catchUp: found.catchUpId,
			},
		};
	},
});
