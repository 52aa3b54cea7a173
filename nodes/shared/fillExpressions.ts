import type { IExecuteFunctions } from 'n8n-workflow';

/** What the form of an action is read from. */
export type FormContext = Pick<
	IExecuteFunctions,
	'getNode' | 'getNodeParameter' | 'evaluateExpression' | 'getTimezone'
>;

const BRACES = /\{\{((?:[^{}]|\{(?!\{)|\}(?!\}))*)\}\}/g;
const N8N_EXPRESSION = /\$[a-zA-Z(]/;

/** The first version of the action nodes ran expressions also in fields that were not in expression mode. */
const FIRST_STRICT_VERSION = 2;

/**
 * Lets n8n expressions such as `{{ $json.customer.firstName }}` stand in a Liquid template.
 *
 * n8n would put their values into the text before the template is rendered, and then a shopper who is
 * called `<img …>` or `{{ … }}` has written a piece of the e-mail. Here the text is read before n8n fills
 * it in, each expression is evaluated by itself, and its value is a value of the template: escaped like
 * all others.
 *
 * Only a field in expression mode has any, as everywhere in n8n: a text of the REST API or of another
 * outsider is not in that mode, and so can hold none.
 *
 * A text that is one single expression is taken as it is, where `isTakenWhole`: the author made the whole
 * of it elsewhere.
 *
 * @param raw as the node holds it: with `=` at its beginning where the field is in expression mode
 * @param expressions gets the values; the template looks them up under this name
 * @param typeVersion of the node. In version 1, every field is taken for one in expression mode.
 */
export function fillExpressions(
	raw: string,
	evaluate: (expression: string) => unknown,
	expressions: unknown[],
	typeVersion: number = FIRST_STRICT_VERSION,
	isTakenWhole = true,
): string {
	const isInExpressionMode = raw.startsWith('=');
	if (!isInExpressionMode && typeVersion >= FIRST_STRICT_VERSION) return raw;
	const text = isInExpressionMode ? raw.slice(1) : raw;
	const whole = text.trim();
	return text.replace(BRACES, (braces: string, inner: string) => {
		if (!N8N_EXPRESSION.test(inner)) return braces;
		expressions.push(asText(evaluate(braces)));
		const filter = isTakenWhole && braces === whole ? ' | raw' : '';
		return `{{ expressions[${expressions.length - 1}]${filter} }}`;
	});
}

/** Whether there is something in a text that `fillExpressions` would run if it were in expression mode. */
export function holdsExpression(text: string): boolean {
	return expressionsIn(text).next().done === false;
}

/** What `fillExpressions` would run, with its braces. */
export function* expressionsIn(text: string): Generator<string, void> {
	for (const [braces, inner] of text.matchAll(BRACES)) {
		if (N8N_EXPRESSION.test(inner!)) yield braces;
	}
}

function asText(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'number' && !Number.isFinite(value)) return '';
	if (typeof value !== 'object') return String(value);
	const json = (value as { toJSON?: () => unknown }).toJSON?.();
	// A time of n8n's (`$now`), which is `null` where it is none.
	if (json === null || typeof json === 'string') return json ?? '';
	return JSON.stringify(value);
}
