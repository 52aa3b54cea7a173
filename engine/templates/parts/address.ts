/** Where the goods go; nothing where that is not known. */
export const ADDRESS = {
	html: `{% if mail.address.size > 0 %}<h2 class="ink" style="margin:8px 0 6px;font-size:15px;line-height:22px;font-weight:700;color:#14161a">Delivery address</h2><p class="ink" style="margin:0 0 16px;font-size:15px;line-height:22px;color:#14161a">{% for line in mail.address %}{{ line }}{% unless forloop.last %}<br>{% endunless %}{% endfor %}</p>{% endif %}`,
	text: `{% if mail.address.size > 0 %}Delivery address:
{% for line in mail.address %}{{ line }}
{% endfor %}{% endif %}
`,
};
