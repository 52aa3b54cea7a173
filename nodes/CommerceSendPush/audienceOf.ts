import type { IDataObject } from 'n8n-workflow';
import { PushError } from '../../engine/messages/push/pushError.ts';
import { eachSubscription } from '../../engine/push/eachSubscription.ts';
import type { PushSubscription } from '../../engine/push/parseSubscription.ts';
import { parseSubscriptions } from '../../engine/push/parseSubscriptions.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import type { PushForm } from './readPushForm.ts';

/** Whom an item's notification goes to; or why to nobody. */
export type Audience =
	| { readonly subscriptions: AsyncIterable<PushSubscription> | readonly PushSubscription[] }
	| { readonly nobody: string };

/**
 * Finds out whom a notification goes to.
 *
 * @param item what it is about, as a template sees it
 * @throws PushError when it cannot be known; SubscriptionError when a given one cannot be used
 */
export function audienceOf(
	{ audience, subscriptions }: Pick<PushForm, 'audience' | 'subscriptions'>,
	item: IDataObject,
	stored: { readonly database: Pick<OpenDatabase, 'db'>; readonly space: string },
	furtherServices: readonly string[],
): Audience {
	if (audience === 'endpoints')
		return { subscriptions: parseSubscriptions(subscriptions, furtherServices) };
	const integrationGuid = text((item.integration as IDataObject | undefined)?.guid);
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
		throw new PushError(
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

function customerIdOf(item: IDataObject): string | null {
	const customers = [item, item.order, item.shipment].map(
		(holder) => (holder as IDataObject | null | undefined)?.customer as IDataObject | null,
	);
	for (const customer of customers) {
		const id = text(customer?.id);
		if (id !== null) return id;
	}
	return null;
}

function text(value: unknown): string | null {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : null;
}
