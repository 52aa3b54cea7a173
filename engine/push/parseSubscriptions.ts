import { parseSubscription, type PushSubscription } from './parseSubscription.ts';
import { ActionError } from '../actions/actionError.ts';

/**
 * Reads subscriptions that somebody gives by hand: one or a list, as values or as JSON. Doubles count once.
 *
 * @param further see `endpointProblem`
 * @throws ActionError naming the one that cannot be used, counted from 1
 */
export function parseSubscriptions(
	given: unknown,
	further: readonly string[] = [],
): PushSubscription[] {
	const value = typeof given === 'string' ? fromJson(given) : given;
	const list: unknown[] = Array.isArray(value) ? value : [value];
	const byEndpoint = new Map<string, PushSubscription>();
	for (const [index, each] of list.entries()) {
		try {
			const subscription = parseSubscription(each, further);
			byEndpoint.set(subscription.endpoint, subscription);
		} catch (error) {
			throw new ActionError(
				'setup',
				`Subscriptions, number ${index + 1}: ${(error as Error).message}`,
			);
		}
	}
	return [...byEndpoint.values()];
}

function fromJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new ActionError(
			'setup',
			'Subscriptions: this is not JSON. Write {"endpoint": "https://…", "keys": {"p256dh": "…", "auth": "…"}}, or several in […].',
		);
	}
}
