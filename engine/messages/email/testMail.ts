import { ActionError } from '../../actions/actionError.ts';
import { htmlText } from '../../templates/htmlText.ts';
import type { EmailMessage } from './emailMessage.ts';
import type { MailAddress } from './parseAddress.ts';
import { parseAddresses } from './parseAddresses.ts';

/** In the note of a test, more would hide the e-mail. */
const MOST_NAMED = 5;
const BODY = /<body\b[^>]*>/i;
const NOTE_STYLE =
	'padding:12px 16px;background:#fff3c4;color:#3d2f00;font:14px/1.5 Arial,sans-serif';

/**
 * The one address that tests go to; `null` where there is none.
 *
 * @param ofNode what the node says: it comes before what the credential says
 * @throws ActionError naming the field
 */
export function testRecipient(ofNode: string, ofCredential: string): MailAddress | null {
	const isOfNode = ofNode.trim() !== '';
	const field = isOfNode ? 'Test Recipient' : 'SMTP credential, Test Recipient';
	const found = parseAddresses(field, isOfNode ? ofNode : ofCredential);
	if (found.length <= 1) return found[0] ?? null;
	throw new ActionError(
		'setup',
		`${field}: ${found.length} addresses given. Tests go to one address: enter yours.`,
	);
}

/** Everybody whom an e-mail reaches. */
export const reachedBy = ({ to, cc, bcc }: EmailMessage): string[] =>
	[...to, ...cc, ...bcc].map(({ address }) => address);

/** The same e-mail for nobody but the person who tries the workflow; it says whom it was for. */
export function testMail(message: EmailMessage, tester: MailAddress): EmailMessage {
	const reached = reachedBy(message);
	const more = reached.length - MOST_NAMED;
	const named = reached.slice(0, MOST_NAMED).join(', ');
	const note = `This is a test. The e-mail would have gone to ${named}${more > 0 ? ` and ${more} more` : ''}.`;
	return {
		...message,
		to: [tester],
		cc: [],
		bcc: [],
		subject: `[Test] ${message.subject}`,
		...(message.html !== undefined && { html: withNote(message.html, note) }),
		text: `${note}\n\n${message.text}`,
	};
}

/** Without a `<body>` of its own, HTML is one from its beginning on. */
function withNote(html: string, note: string): string {
	const shown = `<div style="${NOTE_STYLE}">${htmlText(note)}</div>`;
	return BODY.test(html) ? html.replace(BODY, (body) => body + shown) : shown + html;
}
