import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { parseSubscription, type PushSubscription } from './parseSubscription.ts';
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

/**
 * Stores a subscription; one with the same endpoint is updated.
 *
 * @param nowMs epoch milliseconds
 * @param further push services that are allowed beside the known ones, see `endpointProblem`
 * @throws SubscriptionError when the endpoint or a key cannot be used
 */
export async function saveSubscription(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ space, integrationGuid, customerId, ...given }: SubscriptionToSave,
	nowMs: number,
	further: readonly string[] = [],
): Promise<Row<'pushSubscription'>> {
	const { endpoint, p256dh, auth } = parseSubscription(given, further);
	return await db
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
}
