import type { OpenDatabase } from '../../state/dialects/dialect.ts';
import type { Row } from '../../state/schema.ts';
import { parseSubscription, type PushSubscription } from './parseSubscription.ts';
import { ActionError } from '../../actions/actionError.ts';
import { subscriptionIdOf } from './subscriptionIdOf.ts';

/** A browser's subscription, and whose it is. */
export type SubscriptionToSave = PushSubscription & {
	readonly space: string;
	/** The store that it belongs to. Left out: as it is stored already; `null`: no store in particular. */
	readonly integrationGuid?: string | null;
	/**
	 * The store's id of the customer. Left out: as it is stored already; `null`: nobody in particular. Only
	 * give one whose signature has been checked: `isCustomerSignature`.
	 */
	readonly customerId?: string | null;
};

/** How many are kept; beyond it, anybody who calls the public address could fill the disk. */
export const PUSH_LIMITS = {
	inSpace: 100_000,
	/** The browsers of one customer; those go that have been saved the longest time ago. */
	ofCustomer: 50,
} as const;

/**
 * Stores a subscription; one with the same endpoint is updated.
 *
 * @param nowMs epoch milliseconds
 * @param further push services that are allowed beside the known ones, see `endpointProblem`
 * @throws ActionError when the endpoint or a key cannot be used, or there are too many already
 */
export async function saveSubscription(
	database: Pick<OpenDatabase, 'db'>,
	{ space, integrationGuid, customerId, ...given }: SubscriptionToSave,
	nowMs: number,
	further: readonly string[] = [],
	limits: { readonly inSpace: number; readonly ofCustomer: number } = PUSH_LIMITS,
): Promise<Row<'pushSubscription'>> {
	const { endpoint, p256dh, auth } = parseSubscription(given, further);
	await requireRoom(database, space, subscriptionIdOf(space, endpoint), limits.inSpace);
	const saved = await database.db
		.insertInto('pushSubscription')
		.values({
			id: subscriptionIdOf(space, endpoint),
			space,
			endpoint,
			p256dh,
			auth,
			integrationGuid: integrationGuid ?? null,
			customerId: customerId ?? null,
			createdAt: nowMs,
			updatedAt: nowMs,
		})
		.onConflict((conflict) =>
			conflict.column('id').doUpdateSet({
				p256dh,
				auth,
				updatedAt: nowMs,
				...(integrationGuid !== undefined && { integrationGuid }),
				...(customerId !== undefined && { customerId }),
			}),
		)
		.returningAll()
		.executeTakeFirstOrThrow();
	if (customerId) await deleteBeyond(database, saved, limits.ofCustomer);
	return saved;
}

/** @throws ActionError for a new one where there are as many as may be */
async function requireRoom(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	id: string,
	limit: number,
): Promise<void> {
	const table = db.selectFrom('pushSubscription');
	if (await table.select('id').where('id', '=', id).executeTakeFirst()) return;
	const { count } = await table
		.select(({ fn }) => fn.countAll().as('count'))
		.where('space', '=', space)
		.executeTakeFirstOrThrow();
	if (Number(count) < limit) return;
	throw new ActionError(
		'setup',
		`There is room for no more than ${limit} subscriptions, and as many are saved.`,
	);
}

/** Keeps those of a customer's browsers that were saved last. */
async function deleteBeyond(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ space, integrationGuid, customerId }: Row<'pushSubscription'>,
	limit: number,
): Promise<void> {
	const rows = await db
		.selectFrom('pushSubscription')
		.select('id')
		.where((eb) => eb.and({ space, integrationGuid, customerId }))
		.orderBy('updatedAt', 'desc')
		.orderBy('id')
		.limit(limit * 2)
		.execute();
	const beyond = rows.slice(limit).map(({ id }) => id);
	if (beyond.length > 0) {
		await db.deleteFrom('pushSubscription').where('id', 'in', beyond).execute();
	}
}

/** Forgets a subscription. One that is not there is no error. */
export async function deleteSubscription(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ space, endpoint }: { readonly space: string; readonly endpoint: string },
): Promise<void> {
	await db
		.deleteFrom('pushSubscription')
		.where('id', '=', subscriptionIdOf(space, endpoint))
		.execute();
}
