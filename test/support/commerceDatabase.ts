import { randomUUID } from 'node:crypto';
import { attachedSubscriptions } from '../../engine/deliveries/attachment.ts';
import { join } from 'node:path';
import { contentsOf } from '../../engine/inbox/importRuns.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import { openSqlite } from '../../engine/state/dialects/openSqlite.ts';
import { REAL_CLOCK, saveIntegration, testInbox } from './testInbox.ts';

/** Reads the state database of a running n8n, beside it. */
export type CommerceDatabase = {
	/** How many deliveries there are in each status. */
	deliveries(): Promise<Record<string, number>>;
	/** Codes of all stored events, oldest first. */
	events(): Promise<Array<{ entityId: string; codes: string[]; previous: unknown }>>;
	/** True when every delivery has been settled. */
	isQuiet(): Promise<boolean>;
	/** Ids of the workflows whose triggers have gone live since they were last taken down. */
	liveWorkflows(): Promise<string[]>;
	lastErrors(): Promise<Array<string | null>>;
	/** `active` or `disabled`, of each store. */
	storeStatuses(): Promise<string[]>;
	/** How many actions have been recorded as done. */
	sentActions(): Promise<number>;
	/** How each import was begun, whether it has ended, and which webhooks it put back; oldest first. */
	imports(): Promise<Array<{ began: string; isOver: boolean; restored: readonly string[] }>>;
	/** A message of each store every eight hours, day after day until now. */
	learnRhythm(days: number): Promise<void>;
	/** As if a time had gone by since stores sent something and were imported from, and alerts were seen. */
	letTimePass(ms: number): Promise<void>;
	/** As if every workflow had been published a day before. */
	letBePublishedYesterday(): Promise<void>;
	/** A carrier beside the stores, which tells a parcel of an order that nobody knows; the parcel's id. */
	tellUnknownParcel(): Promise<string>;
	close(): Promise<void>;
};

const HOUR_MS = 3_600_000;

export async function openCommerceDatabase(userFolder: string): Promise<CommerceDatabase> {
	const database = await openSqlite(join(userFolder, '.n8n', 'commerce.sqlite'));
	const { db, close } = database;
	const deliveries = async () => {
		const rows = await db
			.selectFrom('delivery')
			.select(({ fn }) => ['status', fn.countAll<number>().as('count')])
			.groupBy('status')
			.execute();
		return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
	};
	return {
		deliveries,
		async tellUnknownParcel() {
			const carrier = {
				...{ guid: randomUUID(), space: 'default', name: 'Label Maker', provider: 'sendcloud' },
				...{ storeUrl: 'https://panel.sendcloud.sc/1', webhookUrl: 'https://n8n.example/x' },
				...{ workflowId: 'carrier', nodeId: 'carrier' },
			};
			const inbox = testInbox(database, REAL_CLOCK);
			await saveIntegration(database, carrier, Date.now() - 1);
			// Before all that a test lets happen.
			const now = new Date(Date.now() - HOUR_MS);
			const entity = { id: '3001', orderNumber: '4711', trackingNumber: 'JD0146000012345' };
			const message = { receiptKey: carrier.guid, occurredAt: null, payload: null };
			const observation = {
				...({ entityType: 'Shipment', kind: 'upsert', clock: 'status' } as const),
				...{ id: entity.id, changedAt: now.toISOString(), topicCodes: [] },
				entity: { ...entity, carrier: 'DHL', status: 'in_transit' as const },
			};
			await storeMessage(inbox, carrier, message, [observation], now);
			const { id } = await db.selectFrom('toldParcel').select('id').executeTakeFirstOrThrow();
			return id;
		},
		async events() {
			const rows = await db
				.selectFrom('event')
				.select(['entityId', 'codesJson', 'previousJson'])
				.orderBy('receivedAt')
				.execute();
			return rows.map(({ entityId, codesJson, previousJson }) => ({
				entityId,
				codes: JSON.parse(codesJson) as string[],
				previous: previousJson === null ? null : (JSON.parse(previousJson) as unknown),
			}));
		},
		async isQuiet() {
			const { waiting = 0, claimed = 0 } = await deliveries();
			return waiting + claimed === 0;
		},
		async liveWorkflows() {
			const rows = await attachedSubscriptions({ db }).select('workflowId').execute();
			return rows.map(({ workflowId }) => workflowId);
		},
		async storeStatuses() {
			const rows = await db.selectFrom('integration').select('status').execute();
			return rows.map(({ status }) => status);
		},
		async lastErrors() {
			const rows = await db.selectFrom('delivery').select('lastError').orderBy('seq').execute();
			return rows.map(({ lastError }) => lastError);
		},
		async sentActions() {
			const { count } = await db
				.selectFrom('sentAction')
				.select(({ fn }) => fn.countAll<number>().as('count'))
				// What has only begun has none.
				.where('sentAt', '>', 0)
				.executeTakeFirstOrThrow();
			return count;
		},
		async imports() {
			const rows = await db.selectFrom('importRun').selectAll().orderBy('startedAt').execute();
			return rows.map((row) => ({
				began: row.began,
				isOver: row.endedAt !== null,
				restored: contentsOf(row).webhooks?.restored ?? [],
			}));
		},
		async learnRhythm(days) {
			const stores = await db.selectFrom('integration').select('guid').execute();
			const today = Math.floor(Date.now() / (24 * HOUR_MS));
			for (const { guid: integrationGuid } of stores) {
				for (let day = today - days; day < today; day += 1) {
					const row = { integrationGuid, day, longestGapMs: 8 * HOUR_MS };
					await db.insertInto('storeRhythm').values(row).execute();
				}
			}
		},
		async letTimePass(ms) {
			await db
				.updateTable('integration')
				.set((eb) => ({
					lastMessageAt: eb('lastMessageAt', '-', ms),
					connectedAt: eb('connectedAt', '-', ms),
				}))
				.execute();
			await db
				.updateTable('importRun')
				.set((eb) => ({
					startedAt: eb('startedAt', '-', ms),
					endedAt: eb('endedAt', '-', ms),
				}))
				.execute();
			await db
				.updateTable('alert')
				.set((eb) => ({
					openedAt: eb('openedAt', '-', ms),
					seenAt: eb('seenAt', '-', ms),
					toldAt: eb('toldAt', '-', ms),
				}))
				.execute();
		},
		async letBePublishedYesterday() {
			await db
				.updateTable('subscription')
				.set((eb) => ({ attachedAt: eb('attachedAt', '-', 24 * HOUR_MS) }))
				.execute();
		},
		close,
	};
}
