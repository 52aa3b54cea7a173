import { z } from 'zod/v4';
import { signingKey } from '../../standardWebhooks/signingKey.ts';
import { ActionError } from '../../actions/actionError.ts';
import { webhookHeaders, type GivenHeader } from './webhookHeaders.ts';

const schema = z.object({
	signingSecret: z.string().default(''),
	headerName: z.string().default(''),
	headerSecret: z.string().default(''),
	moreHeaderSecrets: z.string().default(''),
});

const FIELDS: Readonly<Record<string, string>> = {
	signingSecret: 'Signing Secret',
	headerName: 'Header Name',
	headerSecret: 'Header Value',
	moreHeaderSecrets: 'More Headers',
};

/** What a receiver knows a webhook's sender by. */
export type WebhookCredential = {
	/** One for each signing secret. */
	readonly signingKeys: readonly Buffer[];
	/** What the receiver wants for authentication. */
	readonly headers: Readonly<Record<string, string>>;
};

/**
 * Reads a credential of the type `commerceWebhookApi`. Two signing secrets, separated by a space, sign with
 * both.
 *
 * @param given the credential's data; `null` where the node has none
 * @throws ActionError naming the field, without its value
 */
export function webhookCredential(given: unknown): WebhookCredential {
	if (given === null) return { signingKeys: [], headers: {} };
	const parsed = schema.safeParse(given);
	const fail = (problem: string) => new ActionError('setup', `Webhook credential: ${problem}`);
	if (!parsed.success) {
		const field = FIELDS[parsed.error.issues[0]!.path[0] as keyof typeof FIELDS];
		throw fail(`${field ?? 'it'} is no text. Open it, enter it anew and save it.`);
	}

	const { signingSecret, headerName, headerSecret, moreHeaderSecrets } = parsed.data;
	const secrets = signingSecret.split(/[\s,]+/).filter((secret) => secret !== '');
	const signingKeys = secrets.map((secret) => {
		const key = signingKey(secret);
		if (key !== null) return key;
		throw fail(
			'the signing secret cannot be used. It is whsec_ and then 32 to 88 letters and digits of Base64, or another text of at least 12 characters.',
		);
	});
	if (headerName.trim() === '' && headerSecret.trim() !== '') {
		throw fail('there is a header value without a header name. Enter the name, such as X-Api-Key.');
	}
	if (headerName.trim() !== '' && headerSecret.trim() === '') {
		throw fail(
			'there is a header name without a header value. Enter the value, or clear the name.',
		);
	}
	return {
		signingKeys,
		headers: webhookHeaders(
			[{ name: headerName, value: headerSecret }, ...rowsOf(moreHeaderSecrets, fail)],
			'credential',
		),
	};
}

/** A header each line, as in HTTP. */
function rowsOf(lines: string, fail: (problem: string) => ActionError): GivenHeader[] {
	return lines
		.split(/\r?\n/)
		.filter((line) => line.trim() !== '')
		.map((line) => {
			const colon = line.indexOf(':');
			if (colon > 0) return { name: line.slice(0, colon), value: line.slice(colon + 1) };
			throw fail('a line under "More Headers" is not written as Name: value.');
		});
}
