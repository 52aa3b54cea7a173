import { ENTITY_TYPES, type EntityType } from '../engine/events/entityType.ts';
import { COLLECTIONS } from '../engine/providers/generic/client.ts';
import { checkFields } from './checkFields.ts';
import { checkListWindow } from './checkListWindow.ts';
import { checkSingle } from './checkSingle.ts';
import type { Context } from './context.ts';
import { faultOf, idOf, updatedAtOf, type Told } from './entity.ts';
import { readPages } from './readPages.ts';
import { isAbsent } from './storeClient.ts';

const LARGEST_LIMIT = 250;
const DEFAULT_LIMIT = 50;
const MAX_PAGES = 4;

/** The lists and their entities. */
export async function checkLists(context: Context): Promise<void> {
	for (const entityType of ENTITY_TYPES) {
		const entities = await checkList(context, entityType);
		if (entities === null) continue;
		await checkListWindow(context, entityType, entities);
		await checkSingle(context, entityType, entities);
		checkFields(context, entityType, entities);
	}
}

/** @returns the first entities of the list, oldest change first; `null` where there is no usable list */
async function checkList(
	{ store, report }: Context,
	entityType: EntityType,
): Promise<readonly Told[] | null> {
	const path = `/${COLLECTIONS[entityType]}`;
	const first = await store.ask('GET', path);
	if (isAbsent(first)) {
		report.note(
			'Lists',
			`GET ${path}: there is none, so ${COLLECTIONS[entityType]} that a webhook missed cannot be brought in`,
		);
		return null;
	}
	const all = await readPages(store, path, { limit: String(LARGEST_LIMIT) }, MAX_PAGES);
	const isList = report.check(
		{
			line: `GET ${path} answers pages up to the last one`,
			section: 'Lists',
			expected: '200 {"data": […], "nextCursor": "…" or null}, with null on the last page',
		},
		all.fault,
	);
	if (!isList) return null;
	const { entities } = all;
	if (entities.length === 0) {
		report.note('Lists', `GET ${path} is empty: how it is sorted and paged was not checked`);
	}
	if (!all.isComplete) {
		report.note(
			'Lists',
			`GET ${path} has more than ${entities.length} entities: these were checked`,
		);
	}

	const { data = [] } = Object(first.json) as { data?: unknown[] };
	report.check(
		{
			line: `GET ${path} without a limit gives ${DEFAULT_LIMIT} at most`,
			section: 'Lists',
			expected: `${DEFAULT_LIMIT} entities or fewer`,
		},
		data.length <= DEFAULT_LIMIT ? null : `${data.length} entities`,
	);
	const faulty = entities
		.map((told) => ({ told, fault: faultOf(entityType, told) }))
		.filter(({ fault }) => fault !== null);
	report.check(
		{
			line: `GET ${path}: every field is of the kind in its table`,
			section: 'Data of each entity',
			expected: 'the fields of the table, each of its kind',
		},
		faulty.length === 0
			? null
			: `${faulty.length} of ${entities.length} are not; "${idOf(faulty[0]!.told)}": ${faulty[0]!.fault}`,
	);
	const timeless = entities.filter((told) => Number.isNaN(updatedAtOf(told)));
	report.check(
		{ line: `GET ${path}: every entity has its updatedAt`, section: 'Lists', expected: 'a time' },
		timeless.length === 0 ? null : `"${idOf(timeless[0])}" has none`,
	);
	const unsorted = entities.findIndex(
		(told, index) => index > 0 && updatedAtOf(told) < updatedAtOf(entities[index - 1]),
	);
	report.check(
		{
			line: `GET ${path}: the one changed longest ago comes first`,
			section: 'Lists',
			expected: 'entities sorted by updatedAt',
		},
		unsorted === -1
			? null
			: `"${idOf(entities[unsorted - 1])}" of ${String(entities[unsorted - 1]!.updatedAt)} before "${idOf(entities[unsorted])}" of ${String(entities[unsorted]!.updatedAt)}`,
	);
	const ids = entities.map(idOf);
	const double = ids.find((id, index) => ids.indexOf(id) !== index);
	report.check(
		{ line: `GET ${path}: every entity comes once`, section: 'Lists', expected: 'each id once' },
		double === undefined ? null : `"${double}" twice`,
	);
	return faulty.length === 0 && timeless.length === 0 ? entities : null;
}
