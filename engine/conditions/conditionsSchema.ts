import { z } from 'zod/v4';
import type { EntityType } from '../events/entityType.ts';
import type { Conditions } from './conditions.ts';
import { understood } from './understood.ts';
import { unknownFields } from './unknownFields.ts';
import { type ConditionIssue, parseConditions } from './parseConditions.ts';

const DESCRIPTION =
	'What must hold for the workflow to start. {"status": "delivered"} means equality; {"total": {"gte": 100}} uses an operator: eq, ne, gt, gte, lt, lte, in, notIn, contains, startsWith, endsWith, exists, changed, changedTo, changedFrom. Fields inside others are written with dots: "shippingAddress.country". A country may be named: "Germany" is "DE". All must hold; {"any": […]}, {"all": […]} and {"none": […]} make groups.';

const EXAMPLES = [
	{ status: 'delivered' },
	{ total: { gte: 100 }, any: [{ 'shippingAddress.country': 'DE' }, { tags: 'vip' }] },
];

/**
 * Conditions as the REST API takes them. Issues carry the path and a sentence that stands by itself.
 *
 * Built on `z.unknown()`: a zod object or record would drop an own `__proto__` key without a word,
 * and a condition that is dropped is one that always holds.
 */
export const conditionsSchema = schemaOf((input) => parseConditions(input).issues).meta({
	id: 'Conditions',
});

/** The same, and every field must exist in that type of entity, every status in its vocabulary. */
export function conditionsSchemaFor(entityType: EntityType): z.ZodType<Conditions> {
	return schemaOf((input) => {
		const { tree, issues } = parseConditions(input);
		return issues.length > 0 ? issues : unknownFields(tree, entityType);
	});
}

/**
 * That, for conditions that somebody writes now: countries and numbers are understood as people write them, and
 * come out as stores tell them.
 *
 * @see understood
 */
export function writtenConditionsFor(entityType: EntityType): z.ZodType<Conditions> {
	return conditionsSchemaFor(entityType).transform((given, context) => {
		const { tree } = parseConditions(given);
		const { conditions, issues } = understood(given, tree, entityType);
		for (const { path, message } of issues) {
			context.addIssue({ code: 'custom', path, message });
		}
		return conditions as Conditions;
	});
}

function schemaOf(issuesOf: (input: unknown) => readonly ConditionIssue[]): z.ZodType<Conditions> {
	return z
		.unknown()
		.superRefine((input, context) => {
			for (const { path, message } of issuesOf(input)) {
				context.addIssue({ code: 'custom', path, message });
			}
		})
		.meta({
			type: 'object',
			description: DESCRIPTION,
			additionalProperties: true,
			examples: EXAMPLES,
		}) as unknown as z.ZodType<Conditions>;
}
