import { ENTITY_SCHEMAS, type Entity } from '../events/entities.ts';
import type { EntityType } from '../events/entityType.ts';
import { fieldsOfOlderForm } from '../events/olderForms.ts';

/** A snapshot's entity, and what of it is not as this version would have written it. */
export type ReadSnapshot = {
	readonly entity: Entity;
	/** Fields that could not be read. */
	readonly unreadable: readonly string[];
	/** It was written by an older version, in another form. */
	readonly isOfOlderForm: boolean;
};

/**
 * Reads the entity of a stored snapshot. Another version of this package may have written what this one
 * does not know, or has no field for. Such a field counts as what the store tells now: as a change it would
 * be a guess.
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
	const fields = Object.keys(schema.shape);
	if (stored !== null && fields.every((field) => stored[field] !== undefined)) {
		const whole = schema.safeParse({ ...stored, id: entityId });
		if (whole.success) return { entity: whole.data, unreadable: [], isOfOlderForm: false };
	}
	const older = fieldsOfOlderForm(entityType, stored ?? {}, told);
	const readable: Record<string, unknown> = { id: entityId };
	const unreadable: string[] = [];
	let isOfOlderForm = false;
	for (const [field, fieldSchema] of Object.entries(schema.shape)) {
		if (field === 'id') continue;
		const given = stored?.[field];
		if (given !== undefined && !older.has(field)) {
			if (fieldSchema.safeParse(given).success) {
				readable[field] = given;
				continue;
			}
			unreadable.push(field);
		} else if (stored === null) unreadable.push(field);
		else isOfOlderForm = true;
		const now = told[field];
		if (now !== undefined && fieldSchema.safeParse(now).success) readable[field] = now;
		else if (given !== undefined && fieldSchema.safeParse(given).success) readable[field] = given;
	}
	return { entity: schema.parse(readable), unreadable, isOfOlderForm };
}

function objectIn(json: string): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(json);
		return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
	} catch {
		return null;
	}
}
