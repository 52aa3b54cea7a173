import type { ActionIdentity } from './sentActions.ts';
import type { ActionWorld } from './actionWorld.ts';

/** Before an action that n8n does. @returns when it was done before, ISO 8601; `null`: it is to be done */
export async function beginAction(
	{ sent }: Pick<ActionWorld, 'sent'>,
	action: ActionIdentity,
): Promise<string | null> {
	const sentAt = await sent.begin(action);
	return sentAt === null ? null : new Date(sentAt).toISOString();
}

/** Right after an action that n8n has done. */
export async function recordAction(
	{ sent }: Pick<ActionWorld, 'sent'>,
	action: ActionIdentity,
): Promise<void> {
	await sent.record(action);
}
