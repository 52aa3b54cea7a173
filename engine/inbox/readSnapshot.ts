import { ENTITY_SCHEMAS, type Entity } from '../events/entities.ts';
import type { EntityType } from '../events/entityType.ts';
import { FORM, isSameThing, untoldFields } from '../events/olderForms.ts';

/** A snapshot's entity, and what of it is not as this version would have written it. */
export type ReadSnapshot = {
	readonly entity: Entity;
	/** Fields that could not be read. */
	readonly unreadable: readonly string[];
	/** Fields that an older version filled in another way, and that are still to be told. */
	readonly untold: readonly string[];
	/** Another version filled it by other rules. A field that is merely missing is none of them. */
	readonly isOfOtherForm: boolean;
	/** It has to be written again, as this version writes it. */
	readonly isToWrite: boolean;
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
	const given = stored ?? {};
	const older = stored === null ? [] : untoldFields(entityType, given, Object.keys(schema.shape));
	if (stored?.form === FORM && older.length === 0) {
		const whole = schema.safeParse({ ...stored, id: entityId });
		if (whole.success) {
			return {
				...{ entity: whole.data, unreadable: [], untold: [] },
				...{ isOfOtherForm: false, isToWrite: false },
			};
		}
	}
	const readable: Record<string, unknown> = { id: entityId };
	const unreadable: string[] = [];
	for (const [field, fieldSchema] of Object.entries(schema.shape)) {
		if (field === 'id') continue;
		const isReadable = given[field] !== undefined && fieldSchema.safeParse(given[field]).success;
		const isUntold = older.includes(field) && isSameThing(field, given, told);
		if (isReadable && !isUntold) {
			readable[field] = given[field];
			continue;
		}
		if (!isReadable && !older.includes(field)) unreadable.push(field);
		const now = told[field];
		if (now !== undefined && fieldSchema.safeParse(now).success) readable[field] = now;
		else if (isReadable) readable[field] = given[field];
	}
	const untold = older.filter((field) => told[field] === undefined);
	const isOfOtherForm = stored?.form !== FORM;
	return {
		entity: schema.parse(readable),
		unreadable,
		untold,
		isOfOtherForm,
		isToWrite: isOfOtherForm || unreadable.length > 0 || untold.length < older.length,
	};
}

/** A snapshot's entity as it is stored, with what is still to be told of it. */
export function writeSnapshot(entity: Entity, untold: readonly string[]): string {
	return JSON.stringify({ ...entity, form: FORM, ...(untold.length > 0 && { untold }) });
}

function objectIn(json: string): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(json);
		return typeof value === 'object' ? (value as Record<string, unknown> | null) : null;
	} catch {
		return null;
	}
}
