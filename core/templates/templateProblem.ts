import { TemplateError, type TemplateField } from './templateError.ts';
import { TEMPLATE_LIMITS } from './templateLimits.ts';

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
	[/^memory alloc limit exceeded$/, () => 'does too much work. Use fewer or shorter loops.'],
	[
		/^output limit exceeded$/,
		() =>
			`becomes longer than ${TEMPLATE_LIMITS.outputChars} characters. Use fewer or shorter loops.`,
	],
];

/** Puts an error of LiquidJS into the words of the form in which the template was written. */
export function templateProblem(field: TemplateField, error: unknown): TemplateError {
	const { message, token } = error as {
		message?: string;
		token?: { getPosition?: () => [number, number] };
	};
	const line = token?.getPosition?.()[0] ?? null;
	const said = String(message ?? error).replace(/(, file:.*?)?, line:\d+, col:\d+$/s, '');
	for (const [pattern, wording] of WORDINGS) {
		const match = said.match(pattern);
		if (match !== null) return new TemplateError(field, line, wording(match), error);
	}
	return new TemplateError(field, line, said.endsWith('.') ? said : `${said}.`, error);
}
