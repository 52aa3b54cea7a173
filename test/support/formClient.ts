import fc from 'fast-check';

/** As far as the answer of `GET /api/workflows/possibilities/{entityType}` writes it. */
export type JsonSchema = {
	readonly type?: string;
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly not?: { readonly enum: readonly string[] };
	readonly anyOf?: readonly JsonSchema[];
	readonly format?: string;
	readonly pattern?: string;
	readonly minLength?: number;
	readonly maxLength?: number;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly items?: JsonSchema;
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
	readonly propertyNames?: JsonSchema;
	readonly additionalProperties?: JsonSchema | boolean;
	readonly maxProperties?: number;
	readonly default?: unknown;
	readonly title?: string;
	readonly description?: string;
};
type Choice = { readonly value: string; readonly title: string };

/** The parts of that answer that bodies are made of. */
export type Possibilities = {
	readonly entityType: string;
	readonly name: JsonSchema;
	readonly triggers: ReadonlyArray<{ readonly guid: string; readonly code: string }>;
	readonly integrations: ReadonlyArray<{ readonly guid: string }>;
	readonly conditions: {
		readonly fields: ReadonlyArray<{
			readonly path: string;
			readonly type: string;
			readonly values: readonly Choice[] | null;
			readonly takesOthers: boolean;
		}>;
		readonly ownFields: readonly string[];
		readonly types: Readonly<
			Record<
				string,
				{
					readonly operators: ReadonlyArray<{
						readonly operator: string;
						readonly title: string;
						readonly operand: JsonSchema;
					}>;
					readonly values: readonly Choice[] | null;
				}
			>
		>;
		readonly groups: readonly string[];
	} | null;
	readonly actions: ReadonlyArray<{ readonly type: string; readonly schema: JsonSchema }>;
};

const MOST = 3;

/** Texts as people fill them into a form. */
const texts = ({ minLength = 0, maxLength = 100 }: JsonSchema) =>
	fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 30) }).filter(
		// A letter may be several characters.
		(text) => text.length <= maxLength,
	);

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
	email: fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,8}\.example$/),
	uri: fc.webUrl().filter((url) => !/\/\.{1,2}(\/|$)/.test(url)),
	date: fc
		.date({ min: new Date(2000, 0), max: new Date(2100, 0), noInvalidDate: true })
		.map((each) => each.toISOString().slice(0, 10)),
	'date-time': fc
		.date({ min: new Date(2000, 0), max: new Date(2100, 0), noInvalidDate: true })
		.map((each) => each.toISOString()),
};

/** What a JSON Schema allows, as a form that is drawn of it would send it. */
export function valuesOf(schema: JsonSchema): fc.Arbitrary<unknown> {
	const { pattern, format, items, properties, additionalProperties } = schema;
	if (schema.const !== undefined) return fc.constant(schema.const);
	if (schema.enum) return fc.constantFrom(...schema.enum);
	if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valuesOf));
	switch (schema.type) {
		case 'boolean':
			return fc.boolean();
		case 'number':
			return fc.oneof(
				fc.double({ min: schema.minimum!, max: schema.maximum!, noNaN: true }),
				fc.integer({ min: -9, max: 999 }),
			);
		case 'array':
			return fc.array(valuesOf(items!), { minLength: schema.minItems ?? 0, maxLength: MOST });
		case 'object':
			if (properties) {
				const fields = Object.entries(properties).map(([name, each]) => [name, valuesOf(each)]);
				return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
					requiredKeys: [...(schema.required ?? [])],
					noNullPrototype: true,
				});
			}
			return fc
				.uniqueArray(
					fc.tuple(
						valuesOf(schema.propertyNames!) as fc.Arbitrary<string>,
						valuesOf(additionalProperties as JsonSchema),
					),
					// Nobody gives the same name twice, in whatever case.
					{ maxLength: MOST, selector: ([name]) => name.toLowerCase() },
				)
				.map((entries) => Object.fromEntries(entries));
		case 'string': {
			if (format && FORMATS[format]) return FORMATS[format];
			if (!pattern) return texts(schema);
			const matching = new RegExp(pattern, 'u');
			const isAllowed = (text: string) =>
				matching.test(text) &&
				text.length <= (schema.maxLength ?? Infinity) &&
				schema.not?.enum.includes(text.toLowerCase()) !== true;
			if (!pattern.startsWith('^')) return texts({ minLength: 1, ...schema }).filter(isAllowed);
			// fast-check knows no \p{…}.
			const plain = pattern.replaceAll(String.raw`\p{L}\p{N}`, 'a-z0-9');
			return fc.stringMatching(new RegExp(plain)).filter(isAllowed);
		}
		default:
			throw new Error(`A form cannot be drawn of ${JSON.stringify(schema)}.`);
	}
}

/** One condition, as a row of the form says it. */
function rows({ fields, types }: NonNullable<Possibilities['conditions']>) {
	return fc.constantFrom(...fields).chain((field) => {
		const { operators, values: ofType } = types[field.type]!;
		const values = field.values ?? ofType;
		return fc.constantFrom(...operators).chain(({ operator, operand }) => {
			const isChosen = values !== null && !field.takesOthers && operand.const === undefined;
			const given = !isChosen
				? valuesOf(operand)
				: operand.type === 'array'
					? fc.array(fc.constantFrom(...values.map(({ value }) => value)), {
							minLength: 1,
							maxLength: MOST,
						})
					: fc.constantFrom(...values.map(({ value }) => value));
			return given.map((value) => ({ [field.path]: { [operator]: value } }));
		});
	});
}

/**
 * Bodies for `POST /api/workflows/configure` as a client sends them that draws its form of the possibilities, and
 * knows nothing else of the API.
 */
export function drawnBodies(possible: Possibilities): fc.Arbitrary<Record<string, unknown>> {
	const { entityType, triggers, integrations, conditions, actions } = possible;
	const form = {
		name: valuesOf(possible.name),
		entityType: fc.constant(entityType),
		triggerId: fc.constantFrom(...triggers.flatMap(({ guid, code }) => [guid, code])),
		integrations: fc.subarray(integrations.map(({ guid }) => guid)),
		action: fc.oneof(...actions.map(({ schema }) => valuesOf(schema))),
		...(conditions && {
			conditions: fc.oneof(
				fc.constant({}),
				rows(conditions),
				fc
					.tuple(
						fc.constantFrom(...conditions.groups),
						fc.array(rows(conditions), { minLength: 1, maxLength: MOST }),
					)
					.map(([group, entries]) => ({ [group]: entries })),
			),
		}),
	};
	return fc.record(form, { noNullPrototype: true });
}
