import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { listSubscriptions, PAGE_SIZE, type PushAudience } from './listSubscriptions.ts';

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
