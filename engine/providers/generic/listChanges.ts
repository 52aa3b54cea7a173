import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import type { Connection } from '../storeHttp.ts';
import { listedEntries, nameOf, refusedEntity } from '../refusedEntity.ts';
import { StoreError } from '../storeError.ts';
import type { ListPage, ListPosition, RefusedEntity } from '../storeSide.ts';
import { callStore, COLLECTIONS, readAnswer, unlessAbsent } from './client.ts';
import type { GenericCredentials } from './credentials.ts';
import { observeAnswer } from './observeAnswer.ts';

type GenericConnection = Connection<GenericCredentials>;

const PAGE_LIMIT = 100;

/** How a store says that it cannot go on from a cursor: it is too old, or was made before a restart. */
const REFUSALS_OF_A_CURSOR: readonly number[] = [400, 404, 410, 422];

/** Where a listing stands. */
const place = z.object({
	cursor: z.string().nullable(),
	since: z.string().nullable(),
	/** The newest change on the page that gave the cursor. */
	reached: z.string().nullable(),
});
type Place = z.output<typeof place>;

const listAnswer = z.object({
	data: listedEntries,
	nextCursor: z.union([z.string(), z.number().transform(String)]).nullish(),
	/** For whoever watches an import; what is no number is no reason to leave the page out. */
	total: z.int().nonnegative().nullish().catch(null),
});

/**
 * Asks for `GET /orders?updatedSince=…&cursor=…`. An entry that is none is left out. Where the store no longer knows the cursor, the listing
 * goes on from the time that it had come to.
 */
export async function listChanges(
	connection: GenericConnection,
	entityType: EntityType,
	{ since, page }: ListPosition,
): Promise<ListPage> {
	const from =
		page === null
			? { cursor: null, since, reached: null }
			: readAnswer(connection, 'GET', () => place.parse(JSON.parse(page)));
	try {
		return await pageFrom(connection, entityType, from);
	} catch (error) {
		if (!isLostCursor(error, from)) throw error;
		const again = { cursor: null, since: from.reached, reached: null };
		return await pageFrom(connection, entityType, again);
	}
}

async function pageFrom(
	connection: GenericConnection,
	entityType: EntityType,
	from: Place,
): Promise<ListPage> {
	const path = `/${COLLECTIONS[entityType]}`;
	const query = {
		...(from.since !== null && { updatedSince: from.since }),
		...(from.cursor !== null && { cursor: from.cursor }),
		limit: String(PAGE_LIMIT),
	};
	const asked = callStore(connection, { method: 'GET', path, query });
	const answer = from.cursor === null ? await unlessAbsent(asked) : await asked;
	if (answer === null) throw missing(connection, path);

	const call = `GET ${path}`;
	const { data, nextCursor, total } = readAnswer(connection, call, () =>
		listAnswer.parse(answer.body),
	);
	const observations: Observation[] = [];
	const refused: RefusedEntity[] = [];
	for (const entity of data) {
		try {
			const said = `${call} (entry ${nameOf(entity)})`;
			observations.push(observeAnswer(connection, said, entityType, entity));
		} catch (error) {
			refused.push(refusedEntity(entity, error));
		}
	}
	if (!nextCursor) return { observations, nextPage: null, refused, total };
	if (nextCursor === from.cursor) throw standingStill(connection, call);
	const reached = observations
		.flatMap(({ changedAt }) => (changedAt === null ? [] : [changedAt]))
		.reduce<string | null>((newest, at) => (newest === null || at > newest ? at : newest), null);
	const next: Place = {
		cursor: nextCursor,
		since: from.since,
		reached: reached ?? from.reached,
	};
	return { observations, nextPage: JSON.stringify(next), refused, total };
}

/** Only where going on from a time leads further than before: else it would go round in a circle. */
function isLostCursor(error: unknown, { cursor, since, reached }: Place): boolean {
	if (!(error instanceof StoreError) || cursor === null || reached === null) return false;
	return REFUSALS_OF_A_CURSOR.includes(error.status ?? 0) && (since === null || reached > since);
}

function missing({ credentials }: GenericConnection, path: string): StoreError {
	return new StoreError(
		'not_found',
		`${credentials.storeUrl} has no list at ${path}, so what its webhooks miss cannot be brought in. docs/generic-store.md says under "Lists" what the shop has to answer.`,
		{ status: 404 },
	);
}

function standingStill({ credentials }: GenericConnection, call: string): StoreError {
	return new StoreError(
		'rejected',
		`${credentials.storeUrl} answered to ${call} with the same nextCursor that it was given: the list would never end. The last page has to give null.`,
		{ status: 200 },
	);
}
