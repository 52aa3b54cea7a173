import type { z } from 'zod/v4';
import type { TriggerCode } from './catalog.ts';
import type { ENTITY_SCHEMAS } from './entities.ts';
import type { EntityType } from './entityType.ts';

/**
 * What a store told about one entity, in canonical words, before it is compared with the snapshot.
 *
 * A provider makes these from a webhook or from a page of a list; both must give the same fields for
 * the same state of the entity, for a difference is what makes an event.
 */
export type Observation = { [T in EntityType]: ObservationOf<T> }[EntityType];

export type ObservationOf<T extends EntityType> = {
	readonly entityType: T;
	/** The store's own id. */
	readonly id: string;
	readonly kind: 'upsert' | 'delete';
	/**
	 * What the message says. A key that is absent is "the message does not tell": the snapshot's value
	 * stays. `null` is "the store has none".
	 */
	readonly entity: z.input<(typeof ENTITY_SCHEMAS)[T]>;
	/**
	 * When the change happened by the store's clock, ISO 8601 in UTC; `null` where the store does not
	 * say. An older one never overwrites a newer snapshot.
	 */
	readonly changedAt: string | null;
	/**
	 * Which clock `changedAt` is on. `status`: a carrier's report, whose time has nothing to do with the
	 * time of the record's last edit; it is compared with the time of the last status only.
	 */
	readonly clock: 'record' | 'status';
	/**
	 * What the store's message itself says has happened. Used only where there is no snapshot to
	 * compare with; with one, the difference decides.
	 */
	readonly topicCodes: readonly TriggerCode[];
	/** The status in a shipment's record is what its carrier said last. With the clock `status` it always is. */
	readonly isCarriersStatus?: boolean;
	/** A message that brings back a deleted entity. */
	readonly restores?: boolean;
	/** For what may not be about such an entity at all: it counts only if the entity is known. */
	readonly onlyIfKnown?: boolean;
	/** One whose making nobody wants to hear of, as a part of another entity: `…_created` never fires. */
	readonly isNeverCreated?: boolean;
	/** `nativeStatus` is the store's word for the status and nothing else: another word is another status. */
	readonly isStatusWord?: boolean;
	/** A shipment that its order does not have any more: it is cancelled, if it is known and was not delivered. */
	readonly isTakenBack?: boolean;
	/** Of an order: its shipments of one kind, each of them. One that is known and not listed is taken back. */
	readonly shipmentLists?: readonly ShipmentList[];
};

/** All shipments of one kind that an order has. An order that does not tell of a kind has no such list. */
export type ShipmentList = {
	/** How the ids of the kind begin. */
	readonly prefix: string;
	/** Those that begin so are of another kind; `null` where there is none. */
	readonly exceptPrefix: string | null;
	readonly ids: readonly string[];
};
