import type { TemplateScope } from './templateScope.ts';

/** Why this e-mail came: the last line of the HTML and of the text. */
export function footerText({ mail, shop }: TemplateScope): string {
	const at = shop.name === null ? '' : ` at ${shop.name}`;
	switch (mail.about) {
		case 'order':
		case 'shipment':
			return `This e-mail is about an order${at}.`;
		case 'customer':
			return `This e-mail is about an account${at}.`;
		default:
			return shop.name === null ? 'This e-mail was sent automatically.' : `Sent by ${shop.name}.`;
	}
}
