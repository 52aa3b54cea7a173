import type { OpenDatabase } from '../../state/dialects/dialect.ts';
import type { Row } from '../../state/schema.ts';

/** Whose subscriptions. */
export type PushAudience =
	| { readonly kind: 'customer'; readonly integrationGuid: string; readonly customerId: string }
	/**
	 * Everybody who subscribed in this store or in no store in particular; without a store, everybody of
	 * the space.
	 */
	| { readonly kind: 'everybody'; readonly integrationGuid: string | null };

/** Subscriptions read at once. */
export const PAGE_SIZE = 500;

/** One page of subscriptions in the order of their ids, after the id `after`. */
export async function listSubscriptions(
	{ db }: Pick<OpenDatabase, 'db'>,
	given: {
		readonly space: string;
		readonly audience: PushAudience;
		readonly after?: string;
		readonly limit?: number;
	},
): Promise<Array<Row<'pushSubscription'>>> {
	const { space, audience, after, limit = PAGE_SIZE } = given;
	const { integrationGuid } = audience;
	let query = db.selectFrom('pushSubscription').selectAll().where('space', '=', space);
	if (audience.kind === 'customer') {
		query = query
			.where('integrationGuid', '=', integrationGuid)
			.where('customerId', '=', audience.customerId);
	} else if (integrationGuid !== null) {
		query = query.where((is) =>
			is.or([is('integrationGuid', '=', integrationGuid), is('integrationGuid', 'is', null)]),
		);
	}
	if (after !== undefined) query = query.where('id', '>', after);
	return await query.orderBy('id').limit(limit).execute();
}

/** All subscriptions of an audience, read page by page. */
export async function* eachSubscription(
	database: Pick<OpenDatabase, 'db'>,
	given: {
		readonly space: string;
		readonly audience: PushAudience;
		/** Subscriptions read at once. */
		readonly pageSize?: number;
	},
): AsyncGenerator<Row<'pushSubscription'>> {
	const { space, audience, pageSize: limit = PAGE_SIZE } = given;
	let after: string | undefined;
	for (;;) {
		const page = await listSubscriptions(database, {
			space,
			audience,
			limit,
			...(after !== undefined && { after }),
		});
		yield* page;
		if (page.length < limit) return;
		after = page.at(-1)!.id;
	}
}
