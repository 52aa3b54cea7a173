import type { Phrases } from '../phrases.ts';

/** A row of `facts`: label, the variable or condition it depends on, and its value (all Liquid). */
export type Fact = readonly [label: string, variable: string, value?: string];

const CELL = 'padding:5px 0;font-size:15px;line-height:22px;vertical-align:top';

/** Labels and values below one another; a row whose value is not known is left out. */
export function facts(
	{ texts: { colon }, apart }: Phrases,
	rows: readonly Fact[],
): { html: string; text: string } {
	const any = rows.map(([, variable]) => variable).join(' or ');
	const html = rows
		.map(
			([label, variable, value = `{{ ${variable} }}`]) =>
				`{% if ${variable} %}<tr><td class="soft" width="36%" style="${CELL};padding-right:12px;color:#5b6270;word-break:normal">${label}</td><td class="ink" style="${CELL};color:#14161a;font-weight:600;word-break:break-word">${apart(value)}</td></tr>{% endif %}`,
		)
		.join('\n');
	const text = rows
		.map(
			([label, variable, value = `{{ ${variable} }}`]) =>
				`{% if ${variable} %}${label}${colon}${value}\n{% endif %}`,
		)
		.join('');
	return {
		html: `{% if ${any} %}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr><td class="panel" bgcolor="#f5f6f8" style="padding:12px 18px;background-color:#f5f6f8;border-radius:8px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">\n${html}\n</table></td></tr></table>{% endif %}`,
		text: `${text}\n`,
	};
}
