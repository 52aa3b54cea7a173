import { z } from 'zod/v4';
import type { Asked, Endpoint } from '../http/endpoint.ts';
import { ApiError } from '../http/apiError.ts';
import { parseAsked } from '../http/parseAsked.ts';
import { unknownFieldSentence } from '../http/unknownFieldSentence.ts';
import type { Tool } from './tools.ts';

type JsonSchema = {
	readonly properties?: Readonly<Record<string, unknown>>;
	readonly required?: readonly string[];
};

/** The dry run of a change gives it. */
const CONFIRMATION = {
	type: 'string',
	maxLength: 500,
	description:
		'Left out: a dry run, which changes nothing and tells what would be done. Its answer has the confirmation with which the same call, with the same other arguments, does it.',
} as const;

function schemaOf(schema: z.ZodType | null): JsonSchema {
	if (schema === null) return {};
	const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
	return inlined(made, (made.$defs ?? {}) as Record<string, object>) as JsonSchema;
}

/** Writes out what has a name, and holds nothing of itself: not all models follow references. */
function inlined(value: unknown, named: Readonly<Record<string, object>>): unknown {
	if (Array.isArray(value)) return value.map((each) => inlined(each, named));
	if (typeof value !== 'object' || value === null) return value;
	const { $ref, $schema, $defs, ...rest } = value as Readonly<Record<string, unknown>>;
	if (typeof $ref === 'string') {
		// The name of a schema, which is no keyword.
		const { id, ...target } = named[$ref.replace('#/$defs/', '')] as { readonly id?: string };
		return inlined({ ...target, ...rest }, named);
	}
	return Object.fromEntries(Object.entries(rest).map(([key, each]) => [key, inlined(each, named)]));
}

/** Where each argument of an endpoint belongs. Their names differ: a path, a query and a body make one call. */
function partsOf({ params, query, body }: Endpoint) {
	return { params: schemaOf(params), query: schemaOf(query), body: schemaOf(body) };
}

const namesOf = ({ properties = {} }: JsonSchema) => Object.keys(properties);

/** The arguments of a tool, by the schemas that its endpoint checks requests by. */
export function inputSchemaOf({ endpoint, fixed = {}, without = [], change }: Tool): object {
	const parts = Object.values(partsOf(endpoint));
	const isOffered = (name: string) => !Object.hasOwn(fixed, name) && !without.includes(name);
	const properties = Object.entries(Object.assign({}, ...parts.map((each) => each.properties)));
	return {
		type: 'object',
		properties: {
			...Object.fromEntries(properties.filter(([name]) => isOffered(name))),
			...(change && { confirmation: CONFIRMATION }),
		},
		required: parts.flatMap(({ required = [] }) => required).filter(isOffered),
		additionalProperties: false,
	};
}

/**
 * Reads the arguments of a call as the endpoint reads its path, its query and its body.
 *
 * @throws ApiError naming the argument
 */
export function readArguments(
	{ endpoint, fixed = {}, without = [] }: Tool,
	given: Readonly<Record<string, unknown>>,
): Asked<unknown, unknown, unknown> {
	const parts = partsOf(endpoint);
	const names = Object.values(parts).flatMap(namesOf);
	const offered = names.filter((name) => !Object.hasOwn(fixed, name) && !without.includes(name));
	const unknown = Object.keys(given).find((name) => !offered.includes(name));
	if (unknown !== undefined) {
		const sentence = unknownFieldSentence(unknown, offered);
		throw new ApiError('CONFIGURATION_ERROR', `${unknown.slice(0, 100)}: ${sentence}`);
	}
	const all = { ...given, ...fixed };
	const pick = (part: JsonSchema) =>
		Object.fromEntries(namesOf(part).flatMap((name) => (name in all ? [[name, all[name]]] : [])));
	const missing = namesOf(parts.params).find((name) => all[name] === undefined);
	if (missing !== undefined) throw new ApiError('CONFIGURATION_ERROR', `${missing}: is needed.`);
	return {
		...{ ifMatch: null, acceptLanguage: null },
		params: parseAsked(endpoint.params, asText(pick(parts.params))),
		query: parseAsked(endpoint.query, asText(pick(parts.query))),
		body: endpoint.body === null ? undefined : parseAsked(endpoint.body, pick(parts.body)),
	};
}

/** A path and a query are texts, whatever a model makes of a number. */
const asText = (given: Readonly<Record<string, unknown>>) =>
	Object.fromEntries(
		Object.entries(given).map(([name, value]) => [
			name,
			typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
		]),
	);
