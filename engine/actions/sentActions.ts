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

/** In place of a time: begun, and not known to have been done. */
const BEGUN = 0;

/**
 * Writes down that the action is about to be done, so that nothing is done that could not be recorded.
 *
 * @returns when it was done before, epoch milliseconds, or `null`
 */
export async function beginAction(
	{ db }: Pick<OpenDatabase, 'db'>,
	action: ActionIdentity,
): Promise<number | null> {
	const { eventId, workflowId } = action;
	const { sentAt } = await db
		.insertInto('sentAction')
		.values({ key: actionKey(action), eventId, workflowId, sentAt: BEGUN })
		// Changes nothing: without an update, a row that is there is not returned.
		.onConflict((conflict) => conflict.column('key').doUpdateSet({ eventId }))
		.returning('sentAt')
		.executeTakeFirstOrThrow();
	return sentAt === BEGUN ? null : sentAt;
}

/** Records that the action has been done, right after the other side said so. */
export async function recordSent(
	{ db }: Pick<OpenDatabase, 'db'>,
	action: ActionIdentity,
	sentAt: number,
): Promise<void> {
	const { eventId, workflowId } = action;
	await db
		.insertInto('sentAction')
		.values({ key: actionKey(action), eventId, workflowId, sentAt })
		.onConflict((conflict) => conflict.column('key').doUpdateSet({ sentAt }))
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
