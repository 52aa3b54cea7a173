import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { removeRetired, retireProvision } from './retireProvision.ts';
import {
	beginProvision,
	isUnderWay,
	PROVISION_LEASE_MS,
	recordProvision,
	unfinishedProvisions,
	type Provision,
	type ProvisionPlan,
} from './provisions.ts';

/** What is left of a killed process need not be gone before the same is made anew. */
const PATIENCE_MS = 3_000;
/** A request that fails tells when nothing is left. n8n tries to publish for some 15 seconds. */
const FAILURE_PATIENCE_MS = 40_000;

/** Who provides, and with what. */
export type Provisioner = {
	readonly database: Pick<OpenDatabase, 'db' | 'dialect'>;
	readonly now: () => number;
	readonly processId: string;
	/** Whether what another process has begun has died with it. */
	readonly isAlone: boolean;
	/** Removes whatever a provision has made, and the provision. */
	readonly undo: (provision: Provision) => Promise<void>;
	readonly warn: (message: string, error: unknown) => void;
};

/**
 * Makes something in n8n so that nothing of it is left when it fails: neither when `make` throws nor when
 * the process is killed, in which case the next call for the same subject removes what is there.
 *
 * @param make records ids as they become known (`recordProvision`)
 * @returns what `make` gave; `null`, without calling it, when the same is under way
 * @throws whatever `make` throws, after everything was undone
 */
export async function withProvision<T extends object>(
	provisioner: Provisioner,
	plan: Omit<ProvisionPlan, 'ownedBy'>,
	make: (provision: Provision) => Promise<T>,
): Promise<T | null> {
	const { database, now, processId } = provisioner;
	if (!(await undoAbandoned(provisioner, plan.space, plan.subject))) return null;
	const provision = await beginProvision(database, { ...plan, ownedBy: processId }, now());
	if (provision === null) return null;
	const { id } = provision;
	const heartbeat = setInterval(() => {
		recordProvision(database, id, { leaseUntil: now() + PROVISION_LEASE_MS }).catch(() => {});
	}, PROVISION_LEASE_MS / 3).unref();
	try {
		const made = await make(provision);
		await recordProvision(database, id, { finishedAt: now() });
		return made;
	} catch (error) {
		await retireProvision(provisioner, provision, FAILURE_PATIENCE_MS);
		throw error;
	} finally {
		clearInterval(heartbeat);
	}
}

/**
 * Removes what killed processes have left of a subject.
 *
 * @returns false when somebody is at it
 */
export async function undoAbandoned(
	provisioner: Provisioner,
	space: string,
	subject: string,
): Promise<boolean> {
	await removeRetired(provisioner, space);
	for (const old of await unfinishedProvisions(provisioner.database, space, subject)) {
		if (isUnderWay(old, provisioner, provisioner.now())) return false;
		await retireProvision(provisioner, old, PATIENCE_MS);
	}
	return true;
}
