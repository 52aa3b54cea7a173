import { randomUUID } from 'node:crypto';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import type { Row } from '../../engine/state/schema.ts';

/** Something that is being made in n8n, or was. Times are epoch milliseconds. */
export type Provision = Row<'provision'>;

type Database = Pick<OpenDatabase, 'db'>;

/** For how long a provision is its process's own without a sign of life. */
export const PROVISION_LEASE_MS = 10_000;

/** What is going to be made, and by which process. */
export type ProvisionPlan = {
	readonly space: string;
	readonly subject: string;
	readonly credential: { readonly type: string; readonly name: string } | null;
	readonly ownedBy: string;
};

/**
 * Writes down what is going to be made, before it is.
 *
 * @returns `null` when the same is under way already
 */
export async function beginProvision(
	{ db }: Database,
	{ space, subject, credential, ownedBy }: ProvisionPlan,
	nowMs: number,
): Promise<Provision | null> {
	const begun = await db
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
			ownedBy,
			leaseUntil: nowMs + PROVISION_LEASE_MS,
			createdAt: nowMs,
			finishedAt: null,
		})
		.onConflict((conflict) => conflict.doNothing())
		.returningAll()
		.executeTakeFirst();
	return begun ?? null;
}

/** Writes down an id, the end, or a sign of life. */
export async function recordProvision(
	{ db }: Database,
	id: string,
	known: Partial<
		Pick<
			Provision,
			'subject' | 'credentialId' | 'credentialName' | 'workflowId' | 'leaseUntil' | 'finishedAt'
		>
	>,
): Promise<void> {
	await db.updateTable('provision').set(known).where('id', '=', id).execute();
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

/**
 * Whether somebody may still be at it. In regular mode, whatever another process began has died with it;
 * in queue mode it may live elsewhere for as long as it gives signs of life.
 */
export function isUnderWay(
	{ ownedBy, leaseUntil }: Provision,
	me: { readonly processId: string; readonly isAlone: boolean },
	nowMs: number,
): boolean {
	return leaseUntil > nowMs && (ownedBy === me.processId || !me.isAlone);
}
