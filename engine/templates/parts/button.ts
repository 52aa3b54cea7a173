/**
 * A link that looks like a button in every client; nothing where the link is not known. `url` is the name
 * of a variable that holds a checked link or nothing.
 */
export function button(url: string, label: string): string {
	return `{% if ${url} %}<table role="presentation" class="button" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px"><tr><td class="button-cell" align="center" bgcolor="#14161a" style="background-color:#14161a;border-radius:8px"><a href="{{ ${url} }}" target="_blank" style="display:inline-block;padding:13px 28px;font-size:16px;line-height:22px;font-weight:600;color:#ffffff;text-decoration:none;border-radius:8px;border:1px solid #14161a">${label}</a></td></tr></table>{% endif %}`;
}
