/** The merchant's own paragraph, where there is one. Line breaks are kept. */
export const OWN_MESSAGE = {
	html: `{% if mail.message %}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="panel ink" bgcolor="#f5f6f8" style="padding:14px 18px;background-color:#f5f6f8;border-radius:8px;font-size:15px;line-height:23px;color:#14161a">{{ mail.message | escape | newline_to_br | raw }}</td></tr></table><div style="height:16px;line-height:16px;font-size:16px">&nbsp;</div>{% endif %}`,
	text: `{% if mail.message %}{{ mail.message }}

{% endif %}`,
};
