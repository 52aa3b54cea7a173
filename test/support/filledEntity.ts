import { z } from 'zod/v4';
import { ENTITY_SCHEMAS } from '../../engine/events/entities.ts';
import type { EntityType } from '../../engine/events/entityType.ts';

type JsonSchema = {
	readonly $ref?: string;
	readonly $defs?: Readonly<Record<string, JsonSchema>>;
	readonly type?: string;
	readonly format?: string;
	readonly enum?: readonly unknown[];
	readonly anyOf?: readonly JsonSchema[];
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly items?: JsonSchema;
	readonly additionalProperties?: JsonSchema | boolean;
};

/** An entity with a text in every field that takes one, however deep, and in the names of its custom fields. */
export function filledEntity(entityType: EntityType, text: string): Record<string, unknown> {
	const schema = z.toJSONSchema(ENTITY_SCHEMAS[entityType], { io: 'input' }) as JsonSchema;
	return filled(schema, text, schema.$defs) as Record<string, unknown>;
}

function filled(given: JsonSchema, text: string, named: JsonSchema['$defs'] = {}): unknown {
	const schema = given.$ref === undefined ? given : named[given.$ref.replace('#/$defs/', '')]!;
	const { type, format, anyOf, properties, items, additionalProperties } = schema;
	if (anyOf !== undefined) {
		return filled(anyOf.find((each) => each.type !== 'null')!, text, named);
	}
	if (schema.enum !== undefined) return schema.enum[0];
	if (type === 'string') return format === 'date-time' ? '2026-11-25T10:00:00.000Z' : text;
	if (type === 'array') return [filled(items ?? {}, text, named)];
	if (properties !== undefined) {
		return Object.fromEntries(
			Object.entries(properties).map(([name, each]) => [name, filled(each, text, named)]),
		);
	}
	if (type === 'object' || additionalProperties !== undefined) return { [text]: text };
	if (type === 'number' || type === 'integer') return 1;
	return type === 'boolean' ? true : text;
}
