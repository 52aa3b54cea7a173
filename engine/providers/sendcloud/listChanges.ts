import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { listedEntries, refusedEntity } from '../refusedEntity.ts';
import { StoreError } from '../storeError.ts';
import type { ListPage, ListPosition, RefusedEntity } from '../storeSide.ts';
import { callSendcloud, readAnswer, type SendcloudConnection } from './client.ts';
import { observe, shipmentData } from './shipmentData.ts';
import { requireShipment } from './abilities.ts';
import type { StoreResponse } from '../storeHttp.ts';

/** The most that Sendcloud gives. */
const PAGE_SIZE = '100';
const LIST = 'GET /shipments';

const listAnswer = z.object({ data: listedEntries });

/**
 * Asks for `GET /shipments?updated_after=…&cursor=…`. Sendcloud does not say in which order they come, so the next
 * listing begins at the newest change of all pages. A cursor that Sendcloud no longer knows lets the listing begin
 * anew.
 */
export async function listChanges(
	connection: SendcloudConnection,
	entityType: EntityType,
	{ since, page }: ListPosition,
): Promise<ListPage> {
	requireShipment(entityType);
	const first = {
		...(since !== null && { updated_after: justBefore(since) }),
		page_size: PAGE_SIZE,
	};
	const ask = async (query: Record<string, string>) =>
		await callSendcloud(connection, { method: 'GET', path: '/shipments', query });
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
		`${connection.credentials.panelUrl} answered to ${LIST} with the same cursor that it was given: the list would never end.`,
		{ status: 200 },
	);
}

/** What changed at the very moment is asked for as well. */
const justBefore = (since: string) => new Date(Date.parse(since) - 1_000).toISOString();

const isLostCursor = (error: unknown) =>
	error instanceof StoreError && (error.status === 404 || error.status === 400);

function pageIn(connection: SendcloudConnection, answer: StoreResponse): ListPage {
	const { data } = readAnswer(connection, LIST, listAnswer, answer.body);
	const observations: Observation[] = [];
	const refused: RefusedEntity[] = [];
	for (const entry of data) {
		try {
			observations.push(...observe(shipmentData.parse(entry)));
		} catch (error) {
			refused.push(refusedEntity(entry, error));
		}
	}
	return { observations, nextPage: cursorIn(answer), refused };
}

/**
 * The cursor of the next page: of the header `Link`, else of `next` in the body. The address around it is not
 * followed.
 */
function cursorIn({ headers, body }: StoreResponse): string | null {
	const linked = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(headers.link ?? '')?.[1];
	const next = linked ?? (body as { next?: unknown } | null)?.next;
	if (typeof next !== 'string' || next === '') return null;
	return URL.canParse(next) ? new URL(next).searchParams.get('cursor') : next;
}
