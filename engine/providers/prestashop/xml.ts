/**
 * What the webservice is given: `<prestashop><order_history>…</order_history></prestashop>`. There are no blanks
 * between tags and values: PrestaShop would store them.
 *
 * @see https://devdocs.prestashop-project.org/8/webservice/getting-started/
 */
export function xmlOf(node: string, fields: Readonly<Record<string, string>>): string {
	const inner = Object.entries(fields)
		.map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
		.join('');
	return `<?xml version="1.0" encoding="UTF-8"?><prestashop><${node}>${inner}</${node}></prestashop>`;
}

/** XML 1.0 has no other control characters. */
const NO_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const escaped = (value: string): string =>
	value
		.replaceAll(NO_XML, '')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;');
