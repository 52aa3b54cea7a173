import { randomUUID } from 'node:crypto';

/**
 * The `webhook-id`: the same whenever the same action is tried again, also after a crash, so that the
 * receiver can leave out what it already has.
 *
 * @param key of the action; `null` where it is not remembered, which makes up a new id
 */
export function webhookIdFor(key: string | null): string {
	return `msg_${(key ?? randomUUID().replaceAll('-', '')).slice(0, 32)}`;
}
