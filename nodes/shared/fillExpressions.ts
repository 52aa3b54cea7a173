const BRACES = /\{\{((?:[^{}]|\{(?!\{)|\}(?!\}))*)\}\}/g;
const N8N_EXPRESSION = /\$[a-zA-Z(]/;

/**
 * Lets n8n expressions such as `{{ $json.customer.firstName }}` stand in a Liquid template.
 *
 * n8n would put their values into the text before the template is rendered, and then a shopper who is
 * called `<img …>` or `{{ … }}` has written a piece of the e-mail. Here the text is read before n8n fills
 * it in, each expression is evaluated by itself, and its value is a value of the template: escaped like
 * all others.
 *
 * A text that is one single expression is taken as it is: the author made the whole of it elsewhere.
 *
 * @param raw as the node holds it, with the `=` of a field in expression mode or without
 * @param expressions gets the values; the template looks them up under this name
 */
export function fillExpressions(
	raw: string,
	evaluate: (expression: string) => unknown,
	expressions: unknown[],
): string {
	const text = raw.startsWith('=') ? raw.slice(1) : raw;
	const whole = text.trim();
	return text.replace(BRACES, (braces: string, inner: string) => {
		if (!N8N_EXPRESSION.test(inner)) return braces;
		expressions.push(asText(evaluate(braces)));
		const filter = braces === whole ? ' | raw' : '';
		return `{{ expressions[${expressions.length - 1}]${filter} }}`;
	});
}

function asText(value: unknown): string {
	if (value === null || value === undefined) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
