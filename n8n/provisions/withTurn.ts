import { setTimeout as wait } from 'node:timers/promises';
import {
	beginProvision,
	forgetProvision,
	isUnderWay,
	PROVISION_LEASE_MS,
	recordProvision,
	unfinishedProvisions,
	type Provision,
} from './provisions.ts';
import type { Provisioner } from './withProvision.ts';

const PAUSE_MS = 50;

/**
 * Does things with one subject one after another, in whatever process they are asked for. A process that
 * is killed does not keep the next from its turn.
 *
 * @param patienceMs for how long to wait for the turn
 * @returns `null`, without doing anything, when somebody else was at it for all that time
 */
export async function withTurn<T>(
	provisioner: Pick<Provisioner, 'database' | 'now' | 'processId' | 'isAlone'>,
	{ space, subject, patienceMs }: { space: string; subject: string; patienceMs: number },
	task: () => Promise<T>,
): Promise<{ readonly done: T } | null> {
	const { database, now, processId } = provisioner;
	const plan = { space, subject, credential: null, ownedBy: processId };
	const startedAt = performance.now();
	let turn: Provision | null = null;
	while ((turn = await beginProvision(database, plan, now())) === null) {
		for (const other of await unfinishedProvisions(database, space, subject)) {
			if (!isUnderWay(other, provisioner, now())) await forgetProvision(database, other.id);
		}
		if (performance.now() - startedAt > patienceMs) return null;
		await wait(PAUSE_MS);
	}
	const { id } = turn;
	const heartbeat = setInterval(() => {
		recordProvision(database, id, { leaseUntil: now() + PROVISION_LEASE_MS }).catch(() => {});
	}, PROVISION_LEASE_MS / 3).unref();
	try {
		return { done: await task() };
	} finally {
		clearInterval(heartbeat);
		await forgetProvision(database, id);
	}
}
