import { z } from 'zod/v4';
import { ERROR_STATUS, type ErrorCode } from '../http/apiError.ts';
import type { Endpoint, Method } from '../http/endpoint.ts';

const VERSION = '1.0.0';

const ERROR_SENTENCES: Readonly<Record<ErrorCode, string>> = {
	CONFIGURATION_ERROR: 'Something that was sent is not valid, or not possible',
	UNAUTHORIZED: 'The token is missing or wrong',
	FORBIDDEN: 'The token has not the scope for this, or a page of this address may not ask for it',
	NOT_FOUND: 'There is no such thing',
	METHOD_NOT_ALLOWED: 'The path takes other methods',
	CONFLICT: 'It is not possible in the state that things are in',
	GONE: 'What was asked for is no longer kept',
	PRECONDITION_FAILED: 'Somebody has changed it since the version that `If-Match` names',
	PAYLOAD_TOO_LARGE: 'The body is too large',
	TOO_MANY_REQUESTS: 'Too many requests; `Retry-After` says how many seconds to wait',
	INTERNAL_ERROR: 'A fault of ours; the log of n8n says which',
	UNAVAILABLE: 'The state database or n8n cannot be used at the moment',
};

const errorBody = z.object({
	success: z.literal(false),
	error: z.object({ code: z.enum(Object.keys(ERROR_STATUS) as ErrorCode[]), message: z.string() }),
});

const IDEMPOTENCY_KEY = {
	name: 'Idempotency-Key',
	in: 'header',
	required: false,
	description:
		'Names this request, for example by a new UUID. Sent again with the same key within 24 hours, it is answered as before and does nothing twice; another request with the same key is refused with 409. A request that failed may be sent again.',
	schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const;

const IF_MATCH = {
	name: 'If-Match',
	in: 'header',
	required: false,
	description:
		'The ETag of the workflow as it was read: the change is refused with 412 where somebody has changed it since.',
	schema: { type: 'string' },
} as const;

const parameter = (name: string) => ({ $ref: `#/components/parameters/${name}` });

const canBeNamed = ({ access }: Endpoint, method: Method) =>
	access === 'token' && method === 'POST';

type JsonSchema = Record<string, unknown>;

/**
 * Describes the API.
 *
 * @param basePath what stands before `/api/…`
 * @see https://spec.openapis.org/oas/v3.1.0
 */
export function openApi(endpoints: readonly Endpoint[], basePath: string): object {
	const paths: Record<string, Record<string, object>> = {};
	for (const endpoint of endpoints) {
		const item = (paths[endpoint.path] ??= {});
		for (const [index, method] of endpoint.methods.entries()) {
			item[method.toLowerCase()] = operation(endpoint, method, index === 0 ? '' : `By${method}`);
		}
	}
	return {
		openapi: '3.1.0',
		info: {
			title: 'Commerce API',
			version: VERSION,
			description:
				'Connects stores, sets up workflows, and tells what happened. Everything it makes is an ordinary workflow or credential of n8n.',
		},
		servers: [{ url: basePath === '' ? '/' : basePath }],
		paths,
		components: {
			securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
			parameters: { IdempotencyKey: IDEMPOTENCY_KEY, IfMatch: IF_MATCH },
			schemas: { Error: jsonSchema(errorBody, 'output') },
		},
	};
}

function operation(endpoint: Endpoint, method: Method, suffix: string): object {
	const { operationId, tag, summary, description, access, body } = endpoint;
	return {
		operationId: `${operationId}${suffix}`,
		tags: [tag],
		summary,
		description,
		...(access === 'token' && {
			security: [{ token: endpoint.scopes === 'owner' ? ['owner'] : endpoint.scopes }],
		}),
		parameters: [
			...parametersOf(endpoint.params, 'path'),
			...parametersOf(endpoint.query, 'query'),
			...(canBeNamed(endpoint, method) ? [parameter('IdempotencyKey')] : []),
			...(endpoint.errors.includes('PRECONDITION_FAILED') ? [parameter('IfMatch')] : []),
		],
		...(body !== null && {
			requestBody: {
				required: !body.safeParse(undefined).success,
				content: { 'application/json': { schema: jsonSchema(body, 'input') } },
			},
		}),
		responses: { '200': success(endpoint), ...errorsOf(endpoint, method) },
	};
}

function success({ answer, answerType = 'text/javascript' }: Endpoint): object {
	const content =
		answer === null
			? { [answerType]: { schema: { type: 'string' } } }
			: { 'application/json': { schema: jsonSchema(answer, 'output') } };
	return { description: 'Done', content };
}

function errorsOf(endpoint: Endpoint, method: Method): object {
	const { access, body, params, query, errors, perMinute } = endpoint;
	const isNamed = canBeNamed(endpoint, method);
	const takesSomething = [params, query].some((schema) => namesOf(schema).length > 0);
	const codes = new Set<ErrorCode>([
		...errors,
		...(isNamed ? (['CONFLICT'] as const) : []),
		...(body !== null || takesSomething || isNamed ? (['CONFIGURATION_ERROR'] as const) : []),
		...(body !== null ? (['PAYLOAD_TOO_LARGE'] as const) : []),
		...(access === 'token' ? (['UNAUTHORIZED', 'FORBIDDEN', 'TOO_MANY_REQUESTS'] as const) : []),
		...(perMinute === null ? [] : (['TOO_MANY_REQUESTS'] as const)),
		'INTERNAL_ERROR',
		'UNAVAILABLE',
	]);
	return Object.fromEntries(
		[...codes].map((code) => [
			String(ERROR_STATUS[code]),
			{
				description: ERROR_SENTENCES[code],
				content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
			},
		]),
	);
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): object[] {
	const { properties, required } = objectSchema(schema);
	return Object.entries(properties).map(([name, { description, ...rest }]) => ({
		name,
		in: place,
		required: place === 'path' || required.includes(name),
		...(description !== undefined && { description }),
		schema: rest,
	}));
}

const namesOf = (schema: z.ZodType) => Object.keys(objectSchema(schema).properties);

function objectSchema(schema: z.ZodType) {
	const { properties = {}, required = [] } = jsonSchema(schema, 'input');
	return {
		properties: properties as Record<string, JsonSchema>,
		required: required as readonly string[],
	};
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
	// What a transformation gives has no schema; what is sent is described by its input.
	const { $schema, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
	return described as JsonSchema;
}
