import { seizeLease, takeLease } from '../leases.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { isGivenUp } from './isGivenUp.ts';
import {
	giveBackStore,
	isLive,
	setDisabled,
	storeKey,
	storeLease,
	type Integration,
	type StorePlace,
} from './integration.ts';

type Database = Pick<OpenDatabase, 'db' | 'dialect'>;
type Connected = Row<'integration'>;

/**
 * Makes a connection the live one of its store, unless another one is: two of them would bring every
 * change twice, and mail every customer twice. The workflow of an attempt that was given up, which n8n
 * publishes anew when it starts, takes no store: it is being removed.
 *
 * @param isListening whether an address of this n8n is still served: what a killed n8n, or a workflow that
 *   was removed otherwise, has left behind does not stand in the way
 * @returns the connection that has the store; `null` when the store is taken
 */
export async function takeStore(
	database: Database,
	integration: Integration,
	nowMs: number,
	isListening: (webhookUrl: string) => Promise<boolean>,
): Promise<Connected | null> {
	const lease = storeLease(integration);
	let gone: Connected | null = null;
	for (;;) {
		const other: Connected | null = await database.db.transaction().execute(async (trx) => {
			await lockIntegrations({ ...database, db: trx }, [integration, ...(gone ? [gone] : [])]);
			if (await isGivenUp({ db: trx }, integration.workflowId)) return null;
			await write(trx, integration, nowMs);
			await giveBackStore(trx, integration.guid, nowMs);
			const isFree = await takeLease({ db: trx }, lease, nowMs, null);
			const holder = isFree ? null : await liveConnection({ db: trx }, integration);
			const left = holder?.guid === gone?.guid ? null : holder;
			if (left !== null) await setDisabled(trx, integration.guid, nowMs, takenBy(left));
			else if (!isFree) {
				if (holder !== null) await setDisabled(trx, holder.guid, nowMs);
				await seizeLease({ db: trx }, lease, nowMs, null);
			}
			return left;
		});
		if (other === null) return null;
		const isOwnAddress = other.webhookUrl === integration.webhookUrl;
		if (!isOwnAddress && (await isListening(other.webhookUrl))) return other;
		gone = other;
	}
}

/** The live connection of a store; `null` where the store is not connected. */
export async function liveConnection(
	{ db }: Pick<Database, 'db'>,
	place: StorePlace,
): Promise<Connected | null> {
	const found = await db
		.selectFrom('lease')
		.innerJoin('integration', 'integration.guid', 'lease.holder')
		.selectAll('integration')
		.where('lease.kind', '=', 'store')
		.where('lease.key', '=', storeKey(place))
		.executeTakeFirst();
	return found !== undefined && isLive(found) ? found : null;
}

/** The connection that keeps another one of the same store from being made; `null` when none does. */
export async function holderOfStore(
	database: Pick<Database, 'db'>,
	place: StorePlace,
	guid: string | null,
	isListening: (webhookUrl: string) => Promise<boolean>,
): Promise<Connected | null> {
	const other = await liveConnection(database, place);
	if (other === null || other.guid === guid) return null;
	return (await isListening(other.webhookUrl)) ? other : null;
}

/** The sentence for a person who connects a store that is connected already. */
export function takenBy({ name, storeUrl, workflowName, workflowId }: Connected): string {
	const workflow =
		workflowName === null ? `another workflow (${workflowId})` : `the workflow "${workflowName}"`;
	return `The store "${name}" (${storeUrl}) is already connected by ${workflow}. A store has one connection, else every customer would be mailed twice. Unpublish that workflow first, then publish this one.`;
}

/**
 * Writes down that a store could not be connected: until it is published again, nothing of it is imported.
 *
 * @param lastError why not, in words for the merchant
 */
export async function recordFailure(
	{ db }: Pick<Database, 'db'>,
	guid: string,
	lastError: string,
	nowMs: number,
): Promise<void> {
	await db.transaction().execute(async (trx) => {
		await setDisabled(trx, guid, nowMs, lastError);
		await giveBackStore(trx, guid, nowMs);
	});
}

/** Each before its lease, and one after the other. */
async function lockIntegrations(
	{ db, dialect }: Database,
	integrations: ReadonlyArray<Pick<Integration, 'guid'>>,
): Promise<void> {
	if (!dialect.locksRows) return;
	await db
		.selectFrom('integration')
		.select('guid')
		.where(
			'guid',
			'in',
			integrations.map(({ guid }) => guid),
		)
		.orderBy('guid')
		.forUpdate()
		.execute();
}

/**
 * What a store has made before its first connection is old. A connection that never worked was none, so
 * its time begins anew.
 */
async function write(trx: Database['db'], integration: Integration, nowMs: number): Promise<void> {
	const { name, storeUrl, webhookUrl, space, provider } = integration;
	const { workflowName = null, readingJson = null, brandJson = null } = integration;
	const { credentialId = null, shopsJson = null } = integration;
	// Published again after it was removed: it may come back.
	await trx.deleteFrom('removedStore').where('integrationGuid', '=', integration.guid).execute();
	const live = { status: 'active', lastError: null } as const;
	await trx
		.insertInto('integration')
		.values({
			...integration,
			workflowName,
			credentialId,
			shopsJson,
			...live,
			connectedAt: nowMs,
			updatedAt: nowMs,
			lastEventAt: null,
			registeredAt: null,
		})
		.onConflict((conflict) =>
			conflict.column('guid').doUpdateSet((eb) => ({
				name,
				storeUrl,
				webhookUrl,
				space,
				provider,
				workflowName,
				readingJson,
				brandJson,
				credentialId,
				shopsJson,
				...live,
				updatedAt: nowMs,
				connectedAt: eb
					.case()
					.when(
						eb.and([
							eb('integration.registeredAt', 'is', null),
							eb('integration.lastEventAt', 'is', null),
							eb('integration.lastError', 'is not', null),
						]),
					)
					.then(nowMs)
					.else(eb.ref('integration.connectedAt'))
					.end(),
			})),
		)
		.execute();
}
