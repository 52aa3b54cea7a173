import { LostLease } from '../../engine/leases.ts';
import { removeGivenUp, retireProvision } from './retireProvision.ts';
import {
	beginProvision,
	leaseKey,
	recordProvision,
	unfinishedProvisions,
	type HeldProvision,
	type Provisioner,
	type ProvisionPlan,
} from './provisions.ts';

/** What is left of a killed process need not be gone before the same is made anew. */
const PATIENCE_MS = 3_000;
/** A request that fails tells when nothing is left. n8n tries to publish for some 15 seconds. */
const FAILURE_PATIENCE_MS = 40_000;

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
	plan: ProvisionPlan,
	make: (provision: HeldProvision) => Promise<T>,
): Promise<T | null> {
	const { database, holder, now } = provisioner;
	await removeGivenUp(provisioner, plan.space);
	let provision: HeldProvision | null = null;
	try {
		const held = await holder.holding('provision', leaseKey(plan), async (lease) => {
			await giveUpLeft(provisioner, plan);
			provision = await beginProvision(database, lease, plan, now());
			const made = await make(provision);
			await recordProvision(provisioner, provision, { finishedAt: now() });
			return made;
		});
		return held && held.done;
	} catch (error) {
		if (provision !== null) await undoFailed(provisioner, provision, error);
		throw error;
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
	await removeGivenUp(provisioner, space);
	const held = await provisioner.holder.holding(
		'provision',
		leaseKey({ space, subject }),
		async () => await giveUpLeft(provisioner, { space, subject }),
	);
	return held !== null;
}

async function giveUpLeft(
	provisioner: Provisioner,
	{ space, subject }: Pick<ProvisionPlan, 'space' | 'subject'>,
): Promise<void> {
	for (const old of await unfinishedProvisions(provisioner.database, space, subject)) {
		if (old.givenUpAt === null) await retireProvision(provisioner, old, PATIENCE_MS);
	}
}

async function undoFailed(
	provisioner: Provisioner,
	provision: HeldProvision,
	error: unknown,
): Promise<void> {
	if (!(error instanceof LostLease)) {
		await retireProvision(provisioner, provision, FAILURE_PATIENCE_MS);
		return;
	}
	const { id } = provision;
	const { db } = provisioner.database;
	const known = db.selectFrom('provision').select('finishedAt').where('id', '=', id);
	if ((await known.executeTakeFirst())?.finishedAt) return;
	// Who has taken over has removed what was written down; what was made after that is left.
	await provisioner.undo(provision).catch((cause: unknown) => {
		provisioner.warn('What a request had made in n8n could not be removed', cause);
	});
}
