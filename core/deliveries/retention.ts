import type { OpenDatabase } from '../state/dialects/dialect.ts';

import { GIVEN_UP_MS } from '../parcels/waitingParcels.ts';

const DAY_MS = 24 * 3_600_000;

/** How long each thing is kept once nothing waits for it any more. */
export const RETENTION_MS = {
	settledDelivery: 14 * DAY_MS,
	deadDelivery: 30 * DAY_MS,
	event: 14 * DAY_MS,
	receipt: 30 * DAY_MS,
	/** Longer than a dead letter, which may still be tried again by hand. */
	sentAction: 60 * DAY_MS,
	/** A workflow that was unpublished, then forgotten. */
	detachedSubscription: 60 * DAY_MS,
	/** Given up after half of it; so long it can be looked up. */
	waitingParcel: GIVEN_UP_MS,
} as const;

/** Deletes what has been kept long enough. Events go when no delivery is left that needs them. */
export async function deleteExpired(
	{ db }: Pick<OpenDatabase, 'db'>,
	nowMs: number,
): Promise<void> {
	await db
		.deleteFrom('delivery')
		.where('settledAt', 'is not', null)
		.where((eb) =>
			eb.or([
				eb.and([
					eb('status', 'in', ['delivered', 'dropped']),
					eb('settledAt', '<', nowMs - RETENTION_MS.settledDelivery),
				]),
				eb('settledAt', '<', nowMs - RETENTION_MS.deadDelivery),
			]),
		)
		.execute();
	await db
		.deleteFrom('event')
		.where('receivedAt', '<', nowMs - RETENTION_MS.event)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('delivery')
						.select('delivery.id')
						.whereRef('delivery.eventId', '=', 'event.id'),
				),
			),
		)
		.execute();
	await db
		.deleteFrom('receipt')
		.where('receivedAt', '<', nowMs - RETENTION_MS.receipt)
		.execute();
	await db
		.deleteFrom('sentAction')
		.where('sentAt', '<', nowMs - RETENTION_MS.sentAction)
		.execute();
	await db.deleteFrom('ownUpdate').where('expiresAt', '<', nowMs).execute();
	await db
		.deleteFrom('waitingParcel')
		.where('since', '<', nowMs - RETENTION_MS.waitingParcel)
		.execute();
	await db
		.deleteFrom('subscription')
		.where('detachedAt', '<', nowMs - RETENTION_MS.detachedSubscription)
		.execute();
	// Nobody is left who could take them, and they would keep their events for ever.
	await db
		.deleteFrom('delivery')
		.where('subscriptionId', 'not in', db.selectFrom('subscription').select('id'))
		.execute();
}
