import { ENTITY_SCHEMAS, type Entity } from '../events/entities.ts';
import type { EntityType } from '../events/entityType.ts';

/** A snapshot's entity, and the fields of it that could not be read. */
export type ReadSnapshot = { readonly entity: Entity; readonly unreadable: readonly string[] };

/**
 * Reads the entity of a stored snapshot. Another version of this package may have written what this one
 * does not know. Such a field counts as what the store tells now: as a change it would be a guess.
 *
 * @param told what the store's message says of this entity
 */
export function readSnapshot(
	entityType: EntityType,
	entityId: string,
	entityJson: string,
	told: Readonly<Record<string, unknown>>,
): ReadSnapshot {
	const schema = ENTITY_SCHEMAS[entityType];
	const stored = objectIn(entityJson);
	const whole = schema.safeParse({ ...stored, id: entityId });
	if (stored !== null && whole.success) return { entity: whole.data, unreadable: [] };

	const readable: Record<string, unknown> = { id: entityId };
	const unreadable: string[] = [];
	for (const [field, fieldSchema] of Object.entries(schema.shape)) {
		if (field === 'id') continue;
		const given = stored?.[field];
		if (stored !== null && fieldSchema.safeParse(given).success) {
			if (given !== undefined) readable[field] = given;
			continue;
		}
		unreadable.push(field);
		const now = told[field];
		if (now !== undefined && fieldSchema.safeParse(now).success) readable[field] = now;
	}
	return { entity: schema.parse(readable), unreadable };
}

function objectIn(json: string): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(json);
		return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
	} catch {
		return null;
	}
}
