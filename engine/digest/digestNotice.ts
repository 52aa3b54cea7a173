import type { AlertItem } from '../alerts/alertNotice.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { composeDigest } from './composeDigest.ts';
import { digestOf } from './digest.ts';
import type { DigestDay } from './digestDay.ts';

const PREFIX = 'digest';

/** As which a delivery names a digest, in the place of an event's id. */
export const digestId = (subscriptionId: string, { date, from, to }: DigestDay): string =>
	[PREFIX, subscriptionId, date, from, to].join('/');

/** The items of digests, by the ids that their deliveries have. */
export async function loadDigests(
	database: Pick<OpenDatabase, 'db'>,
	ids: readonly string[],
): Promise<Map<string, (attempt: number) => AlertItem>> {
	const items = new Map<string, (attempt: number) => AlertItem>();
	for (const id of ids) {
		const [prefix, subscriptionId, date, from, to] = id.split('/');
		if (prefix !== PREFIX || to === undefined) continue;
		const subscription = await database.db
			.selectFrom('subscription')
			.select(['space', 'integrationsJson'])
			.where('id', '=', subscriptionId!)
			.executeTakeFirst();
		if (subscription === undefined) continue;
		const { space, integrationsJson } = subscription;
		const integrations = integrationsJson && (JSON.parse(integrationsJson) as string[]);
		const day = { date: date!, from: Number(from), to: Number(to) };
		const digest = await digestOf(database, space, integrations || null, day);
		items.set(id, (attempt) => composeDigest(digest, day.to, { id, attempt, isSample: false }));
	}
	return items;
}
