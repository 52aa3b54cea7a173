import type { Conditions } from '../conditions/conditions.ts';
import type { TriggerCode } from '../events/catalog.ts';
import type { EntityType } from '../events/entityType.ts';
import { uuidFor } from '../events/uuidFor.ts';

/** One entity trigger node of a published workflow: what it wants to hear of. */
export type Subscription = {
	readonly id: string;
	readonly space: string;
	readonly workflowId: string;
	readonly workflowName: string;
	readonly nodeName: string;
	readonly entityType: EntityType;
	readonly codes: readonly TriggerCode[];
	/** Guids; `null` is every integration of the space. */
	readonly integrations: readonly string[] | null;
	/** `null` is no condition. */
	readonly conditions: Conditions | null;
	readonly includeRaw: boolean;
	/** Also changes that this package has made in the store itself. */
	readonly includeOwnUpdates: boolean;
};

/** One trigger node of a published workflow: of an entity, or the Commerce Alert Trigger. */
export type AnySubscription = Omit<Subscription, 'entityType' | 'codes'> & {
	readonly entityType: EntityType | 'Alert';
	readonly codes: readonly string[];
};

/** How the events of a subscription are handed to its workflow. */
export type DeliveryOptions = {
	/** When a delivery counts as done; names as in n8n's RabbitMQ trigger. */
	readonly acknowledge: 'immediately' | 'executionFinishes' | 'executionFinishesSuccessfully';
	/** 1 to 500 events become the items of one run. */
	readonly eventsPerRun: number;
	readonly concurrentRuns: number;
	/** Events of one entity one after the other. */
	readonly keepOrder: boolean;
	/**
	 * How long to wait before each further try of a failed run; its length is the number of further tries.
	 * `automatic`: for up to a day, where that may help and does nothing twice.
	 */
	readonly retryDelaysMs: readonly number[] | 'automatic';
};

export const DEFAULT_DELIVERY_OPTIONS = {
	acknowledge: 'executionFinishes',
	eventsPerRun: 1,
	concurrentRuns: 5,
	keepOrder: true,
	retryDelaysMs: [10_000, 60_000, 600_000, 3_600_000, 21_600_000],
} as const satisfies DeliveryOptions;

/** The id of the subscription that a trigger node is: the same at every start. */
export function subscriptionId(workflowId: string, nodeId: string): string {
	return uuidFor(`subscription/${workflowId}/${nodeId}`);
}
