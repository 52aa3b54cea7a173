import type { Texts } from './languages/texts.ts';
import type { MailScope } from './templateScope.ts';

/** Why this e-mail came: the last line of the HTML and of the text. */
export function footerText({ footer }: Texts, about: MailScope['about']): string {
	if (about === 'order' || about === 'shipment') return footer.order;
	return about === 'customer' ? footer.account : footer.other;
}
