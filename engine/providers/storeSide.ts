import type { EntityType } from '../events/entityType.ts';
import type { Observation } from '../events/observation.ts';
import type { OrderStatus, ShipmentStatus } from '../events/statuses.ts';
import type { OwnStatus, ShopStatus } from './ownStatus.ts';
import type { Connection } from './storeHttp.ts';

/** `true`, or why not, in a sentence for the merchant. */
export type Ability = true | string;

/** What a provider can be asked and told, as data, so that a refusal can say why before any call. */
export type StoreAbilities = {
	/** Whether `listChanges` works for this type of entity. */
	readonly lists: Readonly<Record<EntityType, Ability>>;
	/** Whether listing orders brings their shipments along, so that listing these too would read all twice. */
	readonly listsShipmentsWithOrders: boolean;
	/** Whether `readEntity` works for this type of entity. */
	readonly reads: Readonly<Record<EntityType, Ability>>;
	/** Which canonical statuses an order and a shipment can be given. */
	readonly setsStatus: {
		readonly Order: Readonly<Record<OrderStatus, Ability>>;
		readonly Shipment: Readonly<Record<ShipmentStatus, Ability>>;
	};
	/** Whether orders have statuses of the shop's own, which it can list, and be told to give to one. */
	readonly ownStatuses: Ability;
	/** Whether a tracking number can be added: to an order of a shop; at a tracker, to the numbers that it follows. */
	readonly addsTracking: Ability;
	/** Whether a tracker can be told to follow a number no longer. Left out: it is no tracker. */
	readonly stopsTracking?: Ability;
	/** What following a number costs, in a sentence for the form. Left out: nothing. */
	readonly trackingCosts?: string;
	/** How parcels are asked for again that no list of changes tells. Left out: `listChanges` tells them. */
	readonly refreshes?: Refreshes;
};

export type Refreshes = {
	/** How many parcels one call asks for. */
	readonly parcelsAtOnce: number;
	/** How many such calls a minute may have. Below the platform's limit: messages and writing need calls too. */
	readonly callsPerMinute: number;
	/** How long after it was last heard of a parcel on its way is asked for again, in milliseconds. */
	readonly everyMs: number;
};

/** Where a listing begins or goes on. */
export type ListPosition = {
	/**
	 * ISO 8601 in UTC: changes from this moment on, itself included; `null` is everything. Stores keep
	 * time by the second, so a caller overlaps; what comes twice is recognised.
	 */
	readonly since: string | null;
	/** `nextPage` of the page before; `null` for the first page. Opaque, and good after a restart. */
	readonly page: string | null;
};

/**
 * One page of a listing, oldest change first. An entity that changes while pages are read comes on a
 * later page or in the next listing from the newest `changedAt` seen; none is left out.
 */
export type ListPage = {
	readonly observations: readonly Observation[];
	/** `null` on the last page. */
	readonly nextPage: string | null;
	/** How many entities the whole listing has, where the store tells; read of the first page. */
	readonly total?: number | null | undefined;
	/** What of the page is not what such an entity holds; the others are in `observations`. */
	readonly refused?: readonly RefusedEntity[];
};

/** An entity that could not be read, and why, in words for the merchant. */
export type RefusedEntity = { readonly id: string; readonly reason: string };

export type StatusUpdate = { readonly id: string; readonly note: string | null } & (
	| { readonly entityType: 'Order'; readonly status: OrderStatus | OwnStatus }
	| { readonly entityType: 'Shipment'; readonly status: ShipmentStatus }
);

export type Tracking = {
	readonly orderId: string;
	readonly trackingNumber: string;
	readonly carrier: string | null;
	readonly trackingUrl: string | null;
	/** Whether the store shall write to the customer. */
	readonly notifyCustomer: boolean;
	/** As the customer knows the order: trackers give it back with the parcel. `null` or left out: not known. */
	readonly orderNumber?: string | null;
	/**
	 * Our own name for the order, as `orderReference` makes it: where a tracker gives it back, the parcel's
	 * order is certain. `null` or left out: the order is not known here.
	 */
	readonly reference?: string | null;
	/** Where the parcel goes: some carriers tell nothing without it. */
	readonly destination?: Destination | null;
};

export type Destination = {
	/** ISO 3166-1, two capital letters. */
	readonly countryCode: string | null;
	readonly postalCode: string | null;
};

/** A parcel as it is known here. */
export type KnownParcel = {
	/** Of the shipment. */
	readonly id: string;
	readonly trackingNumber: string | null;
	readonly carrier: string | null;
};

/** What came of writing to a store. */
export type WriteResult = {
	/** False when the store had it already: doing it again changes nothing. */
	readonly changed: boolean;
	/** What the store answered, in canonical form; may be empty. */
	readonly observations: readonly Observation[];
	/** What a person should know, such as a fallback that was taken: `null` for nothing. */
	readonly remark: string | null;
};

/** The store side of a provider: reading from a store and writing to it. All throw StoreError. */
export interface StoreSide<Credentials> {
	readonly abilities: StoreAbilities;

	/** One page of what has changed. Only for types that `abilities.lists` allows. */
	listChanges(
		connection: Connection<Credentials>,
		entityType: EntityType,
		position: ListPosition,
	): Promise<ListPage>;
	/** The entity (and what the store tells along with it, as an order's shipments); empty when there is none. */
	readEntity(
		connection: Connection<Credentials>,
		entityType: EntityType,
		id: string,
	): Promise<readonly Observation[]>;
	/** All statuses that an order can have in the shop. Only where `abilities.ownStatuses` allows it. */
	listOrderStatuses?(connection: Connection<Credentials>): Promise<readonly ShopStatus[]>;
	/** Only for statuses that `abilities` allow. Doing it twice is the same as once. */
	updateStatus(connection: Connection<Credentials>, update: StatusUpdate): Promise<WriteResult>;
	/**
	 * Adds a tracking number to an order of a shop; at a tracker, begins to follow it. Doing it twice is the same
	 * as once.
	 */
	addTracking(connection: Connection<Credentials>, tracking: Tracking): Promise<WriteResult>;
	/**
	 * Follows a number no longer. Doing it twice is the same as once. Only where `abilities.stopsTracking` allows it.
	 */
	stopTracking?(connection: Connection<Credentials>, parcel: KnownParcel): Promise<WriteResult>;
	/**
	 * What the platform says now of parcels; one that it does not have is left out. Only where there are
	 * `abilities.refreshes`.
	 *
	 * @param parcels at most `parcelsAtOnce`
	 */
	refreshParcels?(
		connection: Connection<Credentials>,
		parcels: readonly KnownParcel[],
	): Promise<readonly Observation[]>;
}
