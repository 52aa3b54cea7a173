import type { Facts } from '../conditions/conditions.ts';
import { triggerOf, type TriggerCode } from '../events/catalog.ts';
import type { EntityType } from '../events/entityType.ts';
import { fields, text } from '../templates/itemFields.ts';

/** What a trigger emits for one event; docs/event-contract.md defines every field. */
export type CommerceItem = {
	readonly event: {
		readonly id: string;
		/** The code that this workflow asked for; of several, the most telling one. */
		readonly code: TriggerCode;
		readonly codes: readonly TriggerCode[];
		readonly name: string;
		readonly entityType: EntityType;
		readonly occurredAt: string;
		readonly receivedAt: string;
		/** 1 for the first run, counting up with each further try. */
		readonly attempt: number;
		readonly isSample: boolean;
		/** True for a change that this package has made in the store itself. */
		readonly isOwnUpdate: boolean;
	};
	readonly integration: IntegrationFacts;
	readonly customer: unknown;
	readonly previous: unknown;
	/** One of `order`, `shipment`, `customer`, `product` holds the entity. */
	readonly [entity: string]: unknown;
};

/** What conditions are asked about a stored event. */
export function factsOf(item: CommerceItem): Facts {
	const { event, integration, customer, previous } = item;
	return { entity: item[event.entityType.toLowerCase()], previous, customer, event, integration };
}

/** The stores that an event is of: who has told it, and the shop of the order that a carrier's parcel belongs to. */
export function storesOf({ integration, shipment }: CommerceItem): string[] {
	const shop = text(fields(fields(fields(shipment)?.order)?.integration)?.guid);
	return [integration.guid, ...(shop === null ? [] : [shop])];
}

/** What a workflow is told about the store. */
export type IntegrationFacts = {
	readonly guid: string;
	readonly name: string;
	readonly provider: string;
	readonly storeUrl: string;
};

/** An event, wherever it comes from. Times are epoch milliseconds. */
export type EventFacts = {
	readonly id: string;
	readonly entityType: EntityType;
	/** The most telling one first. */
	readonly codes: readonly TriggerCode[];
	readonly entity: unknown;
	readonly previous: unknown;
	readonly customer: unknown;
	readonly occurredAt: number;
	readonly receivedAt: number;
	/** The store's own payload; `undefined` where it is not asked for. */
	readonly raw?: unknown;
	readonly isSample?: boolean;
	readonly isOwnUpdate?: boolean;
};

/**
 * Makes the item that a trigger emits.
 *
 * @param wanted the codes that the workflow asked for; empty for whoever wants everything
 */
export function composeItem(
	event: EventFacts,
	{ guid, name, provider, storeUrl }: IntegrationFacts,
	wanted: readonly string[],
	attempt: number,
): CommerceItem {
	const code = event.codes.find((each) => wanted.includes(each)) ?? event.codes[0]!;
	return {
		event: {
			id: event.id,
			code,
			codes: event.codes,
			name: triggerOf(code)?.name ?? code,
			entityType: event.entityType,
			occurredAt: new Date(event.occurredAt).toISOString(),
			receivedAt: new Date(event.receivedAt).toISOString(),
			attempt,
			isSample: event.isSample ?? false,
			isOwnUpdate: event.isOwnUpdate ?? false,
		},
		integration: { guid, name, provider, storeUrl },
		customer: event.customer,
		[event.entityType.toLowerCase()]: event.entity,
		previous: event.previous,
		...(event.raw !== undefined && { raw: event.raw }),
	};
}
