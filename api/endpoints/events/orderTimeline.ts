import { z } from 'zod/v4';
import { brandOf } from '../../../engine/brand/brandOf.ts';
import { orderTimelines, type TimelineEntry } from '../../../engine/history/orderTimeline.ts';
import { REFUSED_OUTCOMES } from '../../../engine/inbox/refusedOutcomes.ts';
import { notFound } from '../../http/apiError.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { startedField, startedOf } from '../../workflows/startedField.ts';
import {
	actionOutcome,
	actionOutcomeOf,
	attempt,
	attemptsTeller,
	type TellAttempt,
} from './outcomes.ts';
import { eventSummary, eventSummaryOf, isoOf } from '../fields.ts';

const workflow = startedField;
const at = z.iso.datetime();

const entry = z
	.discriminatedUnion('kind', [
		z.object({ kind: z.literal('event'), at, event: eventSummary }).meta({ id: 'EventEntry' }),
		z
			.object({ kind: z.literal('run'), at, event: z.string(), workflow, attempt })
			.meta({ id: 'RunEntry' }),
		z
			.object({
				kind: z.enum(['waiting', 'running']),
				at,
				event: z.string(),
				workflow,
				lastError: z.string().nullable(),
			})
			.meta({ id: 'WaitingEntry' }),
		z
			.object({ kind: z.literal('action'), at, event: z.string(), action: actionOutcome })
			.meta({ id: 'ActionEntry' }),
		z
			.object({
				kind: z.literal('parcel'),
				at,
				trackingNumber: z.string().nullable(),
				remark: z.string(),
			})
			.meta({ id: 'ParcelEntry' }),
		z
			.object({
				kind: z.literal('paused'),
				at,
				event: z.string(),
				workflow,
				until: at.nullable().describe('When it goes on by itself; `null` is never'),
			})
			.meta({ id: 'PausedEntry' }),
		z
			.object({
				kind: z.literal('refused'),
				at,
				topic: z.string(),
				outcome: z.enum(REFUSED_OUTCOMES),
				reason: z.string(),
			})
			.meta({ id: 'RefusedEntry' }),
	])
	.meta({ id: 'TimelineEntry' });

export const orderTimeline = defineEndpoint({
	methods: ['GET'],
	path: '/api/orders/timeline',
	operationId: 'orderTimeline',
	tag: 'Events',
	summary: 'Get the timeline of an order',
	description:
		'All that is known to have happened to the orders of a number, the oldest first: events of the order, its shipments and its customer, the runs that these started, the mails, pushes, webhooks and updates of the runs, what waits and why, tracking numbers that wait, and refused messages that were sent to the webhook address of the store and name the order (as far as their first 200 characters tell). Several stores may have an order of that number.',
	query: z.strictObject({
		number: z
			.string()
			.trim()
			.min(1)
			.max(100)
			.describe('As the shop writes it; `#` may be left out'),
	}),
	answer: envelope(
		z.object({
			orders: z.array(
				z.object({
					integration: z.object({ guid: z.uuid(), name: z.string() }),
					id: z.string().describe("The store's own id"),
					number: z.string().nullable(),
					status: z.string().nullable(),
					entries: z.array(entry),
					trackingPage: z
						.url()
						.nullable()
						.describe('On which the customer follows it; `null` where the shop has no such page'),
					isCut: z.boolean().describe('Only the newest 200 events are told'),
				}),
			),
		}),
	),
	errors: ['NOT_FOUND'],
	async run(context, { query: { number } }) {
		const { database, now } = await context.commerce();
		const found = await orderTimelines(database, context.space, number);
		if (found.length === 0) throw notFound('Order');
		const all = found.flatMap(({ entries }) => entries);
		const tell = await attemptsTeller(
			context,
			all.flatMap((each) => (each.kind === 'run' ? [{ ...each, ...each.workflow }] : [])),
			all.flatMap((each) => (each.kind === 'action' ? [each.action] : [])),
			now(),
		);
		const pages = await Promise.all(
			found.map(async ({ integration, orderId }) =>
				brandOf(database, { integration, order: { id: orderId } }),
			),
		);
		const orders = found.map(({ integration, orderId, order, entries, isCut }, index) => ({
			integration,
			id: orderId,
			number: textOf(order?.number),
			status: textOf(order?.status),
			entries: entries.map((each) => entryOf(each, tell)),
			trackingPage: pages[index]!.orderPage ?? null,
			isCut,
		}));
		return { data: { orders } };
	},
});

const textOf = (value: unknown) => (typeof value === 'string' ? value : null);

function entryOf(each: TimelineEntry, tell: TellAttempt): object {
	const common = { kind: each.kind, at: isoOf(each.at) };
	switch (each.kind) {
		case 'event':
			return { ...common, event: eventSummaryOf(each.event) };
		case 'action':
			return {
				...common,
				event: each.action.eventId,
				action: actionOutcomeOf(each.action),
			};
		case 'parcel':
			return {
				...common,
				trackingNumber: each.parcel.trackingNumber,
				remark: each.parcel.remark,
			};
		case 'paused':
			return {
				...common,
				event: each.eventId,
				workflow: startedOf(each.workflow),
				until: isoOf(each.until),
			};
		case 'refused': {
			const { topic, outcome, reason } = each.refused;
			return { ...common, topic, outcome, reason };
		}
		case 'run':
			return {
				...common,
				event: each.eventId,
				workflow: startedOf(each.workflow),
				attempt: tell(each.workflow.workflowId, each.attempt),
			};
		default:
			return {
				...common,
				event: each.eventId,
				workflow: startedOf(each.workflow),
				lastError: each.lastError,
			};
	}
}
