import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { refusedEntity } from '../refusedEntity.ts';
import { StoreError } from '../storeError.ts';
import type { StoreResponse } from '../storeHttp.ts';
import type { ListPage, ListPosition, RefusedEntity } from '../storeSide.ts';
import { requireShipment } from './abilities.ts';
import { callAfterShip, readAnswer, type AfterShipConnection } from './client.ts';
import { listedTrackings, observe, trackingData } from './trackingData.ts';

const PAGE_SIZE = '100';

/**
 * Asks for `GET /trackings?updated_at_min=…&cursor=…`. AfterShip does not say in which order they come, so the next
 * listing begins at the newest change of all pages. A cursor that AfterShip no longer knows lets the listing begin
 * anew.
 */
export async function listChanges(
	connection: AfterShipConnection,
	entityType: EntityType,
	{ since, page }: ListPosition,
): Promise<ListPage> {
	requireShipment(entityType);
	const first = {
		...(since !== null && { updated_at_min: justBefore(since) }),
		limit: PAGE_SIZE,
	};
	const ask = async (query: Record<string, string>) =>
		await callAfterShip(connection, { method: 'GET', path: '/trackings', query });
	if (page === null) return pageIn(connection, await ask(first));
	let answer: StoreResponse;
	try {
		answer = await ask({ ...first, cursor: page });
	} catch (error) {
		if (!isLostCursor(error)) throw error;
		const anew = pageIn(connection, await ask(first));
		if (anew.nextPage === page) throw error;
		return anew;
	}
	const next = pageIn(connection, answer);
	if (next.nextPage !== page) return next;
	throw new StoreError(
		'rejected',
		`${connection.credentials.apiUrl} answered to GET /trackings with the same cursor that it was given: the list would never end.`,
		{ status: 200 },
	);
}

/** What changed at the very moment is asked for as well. AfterShip keeps time by the second. */
const justBefore = (since: string) =>
	new Date(Date.parse(since) - 1_000).toISOString().replace(/\.\d+Z$/, 'Z');

const isLostCursor = (error: unknown) =>
	error instanceof StoreError && (error.status === 404 || error.status === 400);

function pageIn(connection: AfterShipConnection, { body }: StoreResponse): ListPage {
	const { trackings, pagination } = readAnswer(connection, 'GET /trackings', listedTrackings, body);
	const observations: Observation[] = [];
	const refused: RefusedEntity[] = [];
	for (const entry of trackings) {
		try {
			observations.push(observe(trackingData.parse(entry)));
		} catch (error) {
			refused.push(refusedEntity(entry, error));
		}
	}
	const hasNext = pagination?.has_next_page ?? trackings.length > 0;
	const nextPage = hasNext ? (pagination?.next_cursor ?? null) : null;
	return { observations, nextPage, refused };
}
