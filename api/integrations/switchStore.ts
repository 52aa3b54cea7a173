import { integrationOf, type StorePlace } from '../../engine/inbox/integration.ts';
import { isListening } from '../../engine/inbox/isListening.ts';
import { holderOfStore, takenBy } from '../../engine/inbox/liveConnection.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { ApiError } from '../http/apiError.ts';
import { waitUntil } from '../waitUntil.ts';

/** n8n tries a store that refuses five times, for some 15 seconds. */
const LIVE_LIMIT_MS = 25_000;
const OFF_LIMIT_MS = 15_000;

/**
 * Publishes the workflow of a store, and waits until the store posts to it.
 *
 * @throws ApiError 409 when another workflow has the store, 400 with the store's reason, 503 when n8n takes too long; it is then unpublished again
 */
export async function switchOn(
	context: ApiContext,
	{ guid, workflowId }: { readonly guid: string; readonly workflowId: string },
): Promise<void> {
	const { database, now } = await context.commerce();
	const startedAt = now();
	const known = await integrationOf(database, context.space, guid);
	if (known !== null) await requireFreeStore(context, known, guid);
	try {
		await context.n8n.publishWorkflow(workflowId);
	} catch (error) {
		// Only n8n's answer may have been lost: what was not asked for in the end must not be live.
		await unpublishAfter(context, workflowId);
		throw error;
	}
	try {
		await untilConnected(context, guid, startedAt);
	} catch (error) {
		await unpublishAfter(context, workflowId);
		throw error;
	}
}

/**
 * Waits until a store whose workflow was published at `sinceMs` posts to it.
 *
 * @throws ApiError 400 with the store's reason, 503 when n8n takes too long
 */
export async function untilConnected(
	context: ApiContext,
	guid: string,
	sinceMs: number,
): Promise<void> {
	const { database } = await context.commerce();
	const row = await waitUntil(async () => {
		const found = await integrationOf(database, context.space, guid);
		if (found === null || found.updatedAt < sinceMs) return null;
		const isLive = (found.registeredAt ?? 0) >= sinceMs;
		return isLive || found.lastError !== null ? found : null;
	}, LIVE_LIMIT_MS);
	if (row === null) {
		throw new ApiError(
			'UNAVAILABLE',
			`n8n did not connect the store within ${LIVE_LIMIT_MS / 1_000} seconds. Ask again; if it stays so, publish the workflow in n8n to see why.`,
		);
	}
	if (row.lastError !== null) throw new ApiError('CONFIGURATION_ERROR', row.lastError);
}

/** After a failure, which is what the caller is told, whether this works or not. */
async function unpublishAfter(context: ApiContext, workflowId: string): Promise<void> {
	await context.n8n.unpublishWorkflow(workflowId).catch((error: unknown) => {
		context.warn('The workflow of a store that could not be connected is still published', error);
	});
}

/**
 * A store has one live connection.
 *
 * @param guid of the connection that is to be made; `null` for a new one
 * @throws ApiError 409 with the name of the workflow that has the store
 */
export async function requireFreeStore(
	context: ApiContext,
	place: StorePlace,
	guid: string | null,
): Promise<void> {
	const { database } = await context.commerce();
	const holder = await holderOfStore(database, place, guid, isListening);
	if (holder !== null) throw new ApiError('CONFLICT', takenBy(holder));
}

/** Unpublishes the workflow of a store, and waits until its webhooks have been taken out of the store. */
export async function switchOff(
	context: ApiContext,
	{ guid, workflowId }: { readonly guid: string; readonly workflowId: string },
): Promise<void> {
	const { database } = await context.commerce();
	await context.n8n.unpublishWorkflow(workflowId);
	await waitUntil(async () => {
		const row = await integrationOf(database, context.space, guid);
		return row === null || row.status === 'disabled' ? true : null;
	}, OFF_LIMIT_MS);
}
