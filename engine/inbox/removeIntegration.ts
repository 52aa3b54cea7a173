import { forgetUntoldParcels } from '../parcels/toldParcels.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { deliveriesInOrder } from '../state/lockOrder.ts';
import { inSlices, SLICE_ROWS } from '../state/slices.ts';
import { giveBackStore } from './integration.ts';

/**
 * Forgets a store: all that is known of it and all that happened in it. From the first moment on it is gone
 * for everybody, and a message that is under way does not bring it back; its rows go in slices.
 */
export async function removeIntegration(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	guid: string,
	nowMs: number,
): Promise<void> {
	const { db, dialect } = database;
	await db.transaction().execute(async (trx) => {
		let locked = trx.selectFrom('integration').select('guid').where('guid', '=', guid);
		if (dialect.locksRows) locked = locked.forUpdate();
		await locked.execute();
		await trx
			.insertInto('removedStore')
			.values({ integrationGuid: guid, removedAt: nowMs })
			.onConflict((conflict) =>
				conflict.column('integrationGuid').doUpdateSet({ removedAt: nowMs }),
			)
			.execute();
		await trx.deleteFrom('integration').where('guid', '=', guid).execute();
		await giveBackStore(trx, guid, nowMs);
		await trx
			.deleteFrom('waitingParcel')
			.where((eb) => eb.or([eb('integrationGuid', '=', guid), eb('targetGuid', '=', guid)]))
			.execute();
		await trx
			.updateTable('pushSubscription')
			.set({ integrationGuid: null, customerId: null })
			.where('integrationGuid', '=', guid)
			.execute();
	});
	await deleteRowsOfStore(database, guid);
}

/** Forgets every store that a workflow connects. */
export async function removeIntegrationsOf(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	workflowId: string,
	nowMs: number,
): Promise<void> {
	const rows = await database.db
		.selectFrom('integration')
		.select('guid')
		.where('workflowId', '=', workflowId)
		.execute();
	for (const { guid } of rows) await removeIntegration(database, guid, nowMs);
}

/** Deletes what is left of a store that was removed. Also goes on with what a killed process has begun. */
export async function deleteRowsOfStore(
	database: Pick<OpenDatabase, 'db' | 'dialect'>,
	guid: string,
): Promise<void> {
	const { db } = database;
	await inSlices(async () => {
		const events = await db
			.selectFrom('event')
			.select('id')
			.where('integrationGuid', '=', guid)
			.orderBy('id')
			.limit(SLICE_ROWS)
			.execute();
		if (events.length === 0) return false;
		const ids = events.map(({ id }) => id);
		await db
			.deleteFrom('delivery')
			.where(
				'seq',
				'in',
				deliveriesInOrder(database, db, (rows) => rows.where('eventId', 'in', ids)),
			)
			.execute();
		await db.transaction().execute(async (trx) => {
			await trx.deleteFrom('event').where('id', 'in', ids).execute();
			await trx.deleteFrom('eventSku').where('eventId', 'in', ids).execute();
		});
		return true;
	});
	await inSlices(async () => {
		const { numDeletedRows } = await db
			.deleteFrom('snapshot')
			.where('integrationGuid', '=', guid)
			.where(({ eb, refTuple, selectFrom }) =>
				eb(
					refTuple('entityType', 'entityId'),
					'in',
					selectFrom('snapshot')
						.select(['entityType', 'entityId'])
						.where('integrationGuid', '=', guid)
						.limit(SLICE_ROWS)
						.$asTuple('entityType', 'entityId'),
				),
			)
			.executeTakeFirst();
		return numDeletedRows > 0n;
	});
	await inSlices(async () => {
		const { numDeletedRows } = await db
			.deleteFrom('personRef')
			.where('integrationGuid', '=', guid)
			.where(({ eb, refTuple, selectFrom }) =>
				eb(
					refTuple('ref', 'entityType', 'entityId'),
					'in',
					selectFrom('personRef')
						.select(['ref', 'entityType', 'entityId'])
						.where('integrationGuid', '=', guid)
						.limit(SLICE_ROWS)
						.$asTuple('ref', 'entityType', 'entityId'),
				),
			)
			.executeTakeFirst();
		return numDeletedRows > 0n;
	});
	await inSlices(async () => {
		const { numDeletedRows } = await db
			.deleteFrom('receipt')
			.where('integrationGuid', '=', guid)
			.where('key', 'in', (eb) =>
				eb
					.selectFrom('receipt')
					.select('key')
					.where('integrationGuid', '=', guid)
					.limit(SLICE_ROWS),
			)
			.executeTakeFirst();
		return numDeletedRows > 0n;
	});
	await db
		.updateTable('toldParcel')
		.set({
			...{ orderGuid: null, orderId: null, isByHand: 0, reason: 'order_unknown' },
			remark: 'The shop of its order is no longer connected.',
		})
		.where('orderGuid', '=', guid)
		.execute();
	for (const table of [
		'toldParcel',
		'importCursor',
		'importRun',
		'pendingRead',
		'watchedParcel',
		'ownUpdate',
		'refusedMessage',
		'storeRhythm',
		'alert',
	] as const) {
		await db.deleteFrom(table).where('integrationGuid', '=', guid).execute();
	}
	await forgetUntoldParcels(db);
}
