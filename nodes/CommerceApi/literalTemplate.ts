/**
 * A text as a parameter of a node, so that n8n does not take it for an expression: it does with every
 * text that begins with `=`. For texts that are templates, whose first letter can be written as a value.
 */
export function literalTemplate(text: string): string {
	return text.startsWith('=') ? `{{ '=' }}${text.slice(1)}` : text;
}
