import { z } from 'zod/v4';

const needs = z.object({ required: z.array(z.string()).default([]) });

/** One rule: with these values of other fields, some are needed, or must not be there. */
const rule = z.object({
	if: z.object({
		properties: z.record(z.string(), z.object({ enum: z.array(z.unknown()) })),
	}),
	then: z.object({ allOf: z.array(needs).default([]) }).optional(),
	else: z.object({ allOf: z.array(z.object({ not: needs })).default([]) }).optional(),
});

type Schema = {
	readonly properties: Readonly<Record<string, unknown>>;
	readonly required: readonly string[];
	readonly allOf: readonly unknown[];
};

/**
 * The same credential as an older n8n takes it: with every field that its form shows, the empty ones and
 * notices, too, and without those that it hides.
 *
 * @param schema as `GET /credentials/schema/{type}` tells it
 */
export function fitCredential(
	data: Readonly<Record<string, unknown>>,
	{ properties, required, allOf }: Schema,
): Record<string, unknown> {
	const wanted = new Set(required);
	const unwanted = new Set<string>();
	for (const each of allOf) {
		const parsed = rule.safeParse(each);
		if (!parsed.success) continue;
		const { if: condition, then: shown, else: hidden } = parsed.data;
		// JSON Schema: of a field that is not there, every condition holds.
		const holds = Object.entries(condition.properties).every(
			([name, { enum: values }]) => data[name] === undefined || values.includes(data[name]),
		);
		for (const name of holds ? (shown?.allOf ?? []).flatMap((one) => one.required) : []) {
			wanted.add(name);
		}
		for (const name of holds ? [] : (hidden?.allOf ?? []).flatMap((one) => one.not.required)) {
			unwanted.add(name);
		}
	}
	const fitting = Object.fromEntries(
		Object.entries(data).filter(([name]) => name in properties && !unwanted.has(name)),
	);
	for (const name of wanted) fitting[name] ??= '';
	return fitting;
}
