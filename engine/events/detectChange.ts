import type { TriggerCode } from './catalog.ts';
import { ENTITY_SCHEMAS, type Entity } from './entities.ts';
import { changedFields } from './changedFields.ts';
import { milestones } from './milestones.ts';
import type { Observation } from './observation.ts';
import { isOtherStatus, readAnew } from './statusWords.ts';
import { isToldBefore, latestToldAt, type Telling } from './telling.ts';

/** The last known value of an entity. Times are epoch milliseconds. */
export type Snapshot = {
	readonly entity: Entity;
	/** The store's time of the newest change that is in `entity`. */
	readonly changedAt: number;
	/** The time of the newest report that set the status. */
	readonly statusChangedAt: number;
	/** When the store said what is in `entity`; `null` where it did not say. */
	readonly toldAt: number | null;
	readonly deletedAt: number | null;
	/** Another version filled it by other rules. */
	readonly isOfOtherForm?: boolean;
	/** It is to be written again, even where nothing has changed. */
	readonly isToWrite?: boolean;
};

/** One change of one entity: what becomes an event. */
export type Change = {
	/** Every trigger that the change fires, the most telling one first. */
	readonly codes: readonly [TriggerCode, ...TriggerCode[]];
	readonly entity: Entity;
	/** The old values of the fields that changed; `null` for an entity that was not known. */
	readonly previous: Readonly<Record<string, unknown>> | null;
	/** Epoch milliseconds, by the store's clock where it tells. */
	readonly occurredAt: number;
};

export type Detection = {
	/** `null`: nothing happened that is not known already. */
	readonly change: Change | null;
	/** What is known from now on; `null`: leave the snapshot as it is. */
	readonly snapshot: Snapshot | null;
};

const NOTHING: Detection = { change: null, snapshot: null };

/** A store's clock that is further ahead than this is wrong; its time would make every later change look old. */
const CLOCK_AHEAD_LIMIT_MS = 10 * 60_000;

const prefixOf = {
	Order: 'order',
	Shipment: 'shipment',
	Customer: 'customer',
	Product: 'product',
} as const;

/**
 * Compares what a store told with what is known.
 *
 * An older change never overwrites a newer one, by the store's own clock. At the same time, other content
 * is newer, unless the store says that it is told before: stores keep time by the second and do not move
 * it for every change. The same content is no change, however often it comes.
 *
 * @param connectedAtMs an entity made after this moment is new even if the store's "created" was lost
 */
export function detectChange(
	observation: Observation,
	known: Snapshot | null,
	connectedAtMs: number,
	receivedAtMs: number,
	telling: Telling,
): Detection {
	const given = observation.changedAt === null ? null : Date.parse(observation.changedAt);
	const changedAt = given === null || given > receivedAtMs + CLOCK_AHEAD_LIMIT_MS ? null : given;
	const times = { changedAt, occurredAt: changedAt ?? receivedAtMs, telling };
	return observation.kind === 'delete'
		? detectDeletion(observation, known, times)
		: detectUpsert(observation, known, connectedAtMs, times);
}

/** Epoch milliseconds. */
type Times = {
	/** `null` where the store does not say, or says what cannot be. */
	readonly changedAt: number | null;
	/** The same, or else when we heard of it. */
	readonly occurredAt: number;
	readonly telling: Telling;
};

function detectDeletion(
	observation: Observation,
	known: Snapshot | null,
	{ changedAt, occurredAt, telling }: Times,
): Detection {
	if (known === null && observation.onlyIfKnown) return NOTHING;
	if (known?.deletedAt != null) return NOTHING;
	if (known !== null && changedAt !== null && changedAt < known.changedAt) return NOTHING;
	const entity = known?.entity ?? merge(observation, null);
	const deletedAt = Math.max(occurredAt, known?.changedAt ?? 0);
	return {
		change: {
			codes: [`${prefixOf[observation.entityType]}_${deletionWord(observation)}`] as [TriggerCode],
			entity,
			previous: null,
			occurredAt,
		},
		snapshot: {
			entity,
			changedAt: deletedAt,
			statusChangedAt: deletedAt,
			toldAt: latestToldAt(known, deletedAt, telling),
			deletedAt,
		},
	};
}

/** The catalog knows no "shipment deleted": a shipment that is taken back is cancelled. */
function deletionWord(observation: Observation): 'deleted' | 'cancelled' {
	return observation.entityType === 'Shipment' ? 'cancelled' : 'deleted';
}

function detectUpsert(
	observation: Observation,
	known: Snapshot | null,
	connectedAtMs: number,
	{ changedAt, occurredAt, telling }: Times,
): Detection {
	const isRecord = observation.clock === 'record';
	if (observation.isTakenBack && !canBeTakenBack(known)) return NOTHING;
	if (known === null && observation.onlyIfKnown) return NOTHING;
	if (known === null) {
		const entity = merge(observation, null);
		return {
			change: {
				codes: codesOfUnknown(observation, entity, connectedAtMs),
				entity,
				previous: null,
				occurredAt,
			},
			snapshot: {
				entity,
				changedAt: occurredAt,
				statusChangedAt: occurredAt,
				toldAt: isRecord ? latestToldAt(null, occurredAt, telling) : null,
				deletedAt: null,
			},
		};
	}

	const isOlder = isRecord
		? (changedAt !== null && changedAt < known.changedAt) || isToldBefore(known, changedAt, telling)
		: changedAt !== null && changedAt < known.statusChangedAt;
	const isLateDetail = isOlder && !isRecord && saysSameStatus(observation, known);
	// Only what was deleted can be restored: else an old message would overwrite a newer one.
	const isRestored = known.deletedAt !== null;
	if (isOlder && !(observation.restores && isRestored) && !isLateDetail) return NOTHING;

	const entity = merge(
		isLateDetail
			? ({ ...observation, entity: detailsFor(known.entity, observation) } as Observation)
			: withoutLaterScan(observation, known),
		known.entity,
	);
	const before = readAnew(known.entity, entity, observation.isStatusWord === true);
	const previous = changedFields(before, entity);
	const statusMoved = isOtherStatus(before, entity, observation.isStatusWord === true);
	const newestAt = isRecord ? Math.max(known.changedAt, occurredAt) : known.changedAt;
	const snapshot: Snapshot = {
		entity,
		changedAt: newestAt,
		statusChangedAt:
			!isRecord || statusMoved
				? Math.max(known.statusChangedAt, occurredAt)
				: known.statusChangedAt,
		toldAt: isRecord ? latestToldAt(known, newestAt, telling) : known.toldAt,
		deletedAt: null,
	};
	if (Object.keys(previous).length === 0 && !isRestored) {
		const isNewer =
			before !== known.entity ||
			snapshot.changedAt > known.changedAt ||
			snapshot.statusChangedAt > known.statusChangedAt ||
			snapshot.toldAt !== known.toldAt ||
			known.isToWrite === true;
		return { change: null, snapshot: isNewer ? snapshot : null };
	}

	const prefix = prefixOf[observation.entityType];
	const codes: TriggerCode[] = milestones(observation.entityType, before, entity);
	if (statusMoved && (prefix === 'order' || prefix === 'shipment')) {
		codes.push(`${prefix}_status_changed`);
	}
	codes.push(`${prefix}_updated`);
	return { change: { codes: nonEmpty(codes), entity, previous, occurredAt }, snapshot };
}

/**
 * What an entity fires that was never seen before: either it is new, or it is older than the connection
 * and only the store's own words can say what has just happened to it.
 */
function codesOfUnknown(
	observation: Observation,
	entity: Entity,
	connectedAtMs: number,
): [TriggerCode, ...TriggerCode[]] {
	const prefix = prefixOf[observation.entityType];
	const created: TriggerCode = `${prefix}_created`;
	const isNew =
		!observation.isNeverCreated &&
		(observation.topicCodes.includes(created) ||
			(entity.createdAt !== null && Date.parse(entity.createdAt) >= startOfSecond(connectedAtMs)));
	if (isNew) return [...milestones(observation.entityType, null, entity), created] as [TriggerCode];

	const updated: TriggerCode = `${prefix}_updated`;
	const named = observation.topicCodes.filter(
		(code) => code !== updated && !(observation.isNeverCreated && code === created),
	);
	const statusChanged = `${prefix}_status_changed` as TriggerCode;
	const saysStatus = named.some((code) => STATUS_MILESTONES.has(code));
	const codes = new Set<TriggerCode>(named);
	codes.delete(statusChanged);
	if (saysStatus || named.includes(statusChanged)) codes.add(statusChanged);
	codes.add(updated);
	return nonEmpty([...codes]);
}

/** Stores keep time by the second: what was made right after the connection seems to be older. */
const startOfSecond = (ms: number) => Math.floor(ms / 1_000) * 1_000;

/** Milestones that are a status: whoever reports one reports a change of status. */
const STATUS_MILESTONES: ReadonlySet<TriggerCode> = new Set<TriggerCode>([
	'order_cancelled',
	'shipment_in_transit',
	'shipment_out_for_delivery',
	'shipment_delivered',
	'shipment_exception',
	'shipment_cancelled',
]);

/** What a carrier may still say of a parcel after it was delivered. */
export const AFTER_DELIVERY: ReadonlySet<string> = new Set([
	'delivered',
	'returned',
	'failed',
	'cancelled',
]);

/** What ends the way of a parcel: that its number goes from a list afterwards is tidying up. */
export const ENDS: ReadonlySet<string> = new Set(['delivered', 'returned', 'cancelled']);

function canBeTakenBack(known: Snapshot | null): boolean {
	return known !== null && known.deletedAt === null && !ENDS.has(known.entity.status);
}

/** A parcel that was delivered stays so, whatever scan of its way the carrier tells afterwards. */
function withoutLaterScan(observation: Observation, { entity: known }: Snapshot): Observation {
	const { entityType, entity, clock, isCarriersStatus = clock === 'status' } = observation;
	if (entityType !== 'Shipment' || known.status !== 'delivered' || !isCarriersStatus) {
		return observation;
	}
	if (entity.status === undefined || AFTER_DELIVERY.has(entity.status)) return observation;
	const { status: _scan, nativeStatus: _word, ...rest } = entity;
	return { ...observation, entity: rest };
}

/** The record's own message came first, with a later time, and brought the same status. */
function saysSameStatus({ entity }: Observation, known: Snapshot): boolean {
	return 'status' in entity && 'status' in known.entity && entity.status === known.entity.status;
}

/** What a report adds to what is known, without changing any of it. */
function detailsFor(known: Entity, { entity }: Observation): Record<string, unknown> {
	const fields = known as Record<string, unknown>;
	return Object.fromEntries(Object.entries(entity).filter(([field]) => fields[field] === null));
}

function merge(observation: Observation, known: Entity | null): Entity {
	const told = Object.fromEntries(
		Object.entries(observation.entity).filter(([, value]) => value !== undefined),
	);
	return ENTITY_SCHEMAS[observation.entityType].parse({ ...known, ...told });
}

const nonEmpty = (codes: TriggerCode[]) => codes as [TriggerCode, ...TriggerCode[]];
