import { createHash } from 'node:crypto';
import type { OpenDatabase } from '../state/dialects/dialect.ts';

/** What makes an action the same action when its run is repeated. */
export type ActionIdentity = {
	readonly eventId: string;
	readonly workflowId: string;
	/** The action node's id. */
	readonly nodeId: string;
	/** An address, an endpoint, a URL. Only a hash of it is stored. */
	readonly recipient: string;
};

/** 64 hexadecimal digits. */
export function actionKey({ eventId, workflowId, nodeId, recipient }: ActionIdentity): string {
	return createHash('sha256')
		.update(JSON.stringify([eventId, workflowId, nodeId, recipient]))
		.digest('hex');
}

/** When the action was done, epoch milliseconds, or `null`. */
export async function sentAtOf(
	{ db }: Pick<OpenDatabase, 'db'>,
	key: string,
): Promise<number | null> {
	const row = await db
		.selectFrom('sentAction')
		.select('sentAt')
		.where('key', '=', key)
		.executeTakeFirst();
	return row?.sentAt ?? null;
}

/** Records that the action has been done, right after the other side said so. */
export async function recordSent(
	{ db }: Pick<OpenDatabase, 'db'>,
	action: ActionIdentity,
	nowMs: number,
): Promise<void> {
	const { eventId, workflowId } = action;
	await db
		.insertInto('sentAction')
		.values({ key: actionKey(action), eventId, workflowId, sentAt: nowMs })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

/**
 * Forgets what was done for an event, so that it is done again when the event is replayed.
 *
 * @param workflowIds `null` is all workflows
 */
export async function forgetSent(
	{ db }: Pick<OpenDatabase, 'db'>,
	eventId: string,
	workflowIds: readonly string[] | null,
): Promise<void> {
	let query = db.deleteFrom('sentAction').where('eventId', '=', eventId);
	if (workflowIds !== null) query = query.where('workflowId', 'in', [...workflowIds]);
	await query.execute();
}
