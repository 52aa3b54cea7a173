import { z } from 'zod/v4';
import { ENDPOINTS } from '../api/endpoints.ts';

type Schema = {
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly items?: Schema | false;
	readonly additionalProperties?: Schema | boolean;
	readonly anyOf?: readonly Schema[];
	readonly oneOf?: readonly Schema[];
	readonly allOf?: readonly Schema[];
	readonly $ref?: string;
	readonly $defs?: Readonly<Record<string, Schema>>;
};

/**
 * Everything of the REST API that a program may know by name, a line for each, in the order of the alphabet:
 * `GET /api/events`, `GET /api/events query limit`, `GET /api/events answer data[].code`. What has to be sent ends
 * with ` (required)`.
 */
export function apiNames(): string[] {
	const lines = ENDPOINTS.flatMap(({ methods, path, query, body, answer }) => {
		const parts = [
			...namesIn('query', query, 'input'),
			...(body === null ? [] : namesIn('body', body, 'input')),
			...(answer === null ? [] : namesIn('answer', answer, 'output')),
		];
		return [
			...methods.map((method) => `${method} ${path}`),
			...parts.map((part) => `${methods[0]} ${path} ${part}`),
		];
	});
	return [...new Set(lines)].toSorted();
}

function namesIn(part: string, schema: z.ZodType, io: 'input' | 'output'): string[] {
	const described = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;
	const { $defs = {} } = described;

	/** @param refs on the way: some things hold things of their kind, as conditions do */
	const below = (at: string, given: Schema, refs: readonly string[] = []): string[] => {
		const { $ref } = given;
		if ($ref !== undefined && refs.includes($ref)) return [];
		const target = $ref === undefined ? given : ($defs[$ref.replace('#/$defs/', '')] ?? described);
		const on = $ref === undefined ? refs : [...refs, $ref];
		const { properties = {}, required = [], items, additionalProperties } = target;
		return [
			...Object.entries(properties).flatMap(([name, property]) => [
				`${at}${name}${io === 'input' && required.includes(name) ? ' (required)' : ''}`,
				...below(`${at}${name}.`, property, on),
			]),
			...(items ? below(at.replace(/\.?$/, '[].'), items, on) : []),
			...(typeof additionalProperties === 'object'
				? below(`${at}*.`, additionalProperties, on)
				: []),
			...[target.anyOf, target.oneOf, target.allOf]
				.flatMap((several) => several ?? [])
				.flatMap((one) => below(at, one, on)),
		];
	};
	return below('', described).map((line) => `${part} ${line}`);
}
