import { z } from 'zod/v4';
import { TOLD_SCHEMAS } from './entities.ts';
import type { EntityType } from './entityType.ts';

export type SchemaField = {
	/** Dotted; of the entries of a list without an index: `lineItems.sku`. */
	readonly path: string;
	/** `free`: whatever the store keeps there, by names of its own. */
	readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'status' | 'free';
	/** The vocabulary of a status. */
	readonly options?: readonly string[];
	/** Of the entries of a list, or of a list of values: an entity may have several. */
	readonly isInList?: true;
};

const FIELDS = new Map<EntityType, readonly SchemaField[]>();

/** Every field that an event of an entity type tells and that holds a value, in the order of its schema. */
export function schemaFields(entityType: EntityType): readonly SchemaField[] {
	const known = FIELDS.get(entityType);
	if (known !== undefined) return known;
	const fields = fieldsOf('', TOLD_SCHEMAS[entityType]);
	FIELDS.set(entityType, fields);
	return fields;
}

function fieldsOf(path: string, schema: z.core.$ZodType): SchemaField[] {
	if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
		return fieldsOf(path, schema.unwrap());
	}
	if (schema instanceof z.ZodObject) {
		return Object.entries(schema.shape as Record<string, z.core.$ZodType>).flatMap(([key, field]) =>
			fieldsOf(path === '' ? key : `${path}.${key}`, field),
		);
	}
	if (schema instanceof z.ZodArray) {
		return fieldsOf(path, schema.element).map((field) => ({ ...field, isInList: true }));
	}
	if (schema instanceof z.ZodEnum) {
		return [{ path, kind: 'status', options: schema.options as string[] }];
	}
	if (schema instanceof z.ZodISODateTime) return [{ path, kind: 'date' }];
	if (schema instanceof z.ZodString) return [{ path, kind: 'text' }];
	if (schema instanceof z.ZodNumber) return [{ path, kind: 'number' }];
	if (schema instanceof z.ZodBoolean) return [{ path, kind: 'boolean' }];
	if (schema instanceof z.ZodRecord) return [{ path, kind: 'free' }];
	throw new Error(`The field ${path} has a schema that cannot be shown in a form`);
}
