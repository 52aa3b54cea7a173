import { setTimeout as wait } from 'node:timers/promises';
import { forgetTriggers } from '../../engine/deliveries/forgetWorkflow.ts';
import { removeIntegrationsOf } from '../../engine/inbox/removeIntegration.ts';
import { unfinishedProvisions } from './provisions.ts';
import type { Provisioner, Provision } from './provisions.ts';

const TRIES = 20;
const PAUSE_MS = 10_000;
/** How often is looked whether another request, which is removing it, has come to its end. */
const LOOK_AGAIN_MS = 250;

/**
 * Gives a provision up, and removes what it has made. n8n may not let go of a workflow at once: one whose
 * publishing was cut off by a crash is locked for two minutes
 * (`N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS`). It is then removed in the background. Until then its
 * address may take posts, and its triggers may start runs: so its store and its triggers are forgotten first.
 * Nothing of them keeps another connection out, and nothing is stored or sent by them.
 *
 * @param patienceMs how long to wait for the removal
 */
export async function retireProvision(
	provisioner: Provisioner,
	{ id, space }: Pick<Provision, 'id' | 'space'>,
	patienceMs: number,
): Promise<void> {
	const { database } = provisioner;
	const retired = await database.db
		.updateTable('provision')
		.set({ givenUpAt: provisioner.now() })
		.where('id', '=', id)
		.where('finishedAt', 'is', null)
		.returning('workflowId')
		.executeTakeFirst();
	// Somebody else has removed it in the meantime.
	if (retired === undefined) return;
	const { workflowId } = retired;
	if (workflowId !== null) {
		await removeIntegrationsOf(database, workflowId, provisioner.now());
		await forgetTriggers(database, space, workflowId);
	}
	const removal = removeUntilDone(provisioner, { id, space });
	await Promise.race([removal, wait(patienceMs, undefined, { ref: false })]);
}

/** Goes on with what was given up and not yet removed, because n8n was stopped. Does not wait for it. */
export async function removeGivenUp(provisioner: Provisioner, space: string): Promise<void> {
	for (const provision of await unfinishedProvisions(provisioner.database, space)) {
		if (provision.givenUpAt !== null) await retireProvision(provisioner, provision, 0);
	}
}

/** Of several that remove the same, one is at it, and the others look when it is gone. */
async function removeUntilDone(
	{ database, holder, undo, warn }: Provisioner,
	{ id, space }: Pick<Provision, 'id' | 'space'>,
): Promise<void> {
	for (let tried = 0; tried < TRIES; ) {
		try {
			const held = await holder.holding('provision', id, async (lease) => {
				tried += 1;
				// Read anew: it may have learned an id in the meantime.
				const all = await unfinishedProvisions(database, space);
				const current = all.find((provision) => provision.id === id);
				if (current !== undefined) await undo({ ...current, lease });
			});
			if (held !== null) return;
			await wait(LOOK_AGAIN_MS, undefined, { ref: false });
		} catch (error) {
			if (tried === 1) warn('What a request had made in n8n could not be removed yet', error);
			await wait(PAUSE_MS, undefined, { ref: false });
		}
	}
}
