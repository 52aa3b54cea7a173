import { deliveryConfirmation } from './builtIn/deliveryConfirmation.ts';
import { orderConfirmation } from './builtIn/orderConfirmation.ts';
import { orderStatusUpdate } from './builtIn/orderStatusUpdate.ts';
import { outForDelivery } from './builtIn/outForDelivery.ts';
import { refundConfirmation } from './builtIn/refundConfirmation.ts';
import { shippingConfirmation } from './builtIn/shippingConfirmation.ts';
import { welcome } from './builtIn/welcome.ts';
import type { BuiltInTemplate } from './builtInTemplate.ts';
import type { LanguageCode } from './languages/languages.ts';
import { mirrored } from './mirrored.ts';
import { phrasesOf, type Phrases } from './phrases.ts';
import type { TemplateName } from './templateNames.ts';

const TEMPLATES: Readonly<Record<TemplateName, (phrases: Phrases) => BuiltInTemplate>> = {
	order_confirmation: orderConfirmation,
	order_status_update: orderStatusUpdate,
	shipping_confirmation: shippingConfirmation,
	out_for_delivery: outForDelivery,
	delivery_confirmation: deliveryConfirmation,
	refund_confirmation: refundConfirmation,
	welcome,
};

/** Each is put together when it is first wanted. */
const made = new Map<string, BuiltInTemplate>();

/** A built-in template in one language. */
export function builtInTemplate(name: TemplateName, language: LanguageCode): BuiltInTemplate {
	const key = `${name} ${language}`;
	const known = made.get(key);
	if (known !== undefined) return known;
	const phrases = phrasesOf(language);
	const template = TEMPLATES[name](phrases);
	const whole = phrases.isRightToLeft ? { ...template, html: mirrored(template.html) } : template;
	made.set(key, whole);
	return whole;
}
