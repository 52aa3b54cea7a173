import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { subscriptionIdOf } from './subscriptionIdOf.ts';

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
