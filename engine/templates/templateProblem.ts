import { TemplateError, type TemplateField } from './templateError.ts';
import { TEMPLATE_LIMITS } from './templateLimits.ts';

const LONGEST_PLACE = 300;

/** What LiquidJS says, and what a merchant should read. */
const WORDINGS: ReadonlyArray<readonly [RegExp, (match: RegExpMatchArray) => string]> = [
	[/^undefined filter: (.+)$/, (m) => `there is no filter called "${m[1]}".`],
	[/^tag "(.+)" not found$/, (m) => `there is no tag called {% ${m[1]} %}.`],
	[/^output "(.+?)" not closed$/s, (m) => `"${m[1]}" is not closed: "}}" is missing.`],
	[/^tag "(.+?)" not closed$/s, (m) => `"${m[1]}" is not closed: "%}" is missing.`],
	[/^tag (\{%.+%\}) not closed$/s, (m) => `${m[1]} has no end: write {% end… %} after it.`],
	[
		/^template render limit exceeded$/,
		() =>
			`takes longer than ${TEMPLATE_LIMITS.renderMs / 1_000} second to fill in. Use fewer loops.`,
	],
	[
		/^filter input limit exceeded$/,
		() =>
			`does too much work: a filter takes a text of at most ${TEMPLATE_LIMITS.filterChars} characters, or a list of at most ${TEMPLATE_LIMITS.filterEntries} entries.`,
	],
	[/^memory alloc limit exceeded$/, () => 'does too much work. Use fewer or shorter loops.'],
	[
		/^output limit exceeded$/,
		() =>
			`becomes longer than ${TEMPLATE_LIMITS.outputChars} characters. Use fewer or shorter loops.`,
	],
];

/** LiquidJS ends each message with the place. Only the end is searched: the rest may be a long template. */
function withoutPlace(message: string): string {
	const end = Math.max(0, message.length - LONGEST_PLACE);
	const place = /(, file:.*)?, line:\d+, col:\d+$/s.exec(message.slice(end));
	return place === null ? message : message.slice(0, end + place.index);
}

/** Puts an error of LiquidJS into the words of the form in which the template was written. */
export function templateProblem(field: TemplateField, error: unknown): TemplateError {
	const { message, token } = error as {
		message?: string;
		token?: { getPosition?: () => [number, number] };
	};
	const line = token?.getPosition?.()[0] ?? null;
	const said = withoutPlace(String(message ?? error));
	for (const [pattern, wording] of WORDINGS) {
		const match = said.match(pattern);
		if (match !== null) return new TemplateError(field, line, wording(match), error);
	}
	return new TemplateError(field, line, said.endsWith('.') ? said : `${said}.`, error);
}
