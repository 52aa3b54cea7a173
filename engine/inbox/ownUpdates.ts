import type { Change } from '../events/detectChange.ts';
import type { Entity } from '../events/entities.ts';
import type { EntityType } from '../events/entityType.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';

/** How long the echo of an own change may take: Shopify's retries go on for 4 hours. */
const ECHO_WITHIN_MS = 6 * 3_600_000;

/** A change that this package makes in a store. */
export type OwnUpdate =
	| { readonly entityType: EntityType; readonly id: string; readonly status: string }
	| { readonly trackingNumber: string };

const statusKey = (entityType: EntityType, id: string, status: string) =>
	`${entityType}/${id}/status/${status}`;
const trackingKey = (trackingNumber: string) => `Shipment/tracking/${trackingNumber}`;

function keyOf(update: OwnUpdate): string {
	return 'trackingNumber' in update
		? trackingKey(update.trackingNumber)
		: statusKey(update.entityType, update.id, update.status);
}

/**
 * Says, before it is done, that a change will be our own: the store reports it like any other, maybe
 * before it has answered.
 */
export async function announceOwnUpdate(
	{ db }: Pick<OpenDatabase, 'db'>,
	integrationGuid: string,
	update: OwnUpdate,
	nowMs: number,
): Promise<void> {
	const key = keyOf(update);
	const expiresAt = nowMs + ECHO_WITHIN_MS;
	await db
		.insertInto('ownUpdate')
		.values({ integrationGuid, key, expiresAt })
		.onConflict((conflict) =>
			conflict.columns(['integrationGuid', 'key']).doUpdateSet({ expiresAt }),
		)
		.execute();
}

/** The change is not made after all, or its echo has been dealt with. */
export async function forgetOwnUpdate(
	{ db }: Pick<OpenDatabase, 'db'>,
	integrationGuid: string,
	update: OwnUpdate,
): Promise<void> {
	await db
		.deleteFrom('ownUpdate')
		.where('integrationGuid', '=', integrationGuid)
		.where('key', '=', keyOf(update))
		.execute();
}

/** Whether a change is one that was announced. It is its echo once: the same again is somebody else's. */
export async function takeOwnUpdate(
	trx: OpenDatabase['db'],
	integrationGuid: string,
	{ entityType, entityId, change }: { entityType: EntityType; entityId: string; change: Change },
	nowMs: number,
): Promise<boolean> {
	const keys = keysOf(entityType, entityId, change.entity, change.previous);
	if (keys.length === 0) return false;
	const { numDeletedRows } = await trx
		.deleteFrom('ownUpdate')
		.where('integrationGuid', '=', integrationGuid)
		.where('key', 'in', keys)
		.where('expiresAt', '>', nowMs)
		.executeTakeFirst();
	return numDeletedRows > 0n;
}

function keysOf(
	entityType: EntityType,
	entityId: string,
	entity: Entity,
	previous: Change['previous'],
): string[] {
	const moved = (field: string) => previous === null || field in previous;
	const keys: string[] = [];
	if ('status' in entity && moved('status'))
		keys.push(statusKey(entityType, entityId, entity.status));
	// Between two of the shop's own words, the canonical status may stay the same.
	if ('nativeStatus' in entity && entity.nativeStatus !== null && moved('nativeStatus')) {
		keys.push(statusKey(entityType, entityId, `own:${entity.nativeStatus}`));
	}
	if ('trackingNumber' in entity && entity.trackingNumber !== null && moved('trackingNumber')) {
		keys.push(trackingKey(entity.trackingNumber));
	}
	return keys;
}
