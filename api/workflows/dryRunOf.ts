import { z } from 'zod/v4';
import { dryRun as run, type DryRun } from '../../engine/history/dryRun.ts';
import { REASON_CODES, type WantedEvents } from '../../engine/history/explainEvent.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { notFound } from '../http/apiError.ts';
import { envelope } from '../http/endpoint.ts';
import { eventSummary, eventSummaryOf } from '../endpoints/fields.ts';
import type { MessageNode } from './messageNodes.ts';
import { MESSAGE_OUTCOMES, toldMessages, type ToldMessage } from './toldMessages.ts';

/** Of one answer: more would keep whoever asks waiting. */
export const MOST_MESSAGES = 50;
/** Of a workflow that says nothing of its own. */
const USUAL_TIME_ZONE = 'America/New_York';

const message = z
	.object({
		action: z.enum(['email', 'push', 'webhook']),
		node: z.string().describe('Name of the node that would have sent it'),
		outcome: z
			.enum(MESSAGE_OUTCOMES)
			.describe('`unknown`: that depends on what n8n works out when the workflow runs'),
		recipient: z.string().nullable().describe('Shortened: `a…@example.com`'),
		subject: z
			.string()
			.nullable()
			.describe('Subject of the mail, title of the push, method of the webhook'),
		text: z.string().nullable().describe('Of the mail or the push; what the webhook would post'),
		html: z.string().nullable(),
		said: z.string().nullable().describe('Why it would not be sent, or a remark'),
		unknown: z
			.array(z.object({ field: z.string(), expression: z.string().nullable() }))
			.describe(
				'Fields that n8n works out when the workflow runs, with the expressions of those whose text the readers of a mail or a push see. `null` for all others, which may hold a secret.',
			),
		between: z
			.array(z.string())
			.describe(
				'Nodes before it that may turn the event away or change it: what they do is not known here',
			),
	})
	.meta({ id: 'DryRunMessage' });

/** What a dry run answers. */
export const dryRunAnswer = envelope(
	z.object({
		lookedAt: z.number().int().describe('Stored events of these entity types'),
		wouldStart: z.number().int(),
		events: z.array(
			z
				.object({
					event: eventSummary,
					wouldStart: z.boolean(),
					reasons: z.array(z.object({ code: z.enum(REASON_CODES), text: z.string() })),
					messages: z
						.array(message)
						.nullable()
						.describe('What it would have sent; `null` where that was not looked at'),
				})
				.meta({ id: 'DryRunEvent' }),
		),
	}),
);

/** What starts a workflow, and what that leads to. */
export type DryRunTrigger = WantedEvents & { readonly nodes: readonly MessageNode[] };
export type DryRunPlan = { readonly triggers: readonly DryRunTrigger[]; readonly timeZone: string };

/**
 * Looks at stored events, and tells which would have started a workflow and what it would have sent.
 *
 * @param messages for how many of the newest events the messages are told
 * @throws ApiError 404 where the one event that is asked for is not there
 */
export async function tellDryRun(
	context: ApiContext,
	{ triggers, timeZone }: DryRunPlan,
	looked: { readonly last: number } | { readonly eventId: string },
	messages: number,
) {
	const { database, actions } = await context.commerce();
	const found = await run(database, context.space, triggers, looked);
	if ('eventId' in looked && found.length === 0) throw notFound('Event');
	const teller = { actions, space: context.space, timeZone };
	const shown = found.filter(({ started }) => started.length > 0).slice(0, messages);
	let left = MOST_MESSAGES;
	const told = new Map<DryRun<DryRunTrigger>, ToldMessage[]>();
	for (const each of shown) {
		if (left === 0) break;
		const ofEvent: ToldMessage[] = [];
		for (const { trigger, item } of each.started) {
			const nodes = trigger.nodes.slice(0, left);
			left -= nodes.length;
			ofEvent.push(...(await toldMessages(teller, nodes, item())));
		}
		told.set(each, ofEvent);
	}
	const events = found.map((each) => ({
		event: eventSummaryOf(each.row),
		wouldStart: each.reasons.length === 0,
		reasons: each.reasons,
		messages: told.get(each) ?? null,
	}));
	const wouldStart = events.filter((each) => each.wouldStart).length;
	return { lookedAt: events.length, wouldStart, events };
}

/** As n8n has it: of the workflow, or of n8n. */
export function timeZoneOf({ timezone }: Readonly<Record<string, unknown>>): string {
	if (typeof timezone === 'string' && timezone !== 'DEFAULT') return timezone;
	return process.env.GENERIC_TIMEZONE || USUAL_TIME_ZONE;
}
