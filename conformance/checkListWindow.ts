import type { EntityType } from '../engine/events/entityType.ts';
import { COLLECTIONS } from '../engine/providers/generic/client.ts';
import type { Context } from './context.ts';
import { idOf, updatedAtOf, type Told } from './entity.ts';
import { readPages, type Pages } from './readPages.ts';
import { shown } from './storeClient.ts';

const SMALL_LIMIT = 2;
const SMALL_PAGES = 4;
const LARGEST_LIMIT = 250;
const MAX_PAGES = 4;
const FAR_FUTURE = '2999-01-01T00:00:00.000Z';

/** `limit`, `cursor` and `updatedSince`: which part of a list is asked for. */
export async function checkListWindow(
	context: Context,
	entityType: EntityType,
	entities: readonly Told[],
): Promise<void> {
	const { store, report } = context;
	const path = `/${COLLECTIONS[entityType]}`;
	const small = await readPages(store, path, { limit: String(SMALL_LIMIT) }, SMALL_PAGES);
	const tooLarge = small.sizes.find((size) => size > SMALL_LIMIT);
	report.check(
		{
			line: `GET ${path}?limit=${SMALL_LIMIT} gives ${SMALL_LIMIT} at most`,
			section: 'Lists',
			expected: `${SMALL_LIMIT} entities or fewer on each page`,
		},
		tooLarge === undefined ? null : `${tooLarge} entities`,
	);
	await checkSame(context, `GET ${path}: small pages have the same entities as large ones`, path, {
		query: {},
		entities,
	});

	const cursor = 'no-cursor-of-this-shop';
	const refusal = await store.ask('GET', path, { query: { cursor } });
	report.check(
		{ line: `GET ${path} with a broken cursor answers 400`, section: 'Lists', expected: '400' },
		refusal.status === 400 ? null : shown(refusal),
	);

	const future = await readPages(store, path, { updatedSince: FAR_FUTURE }, 1);
	report.check(
		{
			line: `GET ${path}?updatedSince= a time to come gives nothing`,
			section: 'Lists',
			expected: '{"data": [], "nextCursor": null}',
		},
		future.fault ??
			(future.entities.length === 0 && future.isComplete
				? null
				: `${future.entities.length} entities, nextCursor: ${JSON.stringify(future.nextCursor)}`),
	);
	const middle = entities[Math.floor(entities.length / 2)];
	if (middle === undefined) return;
	const since = updatedAtOf(middle);
	await checkSame(
		context,
		`GET ${path}?updatedSince= gives what was changed at that moment or later`,
		path,
		{
			query: { updatedSince: new Date(since).toISOString() },
			entities,
			isWanted: (told) => updatedAtOf(told) >= since,
		},
	);
}

type Part = {
	readonly query: Readonly<Record<string, string>>;
	/** The whole list, as it was. */
	readonly entities: readonly Told[];
	/** Which of the list have to be in this part of it. */
	readonly isWanted?: (told: Told) => boolean;
};

/** Compares small pages with what the whole list tells; if they differ, with what it tells now. */
async function checkSame(
	{ store, report }: Context,
	line: string,
	path: string,
	{ query, entities, isWanted = () => true }: Part,
): Promise<void> {
	const whole = async () =>
		(await readPages(store, path, { limit: String(LARGEST_LIMIT) }, MAX_PAGES)).entities;
	let wanted = entities.filter(isWanted);
	const compare = async () => {
		const asked = { ...query, limit: String(SMALL_LIMIT) };
		return difference(await readPages(store, path, asked, SMALL_PAGES), wanted);
	};
	let came = await compare();
	if (came !== null) {
		wanted = (await whole()).filter(isWanted);
		came = await compare();
	}
	const expected = namesOf(wanted.slice(0, SMALL_PAGES * SMALL_LIMIT));
	report.check({ line, section: 'Lists', expected }, came);
}

function difference(small: Pages, wanted: readonly Told[]): string | null {
	if (small.fault !== null) return small.fault;
	const names = namesOf(small.entities);
	const part = small.isComplete ? wanted : wanted.slice(0, small.entities.length);
	return names === namesOf(part) ? null : names;
}

function namesOf(entities: readonly Told[]): string {
	return entities.length === 0 ? 'nothing' : entities.map(idOf).join(', ');
}
