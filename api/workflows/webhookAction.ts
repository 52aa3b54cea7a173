import type { z } from 'zod/v4';
import { ActionError } from '../../engine/actions/actionError.ts';
import { isKeyHeader, webhookHeaders } from '../../engine/messages/webhook/webhookHeaders.ts';
import type { WebhookMethod } from '../../engine/messages/webhook/webhookRequest.ts';
import { webhookUrl } from '../../engine/messages/webhook/webhookUrl.ts';
import { SIGNING_SECRET } from '../../engine/standardWebhooks/signingKey.ts';
import { isExpression } from '../canvas/outsideText.ts';

type Given = {
	readonly type: 'webhook';
	readonly url: string;
	readonly method?: WebhookMethod | undefined;
	readonly headers?: Readonly<Record<string, string>> | undefined;
	readonly secret?: string | undefined;
	readonly allowPrivateAddresses?: boolean | undefined;
};

/** What a workflow must not hold, and so goes into a credential of n8n. */
export type WebhookSecrets = {
	readonly signingSecret: string;
	readonly headerName: string;
	readonly headerSecret: string;
	/** A header each line. */
	readonly moreHeaderSecrets: string;
};

export type WebhookAction = Omit<Given, 'headers' | 'secret'> & {
	/** Those that are not secret; `undefined` where the request names none. */
	readonly headers?: ReadonlyArray<{ readonly name: string; readonly value: string }> | undefined;
	/** `null` where there is nothing secret. */
	readonly secrets: WebhookSecrets | null;
};

/** Checks a webhook action, and sorts out what is secret. */
export function webhookAction(given: Given, context: z.RefinementCtx): WebhookAction {
	const { secret, headers, ...action } = given;
	const refuse = (path: string, message: string) =>
		context.addIssue({ code: 'custom', path: [path], message });
	const rows = Object.entries(headers ?? {}).map(([name, value]) => ({ name, value }));
	const secretRows = rows.filter(({ name }) => isKeyHeader(name));
	const plain = rows.filter((row) => !secretRows.includes(row));
	const [secretRow, ...moreRows] = secretRows;
	try {
		webhookHeaders(plain);
		webhookHeaders(secretRows, 'credential');
		// With a template in it, it is an address only when it is filled in.
		if (!given.url.includes('{{') && !given.url.includes('{%')) webhookUrl(given.url);
	} catch (error) {
		if (!(error instanceof ActionError)) throw error;
		const [, field = 'headers', message = error.message] =
			/^(URL|Headers|Webhook credential): (.*)$/s.exec(error.message) ?? [];
		refuse(field === 'URL' ? 'url' : 'headers', message);
	}
	if (rows.some(({ name, value }) => isExpression(name) || isExpression(value))) {
		refuse('headers', 'a value must not begin with "=", which n8n takes for an expression.');
	}
	if (secret !== undefined && !SIGNING_SECRET.test(secret.trim())) {
		refuse('secret', 'it must be "whsec_" and Base64 of 24 to 64 random bytes.');
	}
	const hasSecrets = secret !== undefined || secretRow !== undefined;
	return {
		...action,
		headers: headers && plain,
		secrets: hasSecrets
			? {
					signingSecret: secret?.trim() ?? '',
					headerName: secretRow?.name.trim() ?? '',
					headerSecret: secretRow?.value.trim() ?? '',
					moreHeaderSecrets: moreRows
						.map(({ name, value }) => `${name.trim()}: ${value.trim()}`)
						.join('\n'),
				}
			: null,
	};
}
