import type { Lease } from '../leases.ts';
import { safeText } from '../history/safeText.ts';
import type { Provider } from '../providers/provider.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { uuidFor } from '../events/uuidFor.ts';

/** One connected store: a published Commerce Store Trigger and its credential. */
export type Integration = {
	readonly guid: string;
	readonly space: string;
	/** What the merchant calls the store. */
	readonly name: string;
	/** Slug of the provider. */
	readonly provider: string;
	readonly storeUrl: string;
	readonly workflowId: string;
	/** As people know the workflow; `null` where that is not known. */
	readonly workflowName?: string | null;
	readonly nodeId: string;
	/** Where the store posts to. */
	readonly webhookUrl: string;
	/** n8n's id of its credential; `null` where that is not known. */
	readonly credentialId?: string | null;
	/** How the merchant wants the store's words to be read, as `readingJsonOf` writes it. */
	readonly readingJson?: string | null;
	/** What the shop looks like in its mails, as `brandJsonOf` writes it. */
	readonly brandJson?: string | null;
	/** Of a carrier or tracker: for whose orders it works, as `shopsJsonOf` writes it. */
	readonly shopsJson?: string | null;
};

/** The guid of the integration that a Store Trigger node is: the same at every start. */
export function integrationGuid(workflowId: string, nodeId: string): string {
	return uuidFor(`integration/${workflowId}/${nodeId}`);
}

/** Of a store: which space, which kind, which address. */
export type StorePlace = Pick<Integration, 'space' | 'provider' | 'storeUrl'>;

/** A shop that is served with and without https is one shop. */
export const storeKey = ({ space, provider, storeUrl }: StorePlace): string =>
	`${space}/${provider}/${storeUrl.replace(/^https?:\/\//, '').toLowerCase()}`;

/** The right of a connection to be the one of its store, for as long as it is published. */
export const storeLease = (integration: StorePlace & Pick<Integration, 'guid'>): Lease => ({
	kind: 'store',
	key: storeKey(integration),
	holder: integration.guid,
});

/** Lets go of whatever store a connection has. */
export async function giveBackStore(
	trx: OpenDatabase['db'],
	guid: string,
	nowMs: number,
): Promise<void> {
	await trx
		.updateTable('lease')
		.set({ holder: null, until: nowMs })
		.where((eb) => eb.and({ kind: 'store', holder: guid }))
		.execute();
}

const LONGEST_ERROR = 1_000;

/** @param lastError in words for the merchant; left out: as it is */
export async function setDisabled(
	trx: OpenDatabase['db'],
	guid: string,
	nowMs: number,
	lastError?: string,
): Promise<void> {
	await trx
		.updateTable('integration')
		.set({
			status: 'disabled',
			updatedAt: nowMs,
			// It may quote what a shop has said.
			...(lastError !== undefined && { lastError: safeText(lastError, LONGEST_ERROR) }),
		})
		.where('guid', '=', guid)
		.execute();
}

/**
 * Writes down that the store's webhooks are registered.
 *
 * @param hasTestKeys left out: as it is
 */
export async function recordRegistration(
	{ db }: Pick<OpenDatabase, 'db'>,
	guid: string,
	nowMs: number,
	hasTestKeys?: boolean,
): Promise<void> {
	await db
		.updateTable('integration')
		.set({
			registeredAt: nowMs,
			lastError: null,
			...(hasTestKeys !== undefined && { hasTestKeys: Number(hasTestKeys) }),
		})
		.where('guid', '=', guid)
		.execute();
}

/** Writes down how many webhooks in the store post here. */
export async function recordWebhooks(
	{ db }: Pick<OpenDatabase, 'db'>,
	guid: string,
	webhooks: number,
): Promise<void> {
	await db.updateTable('integration').set({ webhooks }).where('guid', '=', guid).execute();
}

/**
 * What a person still has to do in a store so that it reports by itself: where to enter the address, in words.
 *
 * @returns `null` where the store has the address, or nobody has asked it yet
 */
export function addressToEnter(
	{
		webhooks,
		webhookUrl,
		lastMessageAt,
	}: Pick<Row<'integration'>, 'webhooks' | 'webhookUrl' | 'lastMessageAt'>,
	{ addressByHand, seesAddressByHand }: Pick<Provider, 'addressByHand' | 'seesAddressByHand'>,
): { readonly url: string; readonly whatToDo: string } | null {
	if (webhooks !== 0 || addressByHand === undefined) return null;
	if (lastMessageAt !== null && !seesAddressByHand) return null;
	return { url: webhookUrl, whatToDo: addressByHand };
}

/** Writes down where the store posts to since n8n has another address. */
export async function recordAddress(
	{ db }: Pick<OpenDatabase, 'db'>,
	guid: string,
	webhookUrl: string,
): Promise<void> {
	await db.updateTable('integration').set({ webhookUrl }).where('guid', '=', guid).execute();
}

/** The store is switched off; what is known of its entities stays. */
export async function disableIntegration(
	{ db }: Pick<OpenDatabase, 'db'>,
	guid: string,
	nowMs: number,
): Promise<void> {
	await db.transaction().execute(async (trx) => {
		await setDisabled(trx, guid, nowMs);
		await giveBackStore(trx, guid, nowMs);
	});
}

/** The stores of a space, by name: for a list to choose from. */
export async function listIntegrations(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
): Promise<Row<'integration'>[]> {
	return await db
		.selectFrom('integration')
		.selectAll()
		.where('space', '=', space)
		.orderBy('name')
		.execute();
}

/** Where all stores post to that are connected, in whatever space: two may be the same shop. */
export async function activeWebhookUrls({
	db,
}: Pick<OpenDatabase, 'db'>): Promise<ReadonlySet<string>> {
	const rows = await db
		.selectFrom('integration')
		.select('webhookUrl')
		.where('status', '=', 'active')
		.where('lastError', 'is', null)
		.execute();
	return new Set(rows.map(({ webhookUrl }) => webhookUrl));
}

/** Whether a store's events come in by this connection: it is published, and publishing it has worked. */
export function isLive({
	status,
	lastError,
}: Pick<Row<'integration'>, 'status' | 'lastError'>): boolean {
	return status === 'active' && lastError === null;
}

/**
 * The integration that a node works for: the one that is live, and of several the one of the node's own
 * workflow.
 *
 * @returns `null` when the store is not connected
 */
export async function findIntegration(
	{ db }: Pick<OpenDatabase, 'db'>,
	store: { space: string; provider: string; storeUrl: string; workflowId: string },
): Promise<Row<'integration'> | null> {
	const { space, provider, storeUrl, workflowId } = store;
	const found = await db
		.selectFrom('integration')
		.selectAll()
		.where((eb) => eb.and({ space, provider, storeUrl }))
		.orderBy((eb) =>
			eb
				.case()
				.when(eb.and([eb('status', '=', 'active'), eb('lastError', 'is', null)]))
				.then(0)
				.else(1)
				.end(),
		)
		.orderBy((eb) => eb.case().when('workflowId', '=', workflowId).then(0).else(1).end())
		.orderBy('connectedAt')
		.orderBy('guid')
		.limit(1)
		.executeTakeFirst();
	return found ?? null;
}

/** An integration by its guid; `null` when there is none in that space. */
export async function integrationOf(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	guid: string,
): Promise<Row<'integration'> | null> {
	const found = await db
		.selectFrom('integration')
		.selectAll()
		.where((eb) => eb.and({ space, guid }))
		.executeTakeFirst();
	return found ?? null;
}
