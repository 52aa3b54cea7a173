import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ValidateFunction } from 'ajv';
import { ENDPOINTS } from '../../api/endpoints.ts';
import { createRouter } from '../../api/http/createRouter.ts';
import { describedMethod } from '../../api/openapi/describedMethod.ts';

type Response = { readonly content?: Record<string, { readonly schema: object }> };
type Described = {
	readonly paths: Record<
		string,
		Record<string, { responses: Record<string, Response | { readonly $ref: string } | undefined> }>
	>;
	readonly components: {
		readonly schemas: Record<string, object>;
		readonly responses: Record<string, Response>;
	};
};

/** What is wrong with an answer, as openapi.json describes it; `null` when nothing is. */
export type ReplyCheck = (reply: {
	readonly method: string;
	/** `/api/…`, with the query. */
	readonly path: string;
	readonly status: number;
	readonly body: unknown;
}) => string | null;

/** Holds answers against the openapi.json that the service itself gave. */
export function createReplyCheck(openApi: unknown): ReplyCheck {
	const described = closed(openApi) as Described;
	const ajv = new Ajv2020({ strict: false, allErrors: true });
	addFormats(ajv);
	const route = createRouter(ENDPOINTS);
	const compiled = new Map<object, ValidateFunction>();
	const compile = (schema: object) => {
		const known = compiled.get(schema) ?? ajv.compile({ ...described, ...schema });
		compiled.set(schema, known);
		return known;
	};
	const resolved = (response: Response | { readonly $ref: string } | undefined) =>
		response !== undefined && '$ref' in response
			? described.components.responses[response.$ref.split('/').at(-1)!]
			: response;

	return ({ method, path, status, body }) => {
		// It has no body.
		if (method === 'HEAD') return null;
		const found = route(method, path.replace(/\?.*$/s, '').replace(/^[^/]*/, ''));
		const isEndpoint = found !== null && 'endpoint' in found;
		const name = `${method} ${path} ${status}`;
		if (!isEndpoint) {
			const error = compile(described.components.schemas.Error!);
			return error(body) ? null : `${name}: ${ajv.errorsText(error.errors)}`;
		}
		const { endpoint } = found;
		const operation = described.paths[endpoint.path]?.[describedMethod(endpoint).toLowerCase()];
		const response = resolved(operation?.responses[String(status)]);
		if (response === undefined) return `${name}: openapi.json knows no such answer.`;
		const schema = response.content?.['application/json']?.schema;
		if (schema === undefined) return null;
		const validate = compile(schema);
		return validate(body) ? null : `${name}: ${ajv.errorsText(validate.errors)}`;
	};
}

/** The same description, by which an answer has no field that is not described. Programs have to expect some. */
function closed(node: unknown): unknown {
	if (Array.isArray(node)) return node.map(closed);
	if (typeof node !== 'object' || node === null) return node;
	const fields = Object.entries(node).map(([name, value]) => [name, closed(value)] as const);
	const isOpen = 'properties' in node && !('additionalProperties' in node);
	return Object.fromEntries([...fields, ...(isOpen ? [['additionalProperties', false]] : [])]);
}
