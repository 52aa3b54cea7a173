import { randomUUID } from 'node:crypto';
import { keepLease, type Holder, type Lease } from '../../engine/leases.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import type { Row } from '../../engine/state/schema.ts';

/** Something that is being made in n8n, or was. Times are epoch milliseconds. */
export type Provision = Row<'provision'>;

/** A provision, and the lease of the one request that makes or removes it. */
export type HeldProvision = Provision & { readonly lease: Lease };

/** Who provides, and with what. */
export type Provisioner = {
	readonly database: Pick<OpenDatabase, 'db' | 'dialect'>;
	readonly holder: Holder;
	readonly now: () => number;
	/** Removes whatever a provision has made, and the provision. */
	readonly undo: (provision: HeldProvision) => Promise<void>;
	readonly warn: (message: string, error: unknown) => void;
};

type Database = Pick<OpenDatabase, 'db'>;

/** What is going to be made. */
export type ProvisionPlan = {
	readonly space: string;
	readonly subject: string;
	readonly credential: { readonly type: string; readonly name: string } | null;
};

/** What one request at a time makes or changes. */
export const leaseKey = ({ space, subject }: Pick<ProvisionPlan, 'space' | 'subject'>): string =>
	`${space}/${subject}`;

/** Writes down what is going to be made, before it is. */
export async function beginProvision(
	{ db }: Database,
	lease: Lease,
	{ space, subject, credential }: ProvisionPlan,
	nowMs: number,
): Promise<HeldProvision> {
	return await db.transaction().execute(async (trx) => {
		await keepLease(trx, lease, nowMs);
		const begun = await trx
			.insertInto('provision')
			.values({
				id: randomUUID(),
				space,
				subject,
				marker: randomUUID(),
				credentialType: credential?.type ?? null,
				credentialName: credential?.name ?? null,
				credentialId: null,
				workflowId: null,
				ownedBy: lease.holder,
				leaseUntil: nowMs,
				createdAt: nowMs,
				finishedAt: null,
				givenUpAt: null,
			})
			.returningAll()
			.executeTakeFirstOrThrow();
		return { ...begun, lease };
	});
}

/**
 * Writes down an id, or the end.
 *
 * @throws LostLease, and writes nothing, where another request has taken over
 */
export async function recordProvision(
	{ database, now }: { readonly database: Database; readonly now: () => number },
	{ id, lease }: Pick<HeldProvision, 'id' | 'lease'>,
	known: Partial<Pick<Provision, 'credentialId' | 'credentialName' | 'workflowId' | 'finishedAt'>>,
): Promise<void> {
	await database.db.transaction().execute(async (trx) => {
		await keepLease(trx, lease, now());
		await trx.updateTable('provision').set(known).where('id', '=', id).execute();
	});
}

/** Nothing of it is left in n8n. */
export async function forgetProvision({ db }: Database, id: string): Promise<void> {
	await db.deleteFrom('provision').where('id', '=', id).execute();
}

/** Workflows that are being made or removed, and so are nobody's yet or any more. */
export async function unfinishedWorkflowIds(
	database: Database,
	space: string,
): Promise<ReadonlySet<string>> {
	const provisions = await unfinishedProvisions(database, space);
	return new Set(provisions.flatMap(({ workflowId }) => workflowId ?? []));
}

/** What has not been finished, of one subject or of all in a space. */
export async function unfinishedProvisions(
	{ db }: Database,
	space: string,
	subject?: string,
): Promise<Provision[]> {
	let query = db
		.selectFrom('provision')
		.selectAll()
		.where('space', '=', space)
		.where('finishedAt', 'is', null);
	if (subject !== undefined) query = query.where('subject', '=', subject);
	return await query.orderBy('createdAt').execute();
}

/** The finished provisions of a workflow: they name the credentials that were made for it. */
export async function provisionsOf(
	{ db }: Database,
	space: string,
	workflowId: string,
): Promise<Provision[]> {
	return await db
		.selectFrom('provision')
		.selectAll()
		.where((eb) => eb.and({ space, workflowId }))
		.where('finishedAt', 'is not', null)
		.execute();
}
