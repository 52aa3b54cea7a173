const FONT = '{{ mail.look.font | raw }}';
const GROUND = '{{ mail.look.background }}';
/** The shop's picture, and its name where a mail program shows no pictures. */
const LOGO = `<img src="{{ mail.look.logo.url }}" width="{{ mail.look.logo.width }}"{% if mail.look.logo.height %} height="{{ mail.look.logo.height }}"{% endif %} alt="{{ shop.name }}" style="display:block;width:{{ mail.look.logo.width }}px;max-width:100%;height:auto;border:0;font-family:${FONT};font-size:19px;line-height:26px;font-weight:700;color:{{ mail.look.onBackground }}">`;

/** On a table, too: Gmail drops the attributes of `<html>`. */
const DIRECTION = '{% if mail.isRightToLeft %} dir="rtl"{% endif %}';

/**
 * The frame of every HTML e-mail: `mail.body` and `mail.preheader` go into it.
 *
 * Tables and inline styles, for Outlook renders with Word and Gmail drops a style sheet it dislikes; the
 * sheet only adds what may be missing: dark colours, narrow screens, the look of a merchant's own
 * paragraphs. No images but the shop's own logo, and nothing else from elsewhere.
 *
 * Word keeps the heights of our own lines as they are; of a merchant's own it may not, for it would cut off a
 * picture that is higher than its line.
 */
export const LAYOUT = `<!DOCTYPE html>
<html lang="{{ mail.language }}"${DIRECTION} xmlns="http://www.w3.org/1999/xhtml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="x-apple-disable-message-reformatting">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{ mail.subject }}</title>
<!--[if mso]><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><style>td,th,h1,h2,p,a{font-family:{{ mail.look.outlookFont | raw }}!important}.ink,.soft{mso-line-height-rule:exactly}</style><![endif]-->
<style>
:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:0;width:100%!important;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}
table{border-collapse:collapse}
.body p,.body ul,.body ol{margin:0 0 16px}
.body a{color:{{ mail.look.link }}}
.body h1{margin:0 0 16px;font-size:26px;line-height:34px}
.body h2{margin:24px 0 8px;font-size:17px;line-height:24px}
@media (max-width:620px){
.outer{padding:16px 8px!important}
.inner{padding:28px 20px 12px!important}
.body h1{font-size:23px!important;line-height:30px!important}
.button a{display:block!important}
.button,.button table{width:100%!important}
}
@media (prefers-color-scheme:dark){
.page{background-color:#0f1115!important}
.card{background-color:#1b1e24!important;border-color:#2c3038!important}
.ink,.body,.body h1,.body h2,.body p{color:#f2f3f5!important}
.soft{color:#a3a9b4!important}
.rule{border-color:#2c3038!important}
.panel{background-color:#252932!important}
.soft a{color:#a3a9b4!important}
.logo img{background-color:${GROUND};padding:8px;border-radius:6px}
.body a{color:{{ mail.look.dark.link }}!important}
.button-cell{background-color:{{ mail.look.dark.accent }}!important}
.button-cell a{color:{{ mail.look.dark.onAccent }}!important;border-color:{{ mail.look.dark.accent }}!important}
}
[data-ogsc] .ink,[data-ogsc] .body,[data-ogsc] .body h1,[data-ogsc] .body p{color:#f2f3f5!important}
[data-ogsc] .soft,[data-ogsc] .soft a{color:#a3a9b4!important}
</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:${GROUND}">
{%- if mail.preheader != '' -%}
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;color:${GROUND}">{{ mail.preheader }}${'&#847;&zwnj;&nbsp;'.repeat(40)}</div>
{%- endif -%}
<table role="presentation" class="page"${DIRECTION} width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${GROUND}" style="background-color:${GROUND}">
<tr><td class="outer" align="center" style="padding:32px 16px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" align="center"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;margin:0 auto;border-collapse:separate">
{%- if mail.look.logo %}
<tr><td class="logo ink" align="center" style="padding:0 16px 20px"><table role="presentation" cellpadding="0" cellspacing="0" border="0" align="center"><tr><td>{% if shop.url %}<a href="{{ shop.url }}" target="_blank" style="text-decoration:none">${LOGO}</a>{% else %}${LOGO}{% endif %}</td></tr></table></td></tr>
{%- elsif shop.name %}
<tr><td class="ink" align="center" style="padding:0 16px 20px;font-family:${FONT};font-size:19px;line-height:26px;font-weight:700;letter-spacing:0.2px;color:{{ mail.look.onBackground }};word-break:break-word">{{ shop.name }}</td></tr>
{%- endif %}
<tr><td class="card inner" bgcolor="#ffffff" style="padding:40px 40px 24px;background-color:#ffffff;border:1px solid #e5e7eb;border-radius:12px">
<div class="body" style="font-family:${FONT};font-size:16px;line-height:25px;color:#14161a;word-break:break-word">
{{ mail.body | raw }}
</div>
</td></tr>
<tr><td class="soft" align="center" style="padding:20px 16px 0;font-family:${FONT};font-size:13px;line-height:20px;color:{{ mail.look.softOnBackground }};word-break:break-word">{{ mail.footer }}{% if mail.look.links.size > 0 %}<div style="padding-top:12px">{% for link in mail.look.links %}{% unless forloop.first %} &middot; {% endunless %}<a href="{{ link.url }}" target="_blank" style="color:{{ mail.look.softOnBackground }};text-decoration:underline">{{ link.label }}</a>{% endfor %}</div>{% endif %}{% if mail.look.imprint.size > 0 %}<div style="padding-top:12px">{% for line in mail.look.imprint %}{{ line }}{% unless forloop.last %}<br>{% endunless %}{% endfor %}</div>{% endif %}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`;
