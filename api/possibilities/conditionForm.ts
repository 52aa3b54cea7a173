import { z } from 'zod/v4';
import { countryNames, isCountryPath } from '../../engine/conditions/countries.ts';
import { LIST_LENGTH_LIMIT, TEXT_LENGTH_LIMIT } from '../../engine/conditions/operandProblem.ts';
import { OPERAND_KINDS, OPERATORS, type Operator } from '../../engine/conditions/operators.ts';
import { DEPTH_LIMIT, RULES_LIMIT } from '../../engine/conditions/parseConditions.ts';
import { entityFields, type EntityField } from '../../engine/events/entityFields.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import { schemaFields } from '../../engine/events/schemaFields.ts';
import type { ShopStatus } from '../../engine/providers/ownStatus.ts';
import { OPERATOR_CHOICES, type FormOperator } from '../../nodes/shared/conditionOperators.ts';
import { statusName } from '../../nodes/shared/statusOptions.ts';
import { choice, jsonSchemaOf, type Choice } from './jsonSchemaOf.ts';

/** Types of fields; `other` is one that a store has named. */
const TYPES = ['text', 'number', 'date', 'boolean', 'status', 'country', 'other'] as const;
type Type = (typeof TYPES)[number];

const operator = z.object({
	operator: z.enum(OPERATORS),
	title: z.string(),
	operand: z
		.record(z.string(), z.unknown())
		.describe('JSON Schema of what it compares with; where that is a `const`, nothing is asked'),
});

/** What a form of conditions is drawn of. */
export const conditionForm = z.object({
	fields: z.array(
		z.object({
			path: z.string().describe('As a condition writes it'),
			title: z.string(),
			type: z.enum(TYPES),
			values: z.array(choice).nullable().describe('Of this field; `null`: those of its type'),
			takesOthers: z.boolean().describe('Whether it can have other values than these'),
		}),
	),
	ownFields: z
		.array(z.string())
		.describe(
			'Fields below which a store has fields of its own, of the type `other`: `attributes` is written `attributes.giftWrap`',
		),
	types: z.record(
		z.enum(TYPES),
		z.object({
			operators: z.array(operator),
			values: z
				.array(choice)
				.nullable()
				.describe('What fields of this type can have; `null`: anything that `operand` allows'),
		}),
	),
	groups: z
		.array(z.enum(['all', 'any', 'none']))
		.describe('Keys that hold a list of conditions, also within one another'),
	mostRules: z.number().int(),
	deepest: z.number().int().describe('How deep groups may be within one another'),
});

/** @param statuses that the connected stores have for orders, in their own words */
export function conditionFormFor(
	entityType: EntityType,
	statuses: readonly ShopStatus[],
): z.input<typeof conditionForm> {
	return {
		fields: entityFields(entityType).map((field) => ({
			...{ path: field.path, title: field.label, type: typeOf(field) },
			...valuesOf(field, entityType === 'Order' ? statuses : []),
		})),
		ownFields: schemaFields(entityType).flatMap(({ path, kind }) =>
			kind === 'free' ? [path] : [],
		),
		types: {
			text: { operators: operatorsOf('text'), values: null },
			number: { operators: operatorsOf('number'), values: null },
			date: { operators: operatorsOf('date'), values: null },
			boolean: { operators: operatorsOf('boolean'), values: null },
			status: { operators: operatorsOf('status'), values: null },
			country: {
				operators: operatorsOf('country'),
				values: [...countryNames()]
					.map(([value, title]) => ({ value, title }))
					.toSorted((one, other) => one.title.localeCompare(other.title, 'en')),
			},
			other: { operators: operatorsOf('other'), values: null },
		},
		groups: ['all', 'any', 'none'],
		mostRules: RULES_LIMIT,
		deepest: DEPTH_LIMIT,
	};
}

const typeOf = ({ path, kind }: EntityField): Type =>
	kind === 'text' && isCountryPath(path) ? 'country' : kind;

function valuesOf({ path, options }: EntityField, statuses: readonly ShopStatus[]) {
	if (options !== undefined) {
		const values = options.map((value): Choice => ({ value, title: statusName(value) }));
		return { values, takesOthers: false };
	}
	const isToldByStores = path === 'nativeStatus' && statuses.length > 0;
	if (!isToldByStores) return { values: null, takesOthers: !isCountryPath(path) };
	return {
		values: statuses.map(({ word, name }) => ({ value: word, title: name })),
		takesOthers: true,
	};
}

const text = z.string().min(1).max(TEXT_LENGTH_LIMIT);
const number = z.number().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);
const date = z.union([
	z.string().meta({ title: 'Day', format: 'date' }),
	z.string().meta({ title: 'Moment', format: 'date-time' }),
]);

/** One value of a field of each type. */
const VALUES: Readonly<Record<Type, z.ZodType>> = {
	...{ text, number, date, status: text, country: text },
	boolean: z.boolean(),
	other: z.union([text, number, z.boolean()]),
};

/** A country is chosen as a whole. */
const PARTS: readonly FormOperator[] = ['contains', 'startsWith', 'endsWith'];

function operatorsOf(type: Type): Array<z.input<typeof operator>> {
	const choices =
		type === 'country'
			? OPERATOR_CHOICES.text.filter(([name]) => !PARTS.includes(name))
			: OPERATOR_CHOICES[type];
	return choices.map(([name, title]) => {
		const [written, operand] = operandOf(name, type);
		return { operator: written, title, operand: jsonSchemaOf(operand) };
	});
}

function operandOf(name: FormOperator, type: Type): [Operator, z.ZodType] {
	if (name === 'notExists') return ['exists', z.literal(false)];
	if (name === 'notChanged') return ['changed', z.literal(false)];
	switch (OPERAND_KINDS[name]) {
		case 'flag':
			return [name, z.literal(true)];
		case 'values':
			return [name, z.array(VALUES[type]).min(1).max(LIST_LENGTH_LIMIT)];
		case 'part':
			return [name, text];
		case 'quantity':
			return [name, type === 'other' ? z.union([number, date]) : VALUES[type]];
		case 'value':
			return [name, VALUES[type]];
	}
}
