import { randomUUID } from 'node:crypto';
import type { Commerce } from '../../n8n/commerce.ts';
import { handOver, wait, type RunMemory } from '../../n8n/runs/handOver.ts';
import { lostAfterMs, overtakenAfterMs } from '../../n8n/runs/lostAfterMs.ts';
import type { LiveTrigger } from '../../n8n/occupant.ts';
import { readAlertSubscription } from './readAlertSubscription.ts';
import { readSubscription } from './readSubscription.ts';
import { spaceOf } from './spaceOf.ts';

/**
 * Lets a trigger that n8n has started get what it wants, until it is taken down.
 *
 * @param isRestart whether what came while it was down is to be delivered
 */
export async function attachTrigger(
	shared: Commerce,
	trigger: LiveTrigger,
	isRestart: boolean,
): Promise<void> {
	const { context, entityType } = trigger;
	if (entityType === 'Store') {
		const { attachImports } = await import('./attachImports.ts');
		return await attachImports(shared, context, isRestart);
	}
	const space = await spaceOf(context);
	const { subscription, options } =
		entityType === 'Alert'
			? readAlertSubscription(context, space)
			: readSubscription(context, entityType, space);
	const id = randomUUID();
	const memory: RunMemory = {
		isQueueMode: !shared.isAlone,
		statusOfRun: shared.statusOfRun,
		lostAfterMs: lostAfterMs(process.env),
		overtakenAfterMs: overtakenAfterMs(process.env),
		wait,
	};
	const dropped = await shared.engine.attach(
		{ id, subscription, options, isRestart, editGraceMs: editGraceMs() },
		async (items, batch) => await handOver(context, options, items, batch, memory),
	);
	if (dropped > 0) {
		context.logger.info(
			`Commerce: ${dropped} events came while "${subscription.workflowName}" was unpublished, and are not delivered`,
		);
	}
	shared.live.set(context, {
		entityType,
		async takeDown() {
			await shared.engine.detach(id);
		},
	});
}

/** `COMMERCE_EDIT_GRACE_SECONDS` overrides how long unpublishing counts as an edit. */
function editGraceMs(): number | null {
	const seconds = Number(process.env.COMMERCE_EDIT_GRACE_SECONDS ?? Number.NaN);
	return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
}
