import type { Phrases } from '../phrases.ts';

const CELL = 'padding:11px 0;font-size:15px;line-height:22px;vertical-align:top';
const SUM = 'padding:4px 0;font-size:15px;line-height:22px;vertical-align:top';

const cell = (value: string, style: string, align = 'left') =>
	`<td class="ink" align="${align}" style="${style};color:#14161a;text-align:${align}">${value}</td>`;

const AMOUNT = '{{ sum.amount | money: mail.money.currency }}';
const TOTAL = '{{ mail.money.total | money: mail.money.currency }}';
const TAX = '{{ mail.money.includedTax | money: mail.money.currency }}';

/**
 * What is in an order, with its sums, or what is in a shipment. `dir` keeps the quantity behind a name that
 * is written from right to left; without it, `250 × 3` after an Arabic word reads `3 × 250`.
 */
export function orderLines({ texts: { lines, colon } }: Phrases) {
	const ofLine = `{% if line.total == 0 %}${lines.free}{% elsif line.total %}{{ line.total | money: mail.money.currency }}{% endif %}`;
	const inShipment = `${lines.inShipment}${colon.trimEnd()}`;
	return {
		html: `{% assign lines = mail.lines %}{% if mail.about == 'order' %}{% assign lines = mail.money.lines %}{% endif %}{% if lines.size > 0 %}{% if mail.about == 'shipment' %}<h2 class="ink" style="margin:8px 0 6px;font-size:15px;line-height:22px;font-weight:700;color:#14161a">${lines.inShipment}</h2>{% endif %}<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 4px">
{% for line in lines %}<tr><td class="ink rule" style="${CELL};padding-right:12px;color:#14161a;border-bottom:1px solid #e5e7eb;word-break:break-word"><span dir="auto">{{ line.name }}</span>{% if line.quantity %}<span class="soft" style="color:#5b6270"> &times;&nbsp;{{ line.quantity }}</span>{% endif %}</td>{% if mail.about == 'order' %}<td class="ink rule" align="right" style="${CELL};color:#14161a;text-align:right;white-space:nowrap;border-bottom:1px solid #e5e7eb">${ofLine}</td>{% endif %}</tr>
{% endfor %}</table>{% endif %}{% if mail.money.total %}<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 20px">
{% for sum in mail.money.sums %}<tr><td class="soft" style="${SUM};color:#5b6270">{{ sum.label }}</td>${cell(AMOUNT, `${SUM};white-space:nowrap`, 'right')}</tr>
{% endfor %}<tr><td class="ink" style="${SUM};padding-top:8px;font-weight:700;color:#14161a">${lines.total}</td><td class="ink" align="right" style="${SUM};padding-top:8px;text-align:right;font-weight:700;white-space:nowrap;color:#14161a">${TOTAL}</td></tr>
{% if mail.money.includedTax %}<tr><td class="soft" style="${SUM};padding-top:0;color:#5b6270">${lines.includedTax}</td><td class="soft" align="right" style="${SUM};padding-top:0;color:#5b6270;text-align:right;white-space:nowrap">${TAX}</td></tr>
{% endif %}</table>{% elsif lines.size > 0 %}<div style="height:16px;line-height:16px;font-size:16px">&nbsp;</div>{% endif %}`,
		text: `{% assign lines = mail.lines %}{% if mail.about == 'order' %}{% assign lines = mail.money.lines %}{% elsif mail.about == 'shipment' and lines.size > 0 %}${inShipment}
{% endif %}{% for line in lines %}{% if line.quantity %}{{ line.quantity }} x {% endif %}{{ line.name }}{% if mail.about == 'order' and line.total %}${colon}${ofLine}{% endif %}
{% endfor %}
{% if mail.money.total %}{% for sum in mail.money.sums %}{{ sum.label }}${colon}${AMOUNT}
{% endfor %}${lines.total}${colon}${TOTAL}{% if mail.money.includedTax %}
${lines.includedTax}${colon}${TAX}{% endif %}{% endif %}

`,
	};
}
