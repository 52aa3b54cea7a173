import { createHash } from 'node:crypto';
import type { WebhookRequest } from '../../engine/messages/webhook/webhookRequest.ts';

/**
 * Whom a webhook is for, as `sendOnce` tells actions apart: the same in a run that is repeated.
 *
 * @param eventId `null` for an item that is not about an event
 * @param request `null` for an item of which none could be made: it keeps its place among the others
 */
export type RecipientOf = (eventId: string | null, request: WebhookRequest | null) => string;

/**
 * Recipients of one run, asked for in the order of the items.
 *
 * An event that a node before this one has split into several items makes several webhooks to the same
 * URL. They are told apart by their place, for the body of a repeated run may differ, `event.attempt` at
 * least. The very same webhook twice in one run counts as one.
 */
export function recipientsOfRun(): RecipientOf {
	const seen = new Map<string | null, string[]>();
	return (eventId, request) => {
		const before = seen.get(eventId) ?? [];
		seen.set(eventId, before);
		const print = request === null ? '' : fingerprint(request);
		const first = print === '' ? -1 : before.indexOf(print);
		before.push(print);
		const place = first === -1 ? before.length : first + 1;
		const target = request === null ? '' : `${request.method} ${request.url.href}`;
		return place === 1 ? target : `${target} #${place}`;
	};
}

function fingerprint({ method, url, ownHeaders, body }: WebhookRequest): string {
	return createHash('sha256')
		.update(JSON.stringify([method, url.href, ownHeaders]))
		.update(body)
		.digest('hex');
}
