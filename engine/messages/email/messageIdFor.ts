import { createHash } from 'node:crypto';

/**
 * The Message-ID of an e-mail: the same key and sender always give the same, so that an e-mail which had
 * to be sent twice after a crash shows as one in clients and logs that recognise doubles.
 *
 * @see RFC 5322 section 3.6.4
 */
export function messageIdFor(key: string, fromAddress: string): string {
	const domain = fromAddress.slice(fromAddress.lastIndexOf('@') + 1);
	const left = createHash('sha256').update(key).digest('base64url').slice(0, 32);
	return `<${left}@${domain}>`;
}
