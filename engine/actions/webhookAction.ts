import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { resolveHost } from '../http/httpRequest.ts';
import { callWebhook as call } from '../messages/webhook/callWebhook.ts';
import {
	composeWebhook as compose,
	type WebhookSettings,
	type WebhookSource,
} from '../messages/webhook/composeWebhook.ts';
import { webhookCredential } from '../messages/webhook/webhookCredential.ts';
import { webhookIdFor } from '../messages/webhook/signatureHeaders.ts';
import type { WebhookNetwork, WebhookRequest } from '../messages/webhook/webhookRequest.ts';
import { webhookUrl } from '../messages/webhook/webhookUrl.ts';
import { parseJson } from '../providers/parseJson.ts';
import type { HttpAnswer } from './actionError.ts';
import type { ActionWorld, OnlyShown } from './actionWorld.ts';
import type { ActionIdentity } from './sentActions.ts';

/** A webhook that was made and not called yet, as plain data. */
export type ComposedWebhook = Omit<WebhookRequest, 'url' | 'body'> & {
	readonly url: string;
	readonly body: string;
	/** The same for the very same webhook. */
	readonly print: string;
};

/** Makes the webhook of one item, and calls nobody. @throws ActionError; TemplateError */
export async function composeWebhook(
	{ inbox: { now }, render }: ActionWorld,
	{
		credential,
		settings,
		...source
	}: WebhookSource & { readonly credential: unknown; readonly settings: WebhookSettings },
): Promise<ComposedWebhook> {
	const { headers } = webhookCredential(credential);
	const request = compose(render, source, settings, headers, new Date(now()));
	const { method, url, ownHeaders, body } = request;
	const print = createHash('sha256')
		.update(JSON.stringify([method, url.href, ownHeaders]))
		.update(body)
		.digest('hex');
	return { ...request, url: url.href, body: body.toString(), print };
}

export type WebhookToCall = {
	readonly webhook: Omit<ComposedWebhook, 'print'>;
	/** The data of the webhook credential; `null` where the node has none. */
	readonly credential: unknown;
	readonly retryDelaysMs: readonly number[];
	readonly timeoutMs: number;
	readonly allowPrivateAddresses: boolean;
	/** What allows them, as its form calls it. */
	readonly networkOption?: string;
	/** How often it is followed to another address; 3 where it is not given. */
	readonly maxRedirects?: number;
	/** `null` where it is called however often the run is repeated. */
	readonly action: ActionIdentity | null;
	readonly onlyShown: OnlyShown;
	/** Which URL is called in a manual run instead; blank, `null` or absent is none. */
	readonly test?: string | null;
};

/**
 * Calls the webhook of one item, and says what came of it: the output's `webhook`. In a manual run the test URL is
 * called, where there is one, and no other. It is signed in the same way, but gets none of the receiver's keys.
 *
 * @throws ActionError
 */
export async function callWebhook(
	{ inbox: { now }, sent, receivers }: ActionWorld,
	{ webhook, credential: held, action, onlyShown, test, ...limits }: WebhookToCall,
	signal?: AbortSignal,
): Promise<Record<string, unknown>> {
	const credential = webhookCredential(held);
	const signed = credential.signingKeys.length > 0;
	const { method, url, headers, ownHeaders, body } = webhook;
	const hidden = Object.keys(credential.headers).map((name) => [name, '***']);
	const withoutKeys = { ...ownHeaders, ...Object.fromEntries(hidden) };
	const testUrl = onlyShown === 'manual run' && test?.trim() ? webhookUrl(test, 'Test URL') : null;
	const preview = () => ({
		sent: false,
		preview: true,
		method,
		url,
		headers: { ...headers, ...withoutKeys },
		signed,
		body: parseJson(body),
		...(onlyShown !== null && onlyShown !== 'preview' && { reason: onlyShown }),
	});
	if (onlyShown !== null && testUrl === null) return preview();
	const network: WebhookNetwork = {
		resolve: resolveHost,
		now: () => new Date(now()),
		wait: async (milliseconds, cancelled) =>
			await wait(milliseconds, undefined, { signal: cancelled }),
	};
	const request = {
		method,
		headers,
		ownHeaders: testUrl === null ? ownHeaders : withoutKeys,
		url: testUrl ?? new URL(url),
		body: Buffer.from(body),
	};
	const outcome = await sent.once(testUrl === null ? action : null, async (key) => {
		const id = webhookIdFor(key);
		const { signingKeys } = credential;
		const { host } = request.url;
		const called = await receivers.ask(
			{ kind: 'webhook receiver', host, eventId: action?.eventId ?? null },
			async () => await call(request, { id, signingKeys, signal, ...limits }, network),
		);
		return { id, ...called };
	});
	if (!outcome.done) {
		return { sent: false, skipped: true, reason: 'already sent', sentAt: outcome.sentAt };
	}
	const { id, attempts, response } = outcome.result;
	if (testUrl !== null) {
		const where = { wouldHaveGoneTo: [url], wentTo: [testUrl.href] };
		return { ...preview(), ...where, id, attempts, answer: shownAnswer(response) };
	}
	return { sent: true, id, signed, attempts, ...shownAnswer(response) };
}

/** What a receiver answered, as the output shows it. */
export function shownAnswer(answer: HttpAnswer | null): Record<string, unknown> {
	if (answer === null) return {};
	const { status, headers, body, bodyProblem } = answer;
	return { status, headers, body, ...(bodyProblem !== null && { bodyProblem }) };
}
