import type { SubscriptionIndex } from '../deliveries/subscriptionIndex.ts';
import type { TriggerCode } from '../events/catalog.ts';
import type { Change } from '../events/detectChange.ts';
import type { Entity, Person } from '../events/entities.ts';
import type { EntityType } from '../events/entityType.ts';
import type { Holder } from '../leases.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Secrets } from '../state/secrets.ts';
import type { MessageLog } from './messageLog.ts';

/** What receiving needs. One for each process. */
export type Inbox = {
	readonly database: OpenDatabase;
	readonly subscriptions: SubscriptionIndex;
	readonly messages: MessageLog;
	/** As whom this process holds its imports, triggers and what it makes in n8n. */
	readonly holder: Holder;
	readonly now: () => number;
	/** Called after the transaction, with the subscriptions that have something to do. */
	readonly wake: (subscriptionIds: readonly string[]) => void;
	/** Called after destinations were changed. */
	readonly destinationsChanged: () => void;
	readonly secrets: Secrets;
	readonly warn: (message: string, error: unknown) => void;
};

/** An event as it was stored. */
export type StoredEvent = {
	readonly id: string;
	readonly entityType: EntityType;
	readonly entityId: string;
	readonly codes: Change['codes'];
	readonly entity: Entity;
	readonly previous: Change['previous'];
	readonly customer: Person | null;
	readonly occurredAt: number;
	readonly receivedAt: number;
	/** True for a change that this package has made in the store itself. */
	readonly isOwnUpdate: boolean;
	/** Of a carrier's parcel: the shop whose order it belongs to. */
	readonly orderGuid?: string | null;
	/** The other systems that tell of the same parcel: who listens to one of them hears of it. */
	readonly alsoOf?: readonly string[];
	/** Codes that another system has told before: for who listens to this one alone. */
	readonly repeatedCodes?: readonly TriggerCode[];
};
