import { connectionCause } from '../../http/connectionCause.ts';
import { httpRequest } from '../../http/httpRequest.ts';
import { readBody } from '../../http/readBody.ts';
import { ActionError } from '../../actions/actionError.ts';
import { allowedAddresses } from '../webhook/allowedAddresses.ts';
import type { WebhookNetwork } from '../webhook/webhookRequest.ts';
import { webhookUrl } from '../webhook/webhookUrl.ts';
import { MAX_ATTACHED_BYTES, MAX_ATTACHMENTS, type Attachment } from './attachment.ts';
import { headerText } from './headerText.ts';

const FETCHED_WITHIN_MS = 30_000;

export type AttachmentNetwork = Pick<WebhookNetwork, 'resolve' | 'trustedCertificates'> & {
	/** Whether a shop in the own network may be asked. */
	readonly allowPrivateAddresses: boolean;
};

/**
 * @param further how many are still to be fetched
 * @throws ActionError where they are too many, or together too large
 */
export function requireSendable(attachments: readonly Attachment[], further = 0): void {
	const count = attachments.length + further;
	if (count > MAX_ATTACHMENTS) {
		throw new ActionError(
			'setup',
			`Attachments: there are ${count}. An e-mail may have ${MAX_ATTACHMENTS} at most.`,
		);
	}
	const bytes = sizeOf(attachments);
	if (bytes > MAX_ATTACHED_BYTES) throw tooLarge(`together they have ${megabytes(bytes)}`);
}

export const sizeOf = (attachments: readonly Attachment[]): number =>
	attachments.reduce((sum, { content }) => sum + content.byteLength, 0);

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;

const tooLarge = (what: string) =>
	new ActionError(
		'setup',
		`Attachments: ${what}. Mail servers take ${megabytes(MAX_ATTACHED_BYTES)} at most: send a link instead.`,
	);

/**
 * The address of a file, filled in. What is put in as a part of an address leads nowhere else.
 *
 * @throws ActionError without the address, which may hold a key
 */
export function attachmentUrl(given: string): URL {
	const url = webhookUrl(given, 'Attachment URLs');
	if (url.protocol === 'https:') return url;
	throw new ActionError(
		'setup',
		'Attachment URLs: only addresses that begin with https:// are asked.',
	);
}

/**
 * Fetches a file of the shop, as an invoice. No redirect is followed.
 *
 * @throws ActionError naming the host alone: the rest of the address may hold a key
 */
export async function fetchAttachment(
	url: URL,
	{ resolve, trustedCertificates, allowPrivateAddresses }: AttachmentNetwork,
	{
		maxBytes,
		signal: cancelled,
	}: { readonly maxBytes: number; readonly signal?: AbortSignal | undefined },
): Promise<Attachment> {
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
		const content = await readBody(answer, maxBytes);
		if (!('unread' in content)) {
			const type = headers['content-type']?.split(';')[0]?.trim() ?? null;
			return { name: nameOf(url, headers['content-disposition']), contentType: type, content };
		}
		if (content.unread === 'too_large') throw tooLarge(`the file of ${url.host} is larger`);
		if (content.unread === 'packing')
			throw failed('packs the file in a way that is not read.', false);
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
	headerText((name.split(/[\\/]/).at(-1) ?? '').slice(0, 150)) || 'attachment';
