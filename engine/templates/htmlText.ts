const ESCAPES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&#34;',
	"'": '&#39;',
};

/** A text as it stands in HTML, between tags or in a quoted attribute: whatever is in it, it is no markup. */
export const htmlText = (text: string): string =>
	text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);
