import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ValidateFunction } from 'ajv';
import { ENDPOINTS } from '../../api/endpoints.ts';
import { createRouter } from '../../api/http/createRouter.ts';

type Described = {
	readonly paths: Record<
		string,
		Record<
			string,
			{ responses: Record<string, { content: Record<string, { schema: object }> } | undefined> }
		>
	>;
	readonly components: { readonly schemas: Record<string, object> };
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
	const described = openApi as Described;
	const ajv = new Ajv2020({ strict: false, allErrors: true });
	addFormats(ajv);
	const route = createRouter(ENDPOINTS);
	const compiled = new Map<object, ValidateFunction>();
	const compile = (schema: object) => {
		const known = compiled.get(schema) ?? ajv.compile({ ...described, ...schema });
		compiled.set(schema, known);
		return known;
	};

	return ({ method, path, status, body }) => {
		const found = route(method, path.replace(/\?.*$/s, '').replace(/^[^/]*/, ''));
		const isEndpoint = found !== null && 'endpoint' in found;
		const name = `${method} ${path} ${status}`;
		if (!isEndpoint) {
			const error = compile(described.components.schemas.Error!);
			return error(body) ? null : `${name}: ${ajv.errorsText(error.errors)}`;
		}
		const operation = described.paths[found.endpoint.path]?.[method.toLowerCase()];
		const content = operation?.responses[String(status)]?.content;
		if (content === undefined) return `${name}: openapi.json knows no such answer.`;
		const schema = content['application/json']?.schema;
		if (schema === undefined) return null;
		const validate = compile(schema);
		return validate(body) ? null : `${name}: ${ajv.errorsText(validate.errors)}`;
	};
}
