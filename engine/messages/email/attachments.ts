import { connectionCause } from '../../http/connectionCause.ts';
import { httpRequest } from '../../http/httpRequest.ts';
import { readBody } from '../../http/readBody.ts';
import { ActionError } from '../../actions/actionError.ts';
import { allowedAddresses } from '../webhook/allowedAddresses.ts';
import type { WebhookNetwork } from '../webhook/webhookRequest.ts';
import { MAX_ATTACHED_BYTES, MAX_ATTACHMENTS, type Attachment } from './attachmentLimits.ts';
import { headerText } from './headerText.ts';

const FETCHED_WITHIN_MS = 30_000;

export type AttachmentNetwork = Pick<WebhookNetwork, 'resolve' | 'trustedCertificates'> & {
	/** Whether a shop in the own network may be asked. */
	readonly allowPrivateAddresses: boolean;
};

/** @throws ActionError where they are too many, or together too large */
export function requireSendable(attachments: readonly Attachment[]): void {
	if (attachments.length > MAX_ATTACHMENTS) {
		throw new ActionError(
			'setup',
			`Attachments: there are ${attachments.length}. An e-mail may have ${MAX_ATTACHMENTS} at most.`,
		);
	}
	const bytes = attachments.reduce((sum, { content }) => sum + content.byteLength, 0);
	if (bytes > MAX_ATTACHED_BYTES) throw tooLarge(`together they have ${megabytes(bytes)}`);
}

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;

const tooLarge = (what: string) =>
	new ActionError(
		'setup',
		`Attachments: ${what}. Mail servers take ${megabytes(MAX_ATTACHED_BYTES)} at most: send a link instead.`,
	);

/**
 * Fetches a file of the shop, as an invoice. No redirect is followed.
 *
 * @throws ActionError naming the host alone: the rest of the address may hold a key
 */
export async function fetchAttachment(
	address: string,
	{ resolve, trustedCertificates, allowPrivateAddresses }: AttachmentNetwork,
	cancelled?: AbortSignal,
): Promise<Attachment> {
	const url = URL.parse(address);
	if (url?.protocol !== 'https:') {
		throw new ActionError(
			'setup',
			`Attachment URLs: "${address.slice(0, 100)}" is no address that begins with https://.`,
		);
	}
	const late = AbortSignal.timeout(FETCHED_WITHIN_MS);
	const signal = cancelled === undefined ? late : AbortSignal.any([late, cancelled]);
	const failed = (why: string, retryable: boolean, cause?: unknown) =>
		new ActionError('status', `Attachment URLs: ${url.host} ${why}`, { retryable, cause });
	try {
		const addresses = await allowedAddresses(url, resolve, allowPrivateAddresses);
		const answer = await httpRequest({
			method: 'GET',
			url,
			headers: { accept: '*/*' },
			...{ signal, addresses, trustedCertificates, isDirect: true },
		});
		const { status, headers } = answer;
		if (status !== 200) {
			answer.body.destroy();
			const isPassing = status >= 500 || status === 429;
			throw failed(`answered ${status}. Is the address that of the file itself?`, isPassing);
		}
		const content = await readBody(answer, MAX_ATTACHED_BYTES);
		if (!('unread' in content)) {
			const type = headers['content-type']?.split(';')[0]?.trim() ?? null;
			return { name: nameOf(url, headers['content-disposition']), contentType: type, content };
		}
		if (content.unread === 'too_large') throw tooLarge(`the file of ${url.host} is larger`);
		throw failed('broke the file off.', true, content.cause);
	} catch (error) {
		if (error instanceof ActionError) throw error;
		if (cancelled?.aborted) throw new ActionError('cancelled', 'The run was stopped.');
		if (late.aborted) {
			throw failed(`did not answer within ${FETCHED_WITHIN_MS / 1_000} seconds.`, true);
		}
		const { kind, why } = connectionCause(error);
		throw failed(`cannot be fetched: ${why}`, kind === 'unreachable', error);
	}
}

/** As the shop calls it, else the last piece of the address. */
function nameOf({ pathname }: URL, disposition = ''): string {
	const [, encoded] = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition) ?? [];
	const [, quoted, plain] = /filename=(?:"([^"]*)"|([^;\s]+))/i.exec(disposition) ?? [];
	const named = decoded(encoded) ?? quoted ?? plain ?? decoded(pathname.split('/').at(-1)) ?? '';
	return fileName(named);
}

function decoded(text: string | undefined): string | null {
	try {
		return text ? decodeURIComponent(text) : null;
	} catch {
		return null;
	}
}

/** A name without a path, in one line. */
export const fileName = (name: string): string =>
	headerText(name.split(/[\\/]/).at(-1) ?? '').slice(0, 150) || 'attachment';
