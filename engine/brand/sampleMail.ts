import { composeItem, type IntegrationFacts } from '../deliveries/composeItem.ts';
import { triggerOf, type TriggerCode } from '../events/catalog.ts';
import { sampleEntity } from '../events/sampleEntity.ts';
import { composeEmail, type EmailSettings } from '../messages/email/composeEmail.ts';
import type { EmailMessage } from '../messages/email/emailMessage.ts';
import { createRenderer } from '../templates/createRenderer.ts';
import { languageOfBrand } from '../templates/mailLanguage.ts';
import type { TemplateName } from '../templates/templateNames.ts';
import type { Brand } from './brand.ts';

/** What each template is shown with. */
const CODES = {
	order_confirmation: 'order_paid',
	order_status_update: 'order_status_changed',
	shipping_confirmation: 'shipment_created',
	out_for_delivery: 'shipment_out_for_delivery',
	delivery_confirmation: 'shipment_delivered',
	refund_confirmation: 'order_refunded',
	welcome: 'customer_created',
} as const satisfies Record<TemplateName, TriggerCode>;

const render = createRenderer();

/** An e-mail as a shop of this brand would send it, about an order that somebody made up. */
export function sampleMail(
	brand: Brand,
	shop: IntegrationFacts,
	template: TemplateName,
	now: Date,
	settings: Partial<EmailSettings> = {},
): EmailMessage {
	const code = CODES[template];
	const { entityType } = triggerOf(code)!;
	const event = {
		...{ id: 'sample', codes: [code], entityType, previous: null, isSample: true },
		...sampleEntity(entityType, code, now.getTime()),
		...{ occurredAt: now.getTime(), receivedAt: now.getTime() },
	};
	return composeEmail(
		render,
		composeItem(event, shop, [], 1),
		{
			...{ template, recipient: { kind: 'customer' }, fromEmail: 'shop@example.com' },
			...languageOfBrand(brand),
			...settings,
		},
		now,
		brand,
	);
}
