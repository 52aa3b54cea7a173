import type { OpenDatabase } from '../state/dialects/dialect.ts';

/** Forgets a store: all that is known of it and all that happened in it. */
export async function removeIntegration(
	{ db }: Pick<OpenDatabase, 'db'>,
	guid: string,
): Promise<void> {
	await db.transaction().execute(async (trx) => {
		const ofStore = trx.selectFrom('event').select('id').where('integrationGuid', '=', guid);
		await trx.deleteFrom('delivery').where('eventId', 'in', ofStore).execute();
		for (const table of ['event', 'snapshot', 'receipt', 'importCursor', 'ownUpdate'] as const) {
			await trx.deleteFrom(table).where('integrationGuid', '=', guid).execute();
		}
		await trx
			.deleteFrom('waitingParcel')
			.where((eb) => eb.or([eb('integrationGuid', '=', guid), eb('targetGuid', '=', guid)]))
			.execute();
		await trx
			.updateTable('pushSubscription')
			.set({ integrationGuid: null, customerId: null })
			.where('integrationGuid', '=', guid)
			.execute();
		await trx.deleteFrom('integration').where('guid', '=', guid).execute();
	});
}
