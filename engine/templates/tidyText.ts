/** A text without blanks at the ends of its lines and with at most one empty line in a row. */
export function tidyText(text: string): string {
	const lines = text.split(/\r\n|\r|\n/).map((line) => line.trimEnd());
	return `${lines
		.join('\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim()}\n`;
}
