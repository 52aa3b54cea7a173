import { z } from 'zod/v4';
import { refTo } from './refTo.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** What is sent to an endpoint, or what the endpoint answers. */
export type Direction = 'input' | 'output';

/** The JSON schemas of one document, and what they share. */
export type Schemas = {
	readonly schemaOf: (schema: z.ZodType, direction: Direction) => JsonSchema;
	/** Those that have a name (`.meta({ id: 'Order' })`), as far as `schemaOf` was asked for them. */
	readonly named: () => Record<string, JsonSchema>;
};

/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const ONE = new Set(['items', 'additionalProperties', 'propertyNames', 'not']);
const SEVERAL = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems']);
const BY_NAME = new Set(['properties', 'patternProperties']);

/** Formats that say more to a reader than the expression that zod checks them by. */
const FORMATS = new Set(['date-time', 'uuid', 'email', 'uri']);

/**
 * Makes the JSON schemas of one OpenAPI document. A zod schema with a name is written once, under
 * `components.schemas`, and referred to by whatever holds it.
 *
 * @throws Error where two schemas that differ have one name
 */
export function createSchemas(): Schemas {
	const components = new Map<string, JsonSchema>();

	function add(name: string, schema: JsonSchema): void {
		const known = components.get(name);
		if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
			throw new Error(`Two schemas of openapi.json are called ${name}, and differ.`);
		}
		components.set(name, schema);
	}

	/** Moves what has a name to the components, and leaves out what says nothing to a reader. */
	function tidied({ $schema, $defs = {}, id, ...schema }: JsonSchema): JsonSchema {
		for (const [name, each] of Object.entries($defs as Record<string, JsonSchema>)) {
			add(name, tidied(each));
		}
		return Object.fromEntries(
			Object.entries(schema)
				.filter(([keyword]) => keyword !== 'pattern' || !FORMATS.has(String(schema.format)))
				.filter(([, value]) => Math.abs(Number(value)) !== Number.MAX_SAFE_INTEGER)
				.map(([keyword, value]) => [keyword, tidiedBelow(keyword, value)]),
		);
	}

	function tidiedBelow(keyword: string, value: unknown): unknown {
		const isSchema = typeof value === 'object' && value !== null;
		if (keyword === '$ref') return refTo('schemas', String(value).replace('#/$defs/', ''));
		if (isSchema && ONE.has(keyword)) return tidied(value as JsonSchema);
		if (SEVERAL.has(keyword)) return (value as JsonSchema[]).map(tidied);
		if (!BY_NAME.has(keyword)) return value;
		const fields = Object.entries(value as Record<string, JsonSchema>);
		return Object.fromEntries(fields.map(([name, schema]) => [name, tidied(schema)]));
	}

	return {
		schemaOf(schema, direction) {
			const made = tidied(jsonSchemaOf(schema, direction));
			const name = z.globalRegistry.get(schema)?.id;
			if (name === undefined) return made;
			add(name, made);
			return { $ref: refTo('schemas', name) };
		},
		named: () => {
			const sorted = [...components].toSorted(([one], [other]) => (one < other ? -1 : 1));
			return Object.fromEntries(
				sorted.map(([name, schema]) => [name, withMapping(schema, components)]),
			);
		},
	};
}

function jsonSchemaOf(schema: z.ZodType, direction: Direction): JsonSchema {
	return z.toJSONSchema(schema, {
		io: direction,
		unrepresentable: 'any',
		override({ zodSchema, jsonSchema }) {
			const { def } = zodSchema._zod as { readonly def: z.core.$ZodTypes['_zod']['def'] };
			if (def.type === 'union' && 'discriminator' in def) {
				jsonSchema.oneOf = jsonSchema.anyOf;
				delete jsonSchema.anyOf;
				jsonSchema.discriminator = { propertyName: def.discriminator };
			}
			if (direction === 'input') return;
			// An answer has its fields, and a later version may add some.
			delete jsonSchema.default;
			if (def.type === 'object' && def.catchall === undefined) {
				delete jsonSchema.additionalProperties;
			}
			// What is told in the words of a request is described as the request is.
			if (def.type === 'pipe' && def.out._zod.def.type === 'transform') {
				Object.assign(jsonSchema, jsonSchemaOf(def.in as z.ZodType, 'input'));
			}
		},
	});
}

/** Says which option of a union is which: generators ask for it where a value is not the option's name. */
function withMapping(schema: JsonSchema, components: ReadonlyMap<string, JsonSchema>): JsonSchema {
	if (schema.discriminator === undefined) return schema;
	const { propertyName } = schema.discriminator as { readonly propertyName: string };
	const mapping = (schema.oneOf as ReadonlyArray<{ readonly $ref: string }>).flatMap(({ $ref }) => {
		const { properties } = components.get($ref.replace(refTo('schemas', ''), '')) as {
			readonly properties: Record<string, { const?: string; enum?: readonly string[] }>;
		};
		const { const: only, enum: several = [only!] } = properties[propertyName]!;
		return several.map((value) => [value, $ref] as const);
	});
	return { ...schema, discriminator: { propertyName, mapping: Object.fromEntries(mapping) } };
}
