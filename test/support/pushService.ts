import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { authorizationProblem } from './pushServiceAuthorization.ts';
import { decryptPush, type BrowserKeys } from './pushServiceDecryption.ts';
import { answering, startServer, type SimulatedAnswer } from './simulatedServer.ts';

/** What `JSON.stringify(subscription)` gives in a browser. */
export type BrowserSubscription = {
	readonly endpoint: string;
	readonly keys: { readonly p256dh: string; readonly auth: string };
};

/** A message that was taken, decrypted as the browser would. */
export type PushedMessage = {
	readonly endpoint: string;
	readonly text: string;
	readonly headers: IncomingHttpHeaders;
};

/** A push service on this machine, and the browsers that are subscribed at it. */
export type PushService = {
	/** Its address, which is the audience of the tokens. */
	readonly url: string;
	/** A browser subscribes with this public key, or with none in particular. */
	subscribe(publicKey?: string | null): BrowserSubscription;
	/** The browser unsubscribes: 410 from now on. */
	expire(endpoint: string): void;
	/** All that were taken, in order of arrival. */
	readonly messages: readonly PushedMessage[];
	messagesTo(endpoint: string): readonly PushedMessage[];
	/** Requests so far, whatever came of them. */
	requests(): number;
	/** The most requests that were under way at the same time. */
	mostAtOnce(): number;
	/** Answers instead of the service where it returns something. */
	answerWith(answer: (endpoint: string) => SimulatedAnswer | undefined): void;
	/** How long each answer takes. */
	setDelay(delayMs: number): void;
	stop(): Promise<void>;
};

type Browser = BrowserKeys & { readonly expectedKey: string | null; isGone: boolean };

/** Starts a push service as RFC 8030, 8291 and 8292 describe it. */
export async function startPushService(): Promise<PushService> {
	const browsers = new Map<string, Browser>();
	const messages: PushedMessage[] = [];
	let instead: (endpoint: string) => SimulatedAnswer | undefined = () => undefined;
	let delayMs = 0;
	let requestCount = 0;
	let underWay = 0;
	let mostUnderWay = 0;

	const server = await startServer(
		answering(async ({ headers, url: path }, body) => {
			requestCount += 1;
			underWay += 1;
			mostUnderWay = Math.max(mostUnderWay, underWay);
			if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
			underWay -= 1;
			const endpoint = `${server.url}${path}`;
			return instead(endpoint) ?? take(endpoint, headers, body);
		}),
	);

	function take(endpoint: string, headers: IncomingHttpHeaders, body: Buffer): SimulatedAnswer {
		const browser = browsers.get(endpoint);
		if (browser === undefined) return { status: 404 };
		if (browser.isGone) return { status: 410 };
		if (!/^\d+$/.test(String(headers.ttl))) return refuse(400, 'TTL is missing');
		if (headers['content-encoding'] !== 'aes128gcm') return refuse(400, 'not aes128gcm');
		if (body.length > 4_096) return refuse(413, 'more than 4096 bytes');
		const { authorization } = headers;
		const problem = authorizationProblem(
			authorization,
			server.url,
			browser.expectedKey,
			new Date(),
		);
		if (problem !== null) return refuse(403, problem);
		messages.push({ endpoint, headers, text: decryptPush(body, browser).toString('utf8') });
		return { status: 201, headers: { location: `${server.url}/message/${randomUUID()}` } };
	}

	return {
		url: server.url,
		subscribe(publicKey = null) {
			const pair = createECDH('prime256v1');
			pair.generateKeys();
			const keys = { p256dh: pair.getPublicKey('base64url'), auth: newSecret() };
			const endpoint = `${server.url}/push/${randomUUID()}`;
			browsers.set(endpoint, {
				privateKey: pair.getPrivateKey('base64url'),
				publicKey: keys.p256dh,
				auth: keys.auth,
				expectedKey: publicKey,
				isGone: false,
			});
			return { endpoint, keys };
		},
		expire(endpoint) {
			browsers.get(endpoint)!.isGone = true;
		},
		messages,
		messagesTo: (endpoint) => messages.filter((message) => message.endpoint === endpoint),
		requests: () => requestCount,
		mostAtOnce: () => mostUnderWay,
		answerWith(answer) {
			instead = answer;
		},
		setDelay(milliseconds) {
			delayMs = milliseconds;
		},
		stop: () => server.close(),
	};
}

function refuse(status: number, message: string): SimulatedAnswer {
	return { status, json: { message } };
}

function newSecret(): string {
	return randomBytes(16).toString('base64url');
}
