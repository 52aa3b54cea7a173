import type { Conditions } from '../conditions/conditions.ts';
import type { TriggerCode } from '../events/catalog.ts';
import type { EntityType } from '../events/entityType.ts';
import { uuidFor } from '../events/uuidFor.ts';

/** An address that events are posted to, without a workflow. */
export type Destination = {
	/** A UUID. */
	readonly id: string;
	readonly space: string;
	readonly name: string;
	readonly url: string;
	readonly codes: readonly TriggerCode[];
	/** Guids; `null` is every integration of the space. */
	readonly integrations: readonly string[] | null;
	/** `null` is no condition. */
	readonly conditions: Conditions | null;
	/** When a failed post is tried again, as `parseDelays` reads it; `null` is for up to a day. */
	readonly retryAfter: string | null;
	/** Whether it may be in the network of n8n itself. */
	readonly allowPrivateAddresses: boolean;
	readonly isActive: boolean;
	/** Why it was switched off by itself; `null` where it was not. */
	readonly offReason: string | null;
	/** Epoch milliseconds. */
	readonly createdAt: number;
	/** Another one after each change. */
	readonly version: number;
};

const PREFIX = 'destination/';

/** What stands for a workflow in all that is kept of its deliveries: no id of n8n has a slash. */
export const destinationWorkflowId = (id: string): string => PREFIX + id;

/** @returns the id of the destination; `null` for a workflow of n8n */
export const destinationIdIn = (workflowId: string): string | null =>
	workflowId.startsWith(PREFIX) ? workflowId.slice(PREFIX.length) : null;

/** Of one type of entity: conditions and reasons are those of a type. */
export const destinationSubscriptionId = (id: string, entityType: EntityType): string =>
	uuidFor(`subscription/${PREFIX}${id}/${entityType}`);
