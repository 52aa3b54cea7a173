import type { Phrases } from '../phrases.ts';

/** The e-mail's own words at the top. `title` is Liquid. */
export function heading(title: string): string {
	return `<h1 class="ink" style="margin:0 0 16px;font-size:26px;line-height:34px;font-weight:700;color:#14161a">${title}</h1>`;
}

/** A paragraph. `content` is Liquid. */
export function paragraph(content: string): string {
	return `<p class="ink" style="margin:0 0 16px;font-size:16px;line-height:25px;color:#14161a">${content}</p>`;
}

/** The merchant's own paragraph, where there is one. Line breaks are kept. */
export const OWN_MESSAGE = {
	html: `{% if mail.message %}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="panel ink" bgcolor="#f5f6f8" style="padding:14px 18px;background-color:#f5f6f8;border-radius:8px;font-size:15px;line-height:23px;color:#14161a">{{ mail.message | escape | newline_to_br | raw }}</td></tr></table><div style="height:16px;line-height:16px;font-size:16px">&nbsp;</div>{% endif %}`,
	text: `{% if mail.message %}{{ mail.message }}

{% endif %}`,
};

/**
 * A link that looks like a button in every client; nothing where the link is not known. `url` is the name
 * of a variable that holds a checked link or nothing.
 *
 * Outlook for Windows draws it by VML, which wants a width: that of the label's characters, roughly.
 */
export function button(url: string, label: string): string {
	const outlook = `<p style="margin:8px 0 24px"><v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w="urn:schemas-microsoft-com:office:word" href="{{ ${url} }}" style="height:50px;width:{{ button_label.size | times: 10 | plus: 56 }}px;v-text-anchor:middle" arcsize="16%" strokecolor="{{ mail.look.accent }}" fillcolor="{{ mail.look.accent }}"><w:anchorlock/><center style="font-family:{{ mail.look.outlookFont | raw }};font-size:16px;font-weight:600;color:{{ mail.look.onAccent }}">{{ button_label | raw }}</center></v:roundrect></p>`;
	const others = `<table role="presentation" class="button" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px"><tr><td class="button-cell" align="center" bgcolor="{{ mail.look.accent }}" style="background-color:{{ mail.look.accent }};border-radius:8px"><a href="{{ ${url} }}" target="_blank" style="display:inline-block;padding:13px 28px;font-size:16px;line-height:22px;font-weight:600;color:{{ mail.look.onAccent }};text-decoration:none;border-radius:8px;border:1px solid {{ mail.look.accent }}">{{ button_label | raw }}</a></td></tr></table>`;
	return `{% if ${url} %}{% capture button_label %}${label}{% endcapture %}<!--[if mso]>${outlook}<![endif]--><!--[if !mso]><!-->${others}<!--<![endif]-->{% endif %}`;
}

/** Where the goods go; nothing where that is not known. */
export function address({ texts: { deliveryAddress, colon } }: Phrases) {
	return {
		html: `{% if mail.address.size > 0 %}<h2 class="ink" style="margin:8px 0 6px;font-size:15px;line-height:22px;font-weight:700;color:#14161a">${deliveryAddress}</h2><p class="ink" style="margin:0 0 16px;font-size:15px;line-height:22px;color:#14161a">{% for line in mail.address %}{{ line }}{% unless forloop.last %}<br>{% endunless %}{% endfor %}</p>{% endif %}`,
		text: `{% if mail.address.size > 0 %}${deliveryAddress}${colon.trimEnd()}
{% for line in mail.address %}{{ line }}
{% endfor %}{% endif %}
`,
	};
}
