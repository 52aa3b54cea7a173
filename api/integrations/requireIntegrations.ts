import { listIntegrations } from '../../engine/inbox/integration.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { ApiError } from '../http/apiError.ts';
import { listStores } from './connectedStore.ts';

/**
 * Refuses guids that are of no store: a workflow for such a one alone would never start, and a list of
 * its events would be empty without a reason.
 *
 * @param path of the field that holds them
 * @returns them as stores are known by
 * @throws ApiError 400
 */
export async function requireIntegrations(
	context: ApiContext,
	guids: readonly string[],
	path: string,
): Promise<string[]> {
	const given = guids.map((guid) => guid.toLowerCase());
	if (given.length === 0) return given;
	const { database } = await context.commerce();
	const rows = await listIntegrations(database, context.space);
	const known = new Set(rows.map(({ guid }) => guid));
	const isUnknown = (guid: string) => !known.has(guid);
	if (!given.some(isUnknown)) return given;
	// Before its first publishing, n8n alone knows a store.
	const stores = await listStores(context, await context.ourWorkflows());
	for (const { guid } of stores) known.add(guid);
	const unknown = given.find(isUnknown);
	if (unknown === undefined) return given;
	throw new ApiError(
		'CONFIGURATION_ERROR',
		`${path}: there is no store ${unknown}. GET /api/integrations lists the guids that there are.`,
	);
}
