import { ActionError } from '../../actions/actionError.ts';
import type { EmailMessage } from './emailMessage.ts';
import type { EmailTransport } from './openTransport.ts';
import { sendEmail, type SentEmail } from './sendEmail.ts';
import { sendPatiently, type Patience } from './sendPatiently.ts';

type Refused = SentEmail['refused'][number];

/** The answer begins with its code: `450 4.7.1 Greylisted`. */
const isLater = ({ reason }: Refused) => reason.startsWith('4');

/**
 * Sends an e-mail, and again to those for whom the server says "later", also where it has taken the e-mail for
 * others: the shop's own archive gets its copy at once, and the customer is greylisted.
 *
 * @throws ActionError where it was taken for nobody, or for copies only
 */
export async function sendToEach(
	transport: EmailTransport,
	message: EmailMessage,
	patience: Patience,
): Promise<SentEmail> {
	const refused = new Map<string, Refused>();
	let first: SentEmail | null = null;
	let left: readonly string[] | null = null;
	const send = async (): Promise<SentEmail> => {
		const sent: SentEmail = await sendEmail(transport, only(message, first, left), patience.cancel);
		first ??= sent;
		for (const address of left ?? []) refused.delete(address);
		for (const each of sent.refused) refused.set(each.address, each);
		const later = sent.refused.filter(isLater);
		if (later.length === 0) return sent;
		left = later.map(({ address }) => address);
		throw refusalOf(later);
	};
	let last: unknown = null;
	try {
		await sendPatiently(send, patience);
	} catch (error) {
		if (first === null) throw error;
		last = error;
	}
	const { messageId } = first!;
	const missed = [...refused.values()];
	if (message.to.every(({ address }) => missed.some((each) => isSame(each.address, address)))) {
		throw last ?? refusalOf(missed);
	}
	return { messageId, refused: missed };
}

/** The same e-mail again, to those who have not got it. */
function only(
	message: EmailMessage,
	first: SentEmail | null,
	left: readonly string[] | null,
): EmailMessage {
	if (first === null || left === null) return message;
	const envelope = { from: message.from.address, to: left };
	return { ...message, messageId: first.messageId, envelope };
}

/** Servers and libraries write the domain in small letters. */
const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

function refusalOf(refused: readonly Refused[]): ActionError {
	const retryable = refused.some(isLater);
	const all = refused.map(({ address }) => address).join(', ');
	const said = refused.find((each) => !retryable || isLater(each))?.reason ?? '';
	return new ActionError(
		'recipient_refused',
		retryable
			? `The mail server cannot take the e-mail to ${all} for now. It said: ${said}`
			: `The mail server refused the recipient ${all}. It said: ${said}`,
		{ retryable, status: Number(/^\d{3}/.exec(said)?.[0]) || null },
	);
}
