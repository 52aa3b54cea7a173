import type { N8nNode } from '../../n8n/publicApi/n8nApi.ts';
import { ApiError } from '../http/apiError.ts';
import { isExpression } from './outsideText.ts';

/** An expression of ours in a parameter of a node. Nothing else that is drawn is run by n8n. */
class DrawnExpression {
	readonly source: string;

	constructor(source: string) {
		this.source = source;
	}
}

/**
 * An expression that n8n is to run: only for constants of this package.
 *
 * @param source without the braces: `$json.id`
 */
export const expression = (source: string): object => new DrawnExpression(source);

/**
 * A node of ours as n8n gets it. Whatever text stands in it is a text for n8n, but for `expression(…)`:
 * every node that the API draws comes through here.
 *
 * @param held the node that is changed: the expressions that a person has written in it stay
 * @throws ApiError 400 for a text that n8n would run, naming the parameter
 */
export function drawnNode<T extends Partial<N8nNode> & Pick<N8nNode, 'name' | 'parameters'>>(
	node: T,
	held?: Pick<N8nNode, 'parameters'>,
): T {
	const { name, parameters } = node;
	const known = textsIn(held?.parameters);
	return {
		...node,
		name: checked('name', name, new Set()),
		parameters: literal(name, parameters, known) as N8nNode['parameters'],
	};
}

/**
 * A credential as n8n gets it: as `drawnNode`, and without any expression.
 *
 * @throws ApiError 400 naming the key
 */
export function drawnCredential<T extends { readonly data: Readonly<Record<string, unknown>> }>(
	credential: T,
): T {
	return { ...credential, data: literal('credentials', credential.data, new Set()) };
}

function literal(path: string, value: unknown, known: ReadonlySet<unknown>): unknown;
function literal(
	path: string,
	value: Readonly<Record<string, unknown>>,
	known: ReadonlySet<unknown>,
): Readonly<Record<string, unknown>>;
function literal(path: string, value: unknown, known: ReadonlySet<unknown>): unknown {
	if (value instanceof DrawnExpression) return `={{ ${value.source} }}`;
	if (typeof value === 'string') return checked(path, value, known);
	if (Array.isArray(value)) return value.map((each) => literal(path, each, known));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, each]) => [
			checked(`${path}, a key`, key, known),
			literal(`${path}.${key}`, each, known),
		]),
	);
}

function textsIn(value: unknown): ReadonlySet<unknown> {
	if (typeof value !== 'object' || value === null) return new Set([value]);
	return new Set(Object.entries(value).flatMap(([key, each]) => [key, ...textsIn(each)]));
}

function checked(path: string, text: string, known: ReadonlySet<unknown>): string {
	if (!isExpression(text) || known.has(text)) return text;
	throw new ApiError(
		'CONFIGURATION_ERROR',
		`${path}: it must not begin with "=", which n8n takes for an expression.`,
	);
}
