import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { readNumber, requiredId, timeInUtc } from '../payloadFields.ts';
import type { Connection, StoreResponse } from '../storeHttp.ts';
import { listedEntries, refusedEntity } from '../refusedEntity.ts';
import type { ListPage, ListPosition, RefusedEntity } from '../storeSide.ts';
import { isBehindTheEnd, isInvalidParameter, isMissingRoute } from './absence.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { modifiedPlaceOf, secondOf, shopTime, type ModifiedPlace } from './listPlace.ts';
import { newerWooCommerceNeeded, nextPlace, PAGE_SIZES } from './nextPlace.ts';
import { observeAnswer } from './observeAnswer.ts';
import { readAnswer } from './readAnswer.ts';
import { readEntity } from './readEntity.ts';

type WooConnection = Connection<WooCommerceCredentials>;
type ModifiedType = 'Order' | 'Product';

const COLLECTIONS = { Order: '/orders', Product: '/products' } as const;

const rowSchema = z.looseObject({ id: requiredId, date_modified_gmt: timeInUtc });
type Row = z.output<typeof rowSchema>;

const AN_EMPTY_PAGE: Pick<StoreResponse, 'headers' | 'body'> = { headers: {}, body: [] };

/**
 * Lists what was modified from a moment on: first what the shop has, then, of products, their variations,
 * then what lies in the trash. What was deleted for good is in no list.
 *
 * The next page begins at the newest time of the last one, so that what changes meanwhile moves to a later
 * page and pushes nothing past the reader. What comes after the first list is only told up to the moment at
 * which that one ended: else the next import would begin behind changes that nobody has seen.
 */
export async function listModified(
	call: WooCommerceCall,
	connection: WooConnection,
	entityType: ModifiedType,
	{ since, page }: ListPosition,
	now: () => Date,
): Promise<ListPage> {
	const place = page === null ? beginning('live', since, null) : modifiedPlaceOf(page);
	const path = place.phase === 'variations' ? '/variations' : COLLECTIONS[entityType];
	const answer = await ask(call, connection, path, place);
	if (answer === null) return turn([], following(entityType, place, since, null));

	const payloads = readAnswer(connection.credentials.storeUrl, `GET ${path}`, () =>
		listedEntries.parse(answer.body),
	);
	const rows: Row[] = [];
	const observations: Observation[] = [];
	const refused: RefusedEntity[] = [];
	for (const payload of payloads) {
		try {
			const row = rowSchema.parse(payload);
			rows.push(row);
			const listed = { path, row, payload };
			observations.push(...(await observeRow(call, connection, entityType, place, listed)));
		} catch (error) {
			refused.push(refusedEntity(payload, error));
		}
	}
	const told = since === null ? observations.map(withoutCreated) : observations;
	const readAt = shopTime(answer.headers.date, now());
	const read = { rows, count: payloads.length, headers: answer.headers, readAt };
	const next =
		nextPlace(place, read, connection.credentials.storeUrl) ??
		following(entityType, place, since, place.proving?.readAt ?? readAt);
	return { ...turn(told, next, refused), total: readNumber(answer.headers['x-wp-total']) };
}

const turn = (
	observations: readonly Observation[],
	next: ModifiedPlace | null,
	refused: readonly RefusedEntity[] = [],
): ListPage => ({
	observations,
	nextPage: next === null ? null : JSON.stringify(next),
	refused,
});

function beginning(
	phase: ModifiedPlace['phase'],
	since: string | null,
	until: string | null,
): ModifiedPlace {
	const from = since === null ? null : secondOf(since);
	return { phase, from, isWithin: false, page: 1, total: null, proving: null, until };
}

/** Variations change with their products; at a first import they would be a call each, for no event. */
function following(
	entityType: ModifiedType,
	{ phase, until }: ModifiedPlace,
	since: string | null,
	endedAt: string | null,
): ModifiedPlace | null {
	if (phase === 'trash') return null;
	const next =
		phase === 'live' && entityType === 'Product' && since !== null ? 'variations' : 'trash';
	return beginning(next, since, until ?? endedAt);
}

/** @returns `null` where the shop has no such list */
async function ask(
	call: WooCommerceCall,
	connection: WooConnection,
	path: string,
	place: ModifiedPlace,
): Promise<Pick<StoreResponse, 'headers' | 'body'> | null> {
	try {
		return await call(connection, { method: 'GET', path, query: queryOf(place) });
	} catch (error) {
		if (place.phase === 'variations' && isMissingRoute(error)) return null;
		if (place.phase === 'trash' && isInvalidParameter(error)) return null;
		if (place.page > 1 && isBehindTheEnd(error)) return AN_EMPTY_PAGE;
		if (isInvalidParameter(error)) {
			throw newerWooCommerceNeeded(connection.credentials.storeUrl, error);
		}
		throw error;
	}
}

/**
 * `modified_after` and `modified_before` leave out the second that they name. WordPress turns a time with
 * a zone into the shop's local time before it compares it with the UTC column, so none is given.
 *
 * @see WordPress `wp-includes/class-wp-date-query.php` (`build_mysql_datetime`)
 */
function queryOf({ phase, from, isWithin, page, until }: ModifiedPlace): Record<string, string> {
	const before = isWithin && from !== null ? from : until;
	return {
		...(phase === 'trash' && { status: 'trash' }),
		...(phase !== 'live' && { _fields: 'id,date_modified_gmt' }),
		orderby: isWithin ? 'id' : 'modified',
		order: 'asc',
		per_page: String(PAGE_SIZES[phase]),
		page: String(page),
		...(from !== null && { modified_after: withoutZone(secondOf(from, -1)) }),
		...(before !== null && { modified_before: withoutZone(secondOf(before, 1)) }),
		dates_are_gmt: 'true',
	};
}

const withoutZone = (time: string) => time.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);

/** A variation is listed in another form than webhooks have it in; `/products/{id}` has theirs. */
async function observeRow(
	call: WooCommerceCall,
	connection: WooConnection,
	entityType: ModifiedType,
	{ phase }: ModifiedPlace,
	{ path, row, payload }: { path: string; row: Row; payload: unknown },
): Promise<readonly Observation[]> {
	const { id, date_modified_gmt: changedAt } = row;
	switch (phase) {
		case 'live':
			return await observeAnswer(call, connection, `GET ${path} (id ${id})`, entityType, payload);
		case 'variations':
			return await readEntity(call, connection, 'Product', id);
		case 'trash':
			return [deletionOf(entityType, id, changedAt ?? null)];
	}
}

/** As `order.deleted` has it. What was trashed before anybody here knew of it is no news. */
function deletionOf(entityType: ModifiedType, id: string, changedAt: string | null): Observation {
	return {
		entityType,
		id,
		kind: 'delete',
		entity: { id },
		changedAt,
		clock: 'record',
		topicCodes: [entityType === 'Order' ? 'order_deleted' : 'product_deleted'],
		onlyIfKnown: true,
	};
}

/** A first listing shows what has been there for long: no package in it is new because it was sent quickly. */
function withoutCreated(observation: Observation): Observation {
	const topicCodes = observation.topicCodes.filter((code) => !code.endsWith('_created'));
	return { ...observation, topicCodes };
}
