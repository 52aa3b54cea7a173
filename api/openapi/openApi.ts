import type { z } from 'zod/v4';
import type { ErrorCode } from '../http/apiError.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { canBeNamed, describedMethod } from './describedMethod.ts';
import { errorCodesOf, errorPagesOf, errorResponses, errorsOf } from './errorResponses.ts';
import { EXAMPLES, type Example } from './examples.ts';
import { HEADER_PARAMETERS, HEADERS, headersOf, parameter } from './headers.ts';
import { createSchemas, type JsonSchema, type Schemas } from './schemas.ts';
import { sentWebhooks } from './sentWebhooks.ts';

const VERSION = '1.0.0';

const DESCRIPTION = `Connects stores, sets up workflows, and tells what happened. Everything it makes is an ordinary workflow or credential of n8n.

Each thing that can be done is described once. Where a path takes several methods that do the same, it is the POST that is described: GET does the same on the paths of the specification that change something (\`disable\`, \`enable\`, \`toggle\`, \`resume-workflow\`), and HEAD is answered as GET is, without a body.

Answers may get further fields; one that is there keeps its meaning.`;

const TAGS: Readonly<Record<Endpoint['tag'], string>> = {
	Integrations: 'Stores that are connected',
	Workflows: 'What happens when something happens in a store',
	Events: 'What happened, and what became of it',
	Push: 'Notifications of browsers',
	Privacy: 'What is kept of a person',
	Service: 'The service itself',
};

/**
 * Describes the API.
 *
 * @param basePath what stands before `/api/…`
 * @see https://spec.openapis.org/oas/v3.1.0
 */
export function openApi(endpoints: readonly Endpoint[], basePath: string): object {
	const schemas = createSchemas();
	const codes = new Set<ErrorCode>();
	const paths: Record<string, Record<string, object>> = {};
	for (const endpoint of endpoints) {
		const item = (paths[endpoint.path] ??= {});
		item[describedMethod(endpoint).toLowerCase()] = operation(endpoint, schemas, codes);
	}
	const webhooks = sentWebhooks(schemas);
	const responses = errorResponses(codes, schemas);
	return {
		openapi: '3.1.0',
		info: {
			title: 'Commerce API',
			version: VERSION,
			description: DESCRIPTION,
			license: { name: 'MIT', identifier: 'MIT' },
		},
		servers: [{ url: basePath === '' ? '/' : basePath }],
		security: [{ token: [] }],
		tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
		paths,
		webhooks,
		components: {
			securitySchemes: {
				token: {
					type: 'http',
					scheme: 'bearer',
					description:
						'The API token of the Commerce API credential, or a token that was made with it; such a one needs the scopes that an operation names (`owner`: none of them will do)',
				},
			},
			parameters: HEADER_PARAMETERS,
			headers: HEADERS,
			responses,
			schemas: schemas.named(),
		},
	};
}

/** @param codes gets those of its errors */
function operation(endpoint: Endpoint, schemas: Schemas, codes: Set<ErrorCode>): object {
	const { operationId, tag, summary, description, access, scopes, body, params, query } = endpoint;
	const method = describedMethod(endpoint);
	const isNamed = canBeNamed(endpoint);
	const isVersioned = endpoint.errors.includes('PRECONDITION_FAILED');
	const example = EXAMPLES[operationId] ?? {};
	const given = [
		...parametersOf(schemas, params, 'path', example),
		...parametersOf(schemas, query, 'query', example),
	];
	const errors = errorCodesOf(endpoint, given.length > 0);
	if (!endpoint.errorPage) for (const code of errors) codes.add(code);
	return {
		operationId,
		tags: [tag],
		summary,
		description,
		security: access === 'public' ? [] : [{ token: [scopes].flat() }],
		parameters: [
			...given,
			...(isNamed ? [parameter('IdempotencyKey')] : []),
			...(isVersioned ? [parameter('IfMatch')] : []),
			...(method === 'GET' ? [parameter('IfNoneMatch')] : []),
			parameter('RequestId'),
		],
		...(body !== null && {
			requestBody: {
				required: !body.safeParse(undefined).success,
				content: {
					[endpoint.isForm ? 'application/x-www-form-urlencoded' : 'application/json']: {
						schema: schemas.schemaOf(body, 'input'),
						...(example.body && { example: example.body }),
					},
				},
			},
		}),
		responses: {
			'200': success(endpoint, schemas, example),
			...(method === 'GET' && {
				'304': {
					description: 'The answer is still the one that `If-None-Match` names',
					headers: headersOf('ETag'),
				},
			}),
			...(endpoint.errorPage ? errorPagesOf(errors) : errorsOf(errors)),
		},
	};
}

function success(endpoint: Endpoint, { schemaOf }: Schemas, example: Example): object {
	const { answer, answerType = 'text/javascript' } = endpoint;
	return {
		description: 'Done',
		headers: headersOf(
			...(describedMethod(endpoint) === 'GET' ? (['ETag'] as const) : []),
			...(canBeNamed(endpoint) ? (['IdempotencyReplayed'] as const) : []),
		),
		content:
			answer === null
				? { [answerType]: { schema: { type: 'string' } } }
				: {
						'application/json': {
							schema: schemaOf(answer, 'output'),
							...(example.answer && { example: example.answer }),
						},
					},
	};
}

function parametersOf(
	{ schemaOf }: Schemas,
	schema: z.ZodType,
	place: 'path' | 'query',
	{ parameters = {} }: Example,
): object[] {
	const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
		readonly properties?: Record<string, JsonSchema>;
		readonly required?: readonly string[];
	};
	return Object.entries(properties).map(([name, { description, ...rest }]) => ({
		name,
		in: place,
		required: place === 'path' || required.includes(name),
		...(description !== undefined && { description }),
		schema: rest,
		...(name in parameters && { example: valueOf(rest, parameters[name]!) }),
	}));
}

/** What stands in an address, as the type that it is described by. */
function valueOf({ type }: JsonSchema, text: string): unknown {
	if (type === 'boolean') return text === 'true';
	return type === 'integer' || type === 'number' ? Number(text) : text;
}
