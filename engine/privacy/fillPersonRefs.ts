import { sql } from 'kysely';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { NewRow } from '../state/schema.ts';
import { inSlices } from '../state/slices.ts';
import { fieldsOf, PERSONAL_TYPES, personIn, refsOf, savePersonRefs } from './personRefs.ts';

/** Rows are read whole, as JSON of some kB each. */
const ROWS = 100;

type Slice = {
	readonly refs: ReadonlyArray<NewRow<'personRef'>>;
	/** `null`: there was nothing left. */
	readonly position: readonly string[] | null;
};
type ReadSlice = (db: OpenDatabase['db'], after: readonly string[] | null) => Promise<Slice>;

/**
 * Writes down who rows are about that an older version of this package has stored, in slices. Does nothing
 * once that is done. What is cut off goes on where it was.
 */
export async function fillPersonRefs(
	{ db }: Pick<OpenDatabase, 'db'>,
	nowMs: number,
): Promise<void> {
	await fill(db, 'person_ref/snapshot', nowMs, ofSnapshots);
	await fill(db, 'person_ref/event', nowMs, ofEvents);
}

async function fill(
	db: OpenDatabase['db'],
	name: string,
	nowMs: number,
	read: ReadSlice,
): Promise<void> {
	const begun = await db
		.selectFrom('backfill')
		.select(['position', 'doneAt'])
		.where('name', '=', name)
		.executeTakeFirst();
	if (begun === undefined || begun.doneAt !== null) return;
	let after = begun.position === null ? null : (JSON.parse(begun.position) as string[]);
	await inSlices(async () => {
		const { refs, position } = await read(db, after);
		await savePersonRefs(db, refs);
		await db
			.updateTable('backfill')
			.set(position === null ? { doneAt: nowMs } : { position: JSON.stringify(position) })
			.where('name', '=', name)
			.execute();
		after = position === null ? null : [...position];
		return position !== null;
	});
}

const ofSnapshots: ReadSlice = async (db, after) => {
	const rows = await db
		.selectFrom('snapshot')
		.select(['integrationGuid', 'entityType', 'entityId', 'entityJson'])
		.where(
			sql<boolean>`(integration_guid, entity_type, entity_id) > (${after?.[0] ?? ''}, ${after?.[1] ?? ''}, ${after?.[2] ?? ''})`,
		)
		.orderBy('integrationGuid')
		.orderBy('entityType')
		.orderBy('entityId')
		.limit(ROWS)
		.execute();
	const refs = rows.flatMap(({ entityJson, ...key }) => rowsOf(key, [entityJson], null));
	const last = rows.at(-1);
	return {
		refs,
		position: last ? [last.integrationGuid, last.entityType, last.entityId] : null,
	};
};

const ofEvents: ReadSlice = async (db, after) => {
	const rows = await db
		.selectFrom('event')
		.select([
			'id',
			'integrationGuid',
			'entityType',
			'entityId',
			'entityJson',
			'previousJson',
			'customerJson',
		])
		.where('id', '>', after?.[0] ?? '')
		.orderBy('id')
		.limit(ROWS)
		.execute();
	const refs = rows.flatMap(({ entityJson, previousJson, customerJson, id, ...key }) =>
		rowsOf(key, [entityJson, previousJson], customerJson),
	);
	const last = rows.at(-1);
	return { refs, position: last ? [last.id] : null };
};

function rowsOf(
	key: Pick<NewRow<'personRef'>, 'integrationGuid' | 'entityType' | 'entityId'>,
	entities: ReadonlyArray<string | null>,
	customerJson: string | null,
): Array<NewRow<'personRef'>> {
	if (!PERSONAL_TYPES.includes(key.entityType)) return [];
	const states = entities.map(fieldsOf);
	const persons = [
		...states.map((state) => personIn(key.entityType, state)),
		fieldsOf(customerJson),
	];
	return [...refsOf(key.entityType, states[0] ?? null, persons)].map((ref) => ({ ...key, ref }));
}
