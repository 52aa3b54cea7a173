import { ActionError } from '../../actions/actionError.ts';
import { eachSubscription } from './eachSubscription.ts';
import { parseSubscriptions, type PushSubscription } from './parseSubscription.ts';
import type { OpenDatabase } from '../../state/dialects/dialect.ts';
import { subscriptionIdOf } from './subscriptionIdOf.ts';
import { fields, shopIn, text } from '../../templates/itemFields.ts';

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
	const integrationGuid = text(shopIn(item)?.guid);
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
	const customerId = text(customerWithId(item)?.id);
	if (customerId === null) return { nobody: 'the event has no customer with an account' };
	return {
		subscriptions: eachSubscription(database, {
			space,
			audience: { kind: 'customer', integrationGuid, customerId },
		}),
	};
}

/** The customer as the first part of the item has it that knows the customer's ID. */
function customerWithId(item: Readonly<Record<string, unknown>>) {
	const holders = [item, fields(item.order), fields(item.shipment)];
	const customers = holders.map((holder) => fields(holder?.customer));
	return customers.find((customer) => text(customer?.id) !== null) ?? null;
}

/** Of an item, more would only fill n8n's database. */
const MAX_SHOWN = 100;
/** Counting on would only keep the person waiting who tries the workflow. */
const MAX_COUNTED = 10_000;

/** How many browsers; `reason` why there are none, where that is known. */
export type ShownAudience = {
	readonly browsers: number;
	readonly hasMore?: true;
	readonly reason?: string;
	readonly shown?: ReadonlyArray<{ readonly id: string; readonly service: string }>;
};

/**
 * An audience, for the output of a manual run. Endpoints are not shown: whoever has one can be a nuisance
 * to the browser.
 */
export async function shownAudience(audience: Audience, space: string): Promise<ShownAudience> {
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

/** Whose browsers, and how many, as the subject of a sentence: `2 browsers of ada@example.com`. */
export function audienceInWords(
	audience: AudienceChoice['audience'],
	{ browsers, hasMore, reason }: ShownAudience,
	item: Readonly<Record<string, unknown>>,
): string {
	if (reason !== undefined) return `Nobody (${reason})`;
	const count = browsers === 0 ? 'No' : `${hasMore ? 'More than ' : ''}${browsers}`;
	const noun = browsers < 2 ? 'browser' : 'browsers';
	const shop = text(shopIn(item)?.name) ?? 'the shop';
	const whose = {
		customer: `of ${customerInWords(item)}`,
		everybody: `that asked for notifications in ${shop}`,
		endpoints: 'that the node is given',
	}[audience];
	return `${count} ${noun} ${whose}`;
}

function customerInWords(item: Readonly<Record<string, unknown>>): string {
	const { email, firstName, lastName } = customerWithId(item) ?? {};
	const name = [firstName, lastName].map(text).filter(Boolean).join(' ');
	return text(email) ?? (name || 'the customer');
}
