import { ActionError } from '../../actions/actionError.ts';
import { eachSubscription } from './eachSubscription.ts';
import { parseSubscriptions, type PushSubscription } from './parseSubscription.ts';
import type { OpenDatabase } from '../../state/dialects/dialect.ts';
import { subscriptionIdOf } from './subscriptionIdOf.ts';
import { fields } from '../../templates/itemFields.ts';

/** Whom a merchant has chosen. */
export type AudienceChoice = {
	readonly audience: 'customer' | 'everybody' | 'endpoints';
	/** As they were given; only for `endpoints`. */
	readonly subscriptions: unknown;
};

/** Whom an item's notification goes to; or why to nobody. */
export type Audience =
	| { readonly subscriptions: AsyncIterable<PushSubscription> | readonly PushSubscription[] }
	| { readonly nobody: string };

/**
 * Finds out whom a notification goes to.
 *
 * @param item what it is about, as a template sees it
 * @throws ActionError when it cannot be known; ActionError when a given one cannot be used
 */
export function audienceOf(
	{ audience, subscriptions }: AudienceChoice,
	item: Readonly<Record<string, unknown>>,
	stored: { readonly database: Pick<OpenDatabase, 'db'>; readonly space: string },
	furtherServices: readonly string[],
): Audience {
	if (audience === 'endpoints')
		return { subscriptions: parseSubscriptions(subscriptions, furtherServices) };
	const integrationGuid = text(fields(item.integration)?.guid);
	const { database, space } = stored;
	if (audience === 'everybody') {
		return {
			subscriptions: eachSubscription(database, {
				space,
				audience: { kind: 'everybody', integrationGuid },
			}),
		};
	}
	if (integrationGuid === null) {
		throw new ActionError(
			'setup',
			'Send To: the item is not about an event of a store, so its customer is not known. Start the workflow with a Commerce trigger, or choose another entry under "Send To".',
		);
	}
	const customerId = customerIdOf(item);
	if (customerId === null) return { nobody: 'the event has no customer with an account' };
	return {
		subscriptions: eachSubscription(database, {
			space,
			audience: { kind: 'customer', integrationGuid, customerId },
		}),
	};
}

function customerIdOf(item: Readonly<Record<string, unknown>>): string | null {
	const holders = [item, fields(item.order), fields(item.shipment)];
	const ids = holders.map((holder) => text(fields(holder?.customer)?.id));
	return ids.find((id) => id !== null) ?? null;
}

function text(value: unknown): string | null {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : null;
}

/** Of an item, more would only fill n8n's database. */
const MAX_SHOWN = 100;
/** Counting on would only keep the person waiting who tries the workflow. */
const MAX_COUNTED = 10_000;

/**
 * An audience, for the output of a manual run. Endpoints are not shown: whoever has one can be a nuisance
 * to the browser.
 */
export async function shownAudience(
	audience: Audience,
	space: string,
): Promise<Record<string, unknown>> {
	if ('nobody' in audience) return { browsers: 0, reason: audience.nobody };
	const shown: Array<{ id: string; service: string }> = [];
	let browsers = 0;
	for await (const { endpoint } of audience.subscriptions) {
		if (browsers === MAX_COUNTED) return { browsers, hasMore: true, shown };
		browsers += 1;
		if (shown.length < MAX_SHOWN) {
			shown.push({ id: subscriptionIdOf(space, endpoint), service: new URL(endpoint).host });
		}
	}
	return { browsers, shown };
}
