import { withAttachment, type Attachment } from '../../engine/deliveries/attachment.ts';
import { forgetWorkflow } from '../../engine/deliveries/forgetWorkflow.ts';
import type { N8nWorkflow } from '../../n8n/publicApi/n8nApi.ts';
import type { Row } from '../../engine/state/schema.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { ApiError } from '../http/apiError.ts';
import { waitUntil } from '../waitUntil.ts';

const LIMIT_MS = 20_000;

/**
 * Publishes a workflow, and waits until it gets events.
 *
 * @throws ApiError 503 when n8n takes too long
 */
export async function publish(context: ApiContext, workflowId: string): Promise<void> {
	const { now } = await context.commerce();
	const startedAt = now();
	await context.n8n.publishWorkflow(workflowId);
	await untilLive(context, workflowId, startedAt);
}

/**
 * Waits until a workflow that was published or changed at `sinceMs` gets events.
 *
 * @param codes what it starts on by now: n8n may still be publishing what a person has changed before
 * @throws ApiError 503
 */
export async function untilLive(
	context: ApiContext,
	workflowId: string,
	sinceMs: number,
	codes?: readonly string[] | null,
): Promise<void> {
	const isLive = await untilState(
		context,
		workflowId,
		({ attachedAt, holder, codesJson }) =>
			holder !== null && attachedAt >= sinceMs && (!codes || codesJson === JSON.stringify(codes)),
	);
	if (isLive) return;
	throw new ApiError(
		'UNAVAILABLE',
		`n8n did not start the workflow within ${LIMIT_MS / 1_000} seconds. Open it in n8n: publishing it there shows why.`,
	);
}

/** Unpublishes a workflow, and waits until it gets no events any more. */
export async function unpublish(context: ApiContext, workflowId: string): Promise<void> {
	await context.n8n.unpublishWorkflow(workflowId);
	await untilState(context, workflowId, ({ holder }) => holder === null);
}

/** Unpublishes and deletes a workflow, and forgets what waits for it. */
export async function removeWorkflow(
	context: ApiContext,
	{ id, active }: Pick<N8nWorkflow, 'id' | 'active'>,
): Promise<void> {
	if (active) await unpublish(context, id);
	await context.n8n.deleteWorkflow(id);
	const { database } = await context.commerce();
	await forgetWorkflow(database, context.space, id);
}

async function untilState(
	context: ApiContext,
	workflowId: string,
	isReached: (row: Pick<Row<'subscription'>, 'attachedAt' | 'codesJson'> & Attachment) => boolean,
): Promise<boolean> {
	const { database } = await context.commerce();
	const reached = await waitUntil(async () => {
		const rows = await withAttachment(database)
			.select(['attachedAt', 'codesJson', 'holder', 'until'])
			.where('workflowId', '=', workflowId)
			.execute();
		return rows.some(isReached) ? true : null;
	}, LIMIT_MS);
	return reached === true;
}
