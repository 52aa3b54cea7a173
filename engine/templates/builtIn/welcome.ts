import type { BuiltInTemplate } from '../builtInTemplate.ts';
import { button, GREETING, heading, OWN_MESSAGE, paragraph } from '../parts/text.ts';

const TO_SHOP = '{% if shop.name %} to {{ shop.name }}{% endif %}';

/** Welcomes a new customer. */
export const WELCOME: BuiltInTemplate = {
	name: 'welcome',
	subject: `Welcome${TO_SHOP}`,
	preheader: 'Good to have you with us.',
	html: `${heading(`Welcome${TO_SHOP}`)}
${paragraph(GREETING)}
${paragraph('Good to have you with us. From now on we will keep you up to date about your orders by e-mail.')}
${OWN_MESSAGE.html}
${button('shop.url', 'Visit the shop')}`,
	text: `${GREETING}

Good to have you with us. From now on we will keep you up to date about your orders by e-mail.

${OWN_MESSAGE.text}
{% if shop.url %}Visit the shop: {{ shop.url }}{% endif %}`,
};
