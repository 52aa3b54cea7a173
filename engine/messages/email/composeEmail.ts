import { NO_BRAND, type Brand } from '../../brand/brand.ts';
import type { Renderer } from '../../templates/createRenderer.ts';
import type { LanguageCode } from '../../templates/languages/languages.ts';
import { renderEmail, type EmailTemplate } from '../../templates/renderEmail.ts';
import type { Wording } from '../../templates/templateFilters.ts';
import { templateScope, type TemplateScope } from '../../templates/templateScope.ts';
import { checkedWording } from './checkedWording.ts';
import { ActionError } from '../../actions/actionError.ts';
import type { EmailMessage } from './emailMessage.ts';
import { headerText } from './headerText.ts';
import { parseAddresses } from './parseAddresses.ts';
import { recipientsOf, type EmailRecipient } from './recipientsOf.ts';

/** What the merchant chose: the node's form and the SMTP credential's sender. Blank counts as not given. */
export type EmailSettings = EmailTemplate & {
	readonly recipient: EmailRecipient;
	readonly fromEmail: unknown;
	readonly fromName?: string | null;
	readonly replyTo?: unknown;
	readonly cc?: unknown;
	readonly bcc?: unknown;
	/** Shown in the e-mail and as sender; the brand's, or the integration's name, where it is not given. */
	readonly shopName?: string | null;
	/** A paragraph in the merchant's words; plain text. */
	readonly message?: string | null;
	/** Of the built-in texts; English where it is not given. */
	readonly language?: LanguageCode | undefined;
	/** BCP 47; `en-US` where it is not given. */
	readonly locale?: string | null;
	/** IANA; the brand's where it is not given, else the usual one. */
	readonly timeZone?: string | null;
	/** IANA, of the workflow; `UTC` where it is not given. */
	readonly usualTimeZone?: string | null;
};

/** An e-mail, and what its templates were filled in with. */
export type ComposedEmail = {
	readonly message: EmailMessage;
	readonly scope: TemplateScope;
	readonly wording: Wording;
};

/**
 * Makes the e-mail for one item, without sending it.
 *
 * @param item as a trigger emits it: {event, integration, order|shipment|customer|product, customer, previous}
 * @param now for `{{ 'now' | date }}`
 * @param brand of the item's store
 * @throws ActionError for a wrong setting or a recipient that is not known; TemplateError
 */
export function fillEmail(
	render: Renderer,
	item: Readonly<Record<string, unknown>>,
	settings: EmailSettings,
	now: Date,
	brand: Brand = NO_BRAND,
): ComposedEmail {
	const to = recipientsOf(item, settings.recipient);
	const [sender] = parseAddresses('From Email', settings.fromEmail);
	if (sender === undefined) {
		throw new ActionError('setup', 'From Email: none given. Enter it in the SMTP credential.');
	}
	const usualTimeZone = brand.timeZone ?? settings.usualTimeZone;
	const { locale, timeZone } = checkedWording({ ...settings, usualTimeZone });
	const scope = templateScope(item, {
		shopName: written(settings.shopName),
		message: written(settings.message),
		locale,
		brand,
		language: settings.language,
	});
	const wording = { locale, timeZone, currency: scope.mail.currency, now };
	const { subject, html, text } = renderEmail(render, settings, scope, wording);
	const replyTo = parseAddresses('Reply To', settings.replyTo);

	const message: EmailMessage = {
		from: {
			name: headerText(written(settings.fromName) ?? (sender.name || (scope.shop.name ?? ''))),
			address: sender.address,
		},
		to,
		cc: parseAddresses('CC', settings.cc),
		bcc: parseAddresses('BCC', settings.bcc),
		replyTo: replyTo.length > 0 ? replyTo : parseAddresses('Reply To', brand.replyTo),
		subject: headerText(subject),
		...(html === null ? {} : { html }),
		text,
		headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
		disableFileAccess: true,
		disableUrlAccess: true,
	};
	return { message, scope, wording };
}

/** The e-mail alone. */
export const composeEmail = (...given: Parameters<typeof fillEmail>): EmailMessage =>
	fillEmail(...given).message;

function written(text: string | null | undefined): string | null {
	return text === undefined || text === null || text.trim() === '' ? null : text.trim();
}
