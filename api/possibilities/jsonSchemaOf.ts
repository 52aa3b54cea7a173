import { z } from 'zod/v4';

/** One of some values, as a person chooses it. */
export const choice = z.object({ value: z.string(), title: z.string() });
export type Choice = z.output<typeof choice>;

/** A schema for each of some values, with its title. */
export const literals = (choices: readonly Choice[]) =>
	choices.map(({ value, title }) => z.literal(value).meta({ title }));

export const oneOf = (choices: readonly Choice[]) => z.union(literals(choices));

/** JSON Schema of what is to be sent, with nothing in it that a form would not need. */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
	const { $schema, ...described } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
	return described;
}
