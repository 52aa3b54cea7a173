import type { Fact } from './facts.ts';

const CELL = 'padding:11px 0;font-size:15px;line-height:22px;vertical-align:top';
const SUM = 'padding:4px 0;font-size:15px;line-height:22px;vertical-align:top';

/** Of an order: shown where they are known; those after the second only where they are not nought. */
const SUMS: readonly Fact[] = [
	['Subtotal', 'order.subtotal', '{{ order.subtotal | money }}'],
	['Shipping', 'order.shippingTotal', '{{ order.shippingTotal | money }}'],
	[
		'Discount',
		'order.discountTotal and order.discountTotal != 0',
		'-{{ order.discountTotal | abs | money }}',
	],
	[
		'{% if mail.taxIncluded %}Including tax{% else %}Tax{% endif %}',
		'order.totalTax and order.totalTax != 0',
		'{{ order.totalTax | money }}',
	],
];

const cell = (value: string, style: string, align = 'left') =>
	`<td class="ink" align="${align}" style="${style};color:#14161a;text-align:${align}">${value}</td>`;

const sumRow = ([label, condition, value = '']: Fact) =>
	`{% if ${condition} %}<tr><td class="soft" style="${SUM};color:#6b7280">${label}</td>${cell(value, `${SUM};white-space:nowrap`, 'right')}</tr>{% endif %}`;

/** What is in an order, with its sums, or what is in a shipment. */
export const LINES = {
	html: `{% if mail.lines.size > 0 %}<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 4px">
{% for line in mail.lines %}<tr><td class="ink rule" style="${CELL};padding-right:12px;color:#14161a;border-bottom:1px solid #e5e7eb;word-break:break-word">{{ line.name }}{% if line.quantity %}<span class="soft" style="color:#6b7280"> &times;&nbsp;{{ line.quantity }}</span>{% endif %}</td>{% if mail.about == 'order' %}<td class="ink rule" align="right" style="${CELL};color:#14161a;text-align:right;white-space:nowrap;border-bottom:1px solid #e5e7eb">{{ line.total | money }}</td>{% endif %}</tr>
{% endfor %}</table>{% endif %}{% if order.total %}<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 20px">
${SUMS.map(sumRow).join('\n')}
<tr><td class="ink" style="${SUM};padding-top:8px;font-weight:700;color:#14161a">Total</td><td class="ink" align="right" style="${SUM};padding-top:8px;text-align:right;font-weight:700;white-space:nowrap;color:#14161a">{{ order.total | money }}</td></tr>
</table>{% elsif mail.lines.size > 0 %}<div style="height:16px;line-height:16px;font-size:16px">&nbsp;</div>{% endif %}`,
	text: `{% for line in mail.lines %}{% if line.quantity %}{{ line.quantity }} x {% endif %}{{ line.name }}{% if mail.about == 'order' and line.total %}: {{ line.total | money }}{% endif %}
{% endfor %}
{% if order.total %}${SUMS.map(([label, condition, value]) => `{% if ${condition} %}${label}: ${value}\n{% endif %}`).join('')}Total: {{ order.total | money }}{% endif %}

`,
};
