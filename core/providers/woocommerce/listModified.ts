import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { requiredId, timeInUtc } from '../payloadFields.ts';
import type { Connection } from '../provider.ts';
import type { ListPage, ListPosition } from '../storeSide.ts';
import { isInvalidParameter, isMissingRoute } from './absence.ts';
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

const rowsSchema = z.array(z.looseObject({ id: requiredId, date_modified_gmt: timeInUtc }));
type Row = z.output<typeof rowsSchema>[number];

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

	const rows = readAnswer(connection.credentials.storeUrl, `GET ${path}`, () =>
		rowsSchema.parse(answer.body),
	);
	const observations: Observation[] = [];
	for (const [index, row] of rows.entries()) {
		const payload = (answer.body as unknown[])[index];
		const listed = { path, row, payload };
		observations.push(...(await observeRow(call, connection, entityType, place, listed)));
	}
	const told = since === null ? observations.map(withoutCreated) : observations;
	const next = nextPlace(place, rows, answer.headers, connection.credentials.storeUrl);
	if (next !== null) return turn(told, next);
	return turn(told, following(entityType, place, since, shopTime(answer.headers.date, now())));
}

const turn = (observations: readonly Observation[], next: ModifiedPlace | null): ListPage => ({
	observations,
	nextPage: next === null ? null : JSON.stringify(next),
});

function beginning(
	phase: ModifiedPlace['phase'],
	since: string | null,
	until: string | null,
): ModifiedPlace {
	const from = since === null ? null : secondOf(since);
	return { phase, from, isWithin: false, page: 1, total: null, until };
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
) {
	try {
		return await call(connection, { method: 'GET', path, query: queryOf(place) });
	} catch (error) {
		if (place.phase === 'variations' && isMissingRoute(error)) return null;
		if (place.phase === 'trash' && isInvalidParameter(error)) return null;
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
