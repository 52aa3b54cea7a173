import { setTimeout as wait } from 'node:timers/promises';
import { forgetTriggers } from '../../engine/deliveries/forgetWorkflow.ts';
import { removeIntegrationsOf } from '../../engine/inbox/removeIntegration.ts';
import { RETIRED } from '../../engine/inbox/retired.ts';
import { unfinishedProvisions, type Provision } from './provisions.ts';
import type { Provisioner } from './withProvision.ts';

const TRIES = 20;
const PAUSE_MS = 10_000;

/** In this process; another one that is at it too does no harm. */
const underWay = new Map<string, Promise<void>>();

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
		.set({ subject: `${RETIRED}${id}`, leaseUntil: 0 })
		.where('id', '=', id)
		.returning('workflowId')
		.executeTakeFirst();
	// Somebody else has removed it in the meantime.
	if (retired === undefined) return;
	const { workflowId } = retired;
	if (workflowId !== null) {
		await removeIntegrationsOf(database, workflowId, provisioner.now());
		await forgetTriggers(database, space, workflowId);
	}
	const removal = underWay.get(id) ?? removeUntilDone(provisioner, { id, space });
	underWay.set(id, removal);
	void removal.finally(() => underWay.delete(id));
	await Promise.race([removal, wait(patienceMs, undefined, { ref: false })]);
}

/** Goes on with what was retired and not yet removed, because n8n was stopped. Does not wait for it. */
export async function removeRetired(provisioner: Provisioner, space: string): Promise<void> {
	for (const provision of await unfinishedProvisions(provisioner.database, space)) {
		if (provision.subject.startsWith(RETIRED)) await retireProvision(provisioner, provision, 0);
	}
}

async function removeUntilDone(
	{ database, undo, warn }: Provisioner,
	{ id, space }: Pick<Provision, 'id' | 'space'>,
): Promise<void> {
	for (let tried = 1; tried <= TRIES; tried += 1) {
		try {
			// Read anew: it may have learned an id in the meantime.
			const all = await unfinishedProvisions(database, space);
			const current = all.find((provision) => provision.id === id);
			if (current !== undefined) await undo(current);
			return;
		} catch (error) {
			if (tried === 1) warn('What a request had made in n8n could not be removed yet', error);
			await wait(PAUSE_MS, undefined, { ref: false });
		}
	}
}
