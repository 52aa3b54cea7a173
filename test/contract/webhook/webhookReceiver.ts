import type { IncomingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { callWebhook, type WebhookCall } from '../../../engine/messages/webhook/callWebhook.ts';
import type { ActionError } from '../../../engine/actions/actionError.ts';
import type {
	WebhookNetwork,
	WebhookRequest,
} from '../../../engine/messages/webhook/webhookRequest.ts';
import { bodyOf, startServer, type SimulatedServer } from '../../support/simulatedServer.ts';
import { requestTo, testNetwork } from './testNetwork.ts';

export type Received = { method: string; url: string; headers: IncomingHttpHeaders; body: string };
export type Answer = (response: ServerResponse, received: Received) => void;
export type Receiver = SimulatedServer & { readonly received: Received[] };

/** A receiver that answers one call after another, the last answer to all further ones. */
export async function startReceiver(...answers: Answer[]): Promise<Receiver> {
	const received: Received[] = [];
	const server = await startServer(keeping(received, answers));
	return { ...server, received };
}

/** Keeps what comes in, and answers it. Without answers, it is 200. */
export function keeping(received: Received[], answers: readonly Answer[]): RequestListener {
	return (request, response) => {
		void (async () => {
			const { method = '', url = '', headers } = request;
			const one = { method, url, headers, body: (await bodyOf(request)).toString() };
			const answer = answers[Math.min(received.length, answers.length - 1)];
			received.push(one);
			if (answer === undefined) response.end();
			else answer(response, one);
		})();
	};
}

export const status =
	(code: number, headers: Record<string, string> = {}, body = ''): Answer =>
	(response) =>
		response.writeHead(code, headers).end(body);

type Given = Partial<WebhookCall> & {
	request?: Partial<WebhookRequest>;
	network?: WebhookNetwork;
};

/** Calls a webhook on this machine, with two further tries. */
export async function call(
	url: string,
	{ request = {}, network = testNetwork(), ...more }: Given = {},
) {
	const settings = {
		id: 'msg_abc',
		signingKeys: [],
		retryDelaysMs: [1_000, 5_000],
		timeoutMs: 5_000,
		allowPrivateAddresses: true,
		...more,
	};
	return await callWebhook(requestTo(url, request), settings, network);
}

/** The same for one that is expected to fail. */
export async function failure(...given: Parameters<typeof call>): Promise<ActionError> {
	return await call(...given).then(
		({ response }) => Promise.reject(new Error(`It was answered ${response.status}.`)),
		(error: ActionError) => error,
	);
}
