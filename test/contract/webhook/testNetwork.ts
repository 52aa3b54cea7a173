import { setTimeout as wait } from 'node:timers/promises';
import type { HostAddress } from '../../../engine/http/httpRequest.ts';
import type {
	WebhookNetwork,
	WebhookRequest,
} from '../../../engine/messages/webhook/webhookRequest.ts';
import { webhookUrl } from '../../../engine/messages/webhook/webhookUrl.ts';

/** The network of a test: names are known to it alone, and waiting takes no time. */
export type TestNetwork = WebhookNetwork & {
	/** What was looked up. */
	readonly asked: string[];
	/** How long was waited between tries, in milliseconds. */
	readonly waits: number[];
};

/** @param names host name -> the answers of one look-up after another, the last one for all further ones */
export function testNetwork(
	names: Readonly<Record<string, ReadonlyArray<readonly string[] | Error>>> = {},
): TestNetwork {
	const asked: string[] = [];
	const waits: number[] = [];
	return {
		asked,
		waits,
		async resolve(name) {
			const earlier = asked.filter((each) => each === name).length;
			asked.push(name);
			const answers = names[name];
			const answer = answers?.[Math.min(earlier, answers.length - 1)];
			if (answer === undefined) throw dnsError('ENOTFOUND');
			if (answer instanceof Error) throw answer;
			return answer.map(hostAddress);
		},
		now: () => new Date(),
		async wait(milliseconds, signal) {
			waits.push(milliseconds);
			await wait(0, undefined, { signal });
		},
	};
}

export function dnsError(code: string): Error {
	return Object.assign(new Error(`queryA ${code}`), { code });
}

/** A webhook with a body that is easily recognised. */
export function requestTo(url: string, more: Partial<WebhookRequest> = {}): WebhookRequest {
	return {
		method: 'POST',
		url: webhookUrl(url),
		headers: { 'content-type': 'application/json' },
		ownHeaders: {},
		body: Buffer.from('{"type":"order.created","data":{"name":"Anna Müller"}}'),
		...more,
	};
}

function hostAddress(address: string): HostAddress {
	return { address, family: address.includes(':') ? 6 : 4 };
}
