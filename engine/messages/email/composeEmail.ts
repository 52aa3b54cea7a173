import type { Renderer } from '../../templates/createRenderer.ts';
import { renderEmail, type EmailTemplate } from '../../templates/renderEmail.ts';
import { templateScope } from '../../templates/templateScope.ts';
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
	/** Shown in the e-mail and as sender; the integration's name where it is not given. */
	readonly shopName?: string | null;
	/** A paragraph in the merchant's words; plain text. */
	readonly message?: string | null;
	/** BCP 47; `en-US` where it is not given. */
	readonly locale?: string | null;
	/** IANA; `UTC` where it is not given. */
	readonly timeZone?: string | null;
};

/**
 * Makes the e-mail for one item, without sending it.
 *
 * @param item as a trigger emits it: {event, integration, order|shipment|customer|product, customer, previous}
 * @param now for `{{ 'now' | date }}`
 * @throws ActionError for a wrong setting or a recipient that is not known; TemplateError
 */
export function composeEmail(
	render: Renderer,
	item: Readonly<Record<string, unknown>>,
	settings: EmailSettings,
	now: Date,
): EmailMessage {
	const to = recipientsOf(item, settings.recipient);
	const [sender] = parseAddresses('From Email', settings.fromEmail);
	if (sender === undefined) {
		throw new ActionError('setup', 'From Email: none given. Enter it in the SMTP credential.');
	}
	const { locale, timeZone } = checkedWording(settings);
	const scope = templateScope(item, {
		shopName: written(settings.shopName),
		message: written(settings.message),
		locale,
	});
	const wording = { locale, timeZone, currency: scope.mail.currency, now };
	const { subject, html, text } = renderEmail(render, settings, scope, wording);

	return {
		from: {
			name: headerText(written(settings.fromName) ?? (sender.name || (scope.shop.name ?? ''))),
			address: sender.address,
		},
		to,
		cc: parseAddresses('CC', settings.cc),
		bcc: parseAddresses('BCC', settings.bcc),
		replyTo: parseAddresses('Reply To', settings.replyTo),
		subject: headerText(subject),
		...(html === null ? {} : { html }),
		text,
		headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' },
		disableFileAccess: true,
		disableUrlAccess: true,
	};
}

function written(text: string | null | undefined): string | null {
	return text === undefined || text === null || text.trim() === '' ? null : text.trim();
}
