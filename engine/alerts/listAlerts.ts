import { beyond, pageOf, type Keyset } from '../history/keysetCursor.ts';
import type { AlertKind } from './alertKinds.ts';
import type { Database } from './finding.ts';

/** Which alerts; what is absent does not matter. */
export type AlertFilter = {
	/** `true` for those whose cause is there, `false` for those that have ended. */
	readonly isOpen?: boolean | undefined;
	readonly kind?: AlertKind | undefined;
	readonly integrationGuid?: string | undefined;
};

/** One page of the alerts that a space is told of, the one that was opened last first. */
export async function listAlerts(
	database: Database,
	space: string,
	{ isOpen, kind, integrationGuid }: AlertFilter,
	{ limit, after }: { readonly limit: number; readonly after: Keyset | null },
) {
	let query = alertsOf(database, space)
		.leftJoin('integration', 'integration.guid', 'alert.integrationGuid')
		.selectAll('alert')
		.select('integration.name');
	if (isOpen !== undefined) query = query.where('endedAt', isOpen ? 'is' : 'is not', null);
	if (kind !== undefined) query = query.where('kind', '=', kind);
	if (integrationGuid !== undefined) {
		query = query.where('integrationGuid', '=', integrationGuid);
	}
	if (after !== null) query = query.where(beyond('alert.opened_at', 'alert.id', after));
	const rows = await query
		.orderBy('alert.openedAt', 'desc')
		.orderBy('alert.id', 'desc')
		.limit(limit + 1)
		.execute();
	return pageOf(rows, limit, ({ openedAt, id }) => ({ at: openedAt, id }));
}

/** So many are told where they are only counted. */
const MOST_OPEN = 100;

/** The alerts of a space whose cause is there. */
export const openAlerts = async (database: Pick<Database, 'db'>, space: string) =>
	await alertsOf(database, space)
		.selectAll('alert')
		.where('endedAt', 'is', null)
		.orderBy('openedAt')
		.limit(MOST_OPEN)
		.execute();

/** Of its stores and workflows, and those for everybody. */
const alertsOf = ({ db }: Pick<Database, 'db'>, space: string) =>
	db
		.selectFrom('alert')
		.where((eb) => eb.or([eb('alert.space', '=', space), eb('alert.space', 'is', null)]));
