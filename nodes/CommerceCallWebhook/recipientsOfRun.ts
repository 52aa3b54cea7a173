import type { ComposedWebhook } from '../../engine/actions/webhookAction.ts';

type Print = Pick<ComposedWebhook, 'method' | 'url' | 'print'>;

/**
 * Whom a webhook is for, as the ledger tells actions apart: the same in a run that is repeated.
 *
 * @param eventId `null` for an item that is not about an event
 * @param webhook `null` for an item of which none could be made: it keeps its place among the others
 */
export type RecipientOf = (eventId: string | null, webhook: Print | null) => string;

/**
 * Recipients of one run, asked for in the order of the items.
 *
 * An event that a node before this one has split into several items makes several webhooks to the same
 * URL. They are told apart by their place, for the body of a repeated run may differ, `event.attempt` at
 * least. The very same webhook twice in one run counts as one.
 */
export function recipientsOfRun(): RecipientOf {
	const seen = new Map<string | null, string[]>();
	return (eventId, webhook) => {
		const before = seen.get(eventId) ?? [];
		seen.set(eventId, before);
		const print = webhook?.print ?? '';
		const first = print === '' ? -1 : before.indexOf(print);
		before.push(print);
		const place = first === -1 ? before.length : first + 1;
		const target = webhook === null ? '' : `${webhook.method} ${webhook.url}`;
		return place === 1 ? target : `${target} #${place}`;
	};
}
