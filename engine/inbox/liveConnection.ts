import { sql } from 'kysely';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { isGivenUp } from './isGivenUp.ts';
import { isLive, type Integration } from './integration.ts';

type Database = Pick<OpenDatabase, 'db' | 'dialect'>;
type Connected = Row<'integration'>;

/** Of a store: which space, which kind, which address. */
export type StorePlace = Pick<Integration, 'space' | 'provider' | 'storeUrl'>;

/** Any number, the same in every process: two connections of one store are made one after the other. */
const CONNECTING_LOCK = 7_402_611;

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
	const gone = new Set<string>();
	for (;;) {
		const other = await database.db.transaction().execute(async (trx) => {
			if (database.dialect.locksRows) {
				await sql`select pg_advisory_xact_lock(${CONNECTING_LOCK})`.execute(trx);
			}
			if (await isGivenUp({ db: trx }, integration.workflowId)) return null;
			const others = await otherConnections(trx, integration, integration.guid);
			for (const { guid } of others.filter((each) => gone.has(each.guid))) {
				await trx
					.updateTable('integration')
					.set({ status: 'disabled', updatedAt: nowMs })
					.where('guid', '=', guid)
					.execute();
			}
			const left = others.find(({ guid }) => !gone.has(guid)) ?? null;
			await write(trx, integration, nowMs, left === null ? null : takenBy(left));
			return left;
		});
		if (other === null) return null;
		const isOwnAddress = other.webhookUrl === integration.webhookUrl;
		if (!isOwnAddress && (await isListening(other.webhookUrl))) return other;
		gone.add(other.guid);
	}
}

/** The live connection of a store; of several the first one. `null` where the store is not connected. */
export async function liveConnection(
	{ db }: Pick<Database, 'db'>,
	place: StorePlace,
): Promise<Connected | null> {
	return (await otherConnections(db, place, null))[0] ?? null;
}

/** The connection that keeps another one of the same store from being made; `null` when none does. */
export async function holderOfStore(
	{ db }: Pick<Database, 'db'>,
	place: StorePlace,
	guid: string | null,
	isListening: (webhookUrl: string) => Promise<boolean>,
): Promise<Connected | null> {
	for (const other of await otherConnections(db, place, guid)) {
		if (await isListening(other.webhookUrl)) return other;
	}
	return null;
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
	await db
		.updateTable('integration')
		.set({ status: 'disabled', lastError, updatedAt: nowMs })
		.where('guid', '=', guid)
		.execute();
}

async function otherConnections(
	db: Database['db'],
	{ space, provider, storeUrl }: StorePlace,
	guid: string | null,
): Promise<Connected[]> {
	const rows = await db
		.selectFrom('integration')
		.selectAll()
		.where((eb) => eb.and({ space, provider, status: 'active' }))
		.orderBy('connectedAt')
		.orderBy('guid')
		.execute();
	return rows.filter(
		(row) => row.guid !== guid && isLive(row) && isSameStore(row.storeUrl, storeUrl),
	);
}

/** A shop that is served with and without https is one shop. */
function isSameStore(one: string, other: string): boolean {
	const place = (url: string) => url.replace(/^https?:\/\//, '').toLowerCase();
	return place(one) === place(other);
}

/**
 * What a store has made before its first connection is old. A connection that never worked was none, so
 * its time begins anew.
 */
async function write(
	trx: Database['db'],
	integration: Integration,
	nowMs: number,
	lastError: string | null,
): Promise<void> {
	const { name, storeUrl, webhookUrl, space, provider } = integration;
	const { workflowName = null, readingJson = null } = integration;
	// Published again after it was removed: it may come back.
	await trx.deleteFrom('removedStore').where('integrationGuid', '=', integration.guid).execute();
	const status = lastError === null ? ('active' as const) : ('disabled' as const);
	await trx
		.insertInto('integration')
		.values({
			...integration,
			workflowName,
			status,
			connectedAt: nowMs,
			updatedAt: nowMs,
			lastEventAt: null,
			registeredAt: null,
			lastError,
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
				status,
				updatedAt: nowMs,
				lastError,
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
