import type { EntityType } from '../engine/events/entityType.ts';
import { schemaFields } from '../engine/events/schemaFields.ts';
import { COLLECTIONS } from '../engine/providers/generic/client.ts';
import type { Context } from './context.ts';
import { canonical, type Told } from './entity.ts';

const SHOWN_WORDS = 12;

/** Notes what n8n does not understand: fields that are not in the table, and words that are no status. */
export function checkFields(
	{ report }: Context,
	entityType: EntityType,
	entities: readonly Told[],
): void {
	const list = `GET /${COLLECTIONS[entityType]}`;
	const known = schemaFields(entityType);
	const ignored = new Set(entities.flatMap((told) => unknownFields(told, known, '')));
	if (ignored.size > 0) {
		report.note(
			'Data of each entity',
			`${list}: fields that n8n ignores; what is your own belongs into attributes: ${enumerate(ignored)}`,
		);
	}
	for (const { path } of known.filter(({ kind }) => kind === 'status')) {
		const words = new Set(
			entities
				.filter((told) => told[path] && canonical(entityType, told)[path] === 'unknown')
				.map((told) => JSON.stringify(told[path])),
		);
		if (words.size === 0) continue;
		report.note(
			'Data of each entity',
			`${list}: words that are no ${path} and become "unknown": ${enumerate(words)}`,
		);
	}
}

/** Paths in the entity that the schema does not have; of entries of a list without their index. */
function unknownFields(
	told: unknown,
	known: ReturnType<typeof schemaFields>,
	prefix: string,
): string[] {
	if (Array.isArray(told)) return told.flatMap((entry) => unknownFields(entry, known, prefix));
	if (typeof told !== 'object' || told === null) return [];
	return Object.entries(told).flatMap(([name, value]) => {
		const path = prefix === '' ? name : `${prefix}.${name}`;
		const field = known.find((one) => one.path === path);
		if (field !== undefined) return [];
		const hasParts = known.some((one) => one.path.startsWith(`${path}.`));
		return hasParts ? unknownFields(value, known, path) : [path];
	});
}

function enumerate(words: ReadonlySet<string>): string {
	const rest = words.size - SHOWN_WORDS;
	return [...words].slice(0, SHOWN_WORDS).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
