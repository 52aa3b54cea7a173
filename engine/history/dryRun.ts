import { itemOf, selectEvents } from '../deliveries/loadItems.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { reasonsNotToStart, type Reason, type WantedEvents } from './explainEvent.ts';

type EventRow = Awaited<ReturnType<ReturnType<typeof selectEvents>['execute']>>[number];

/** What a workflow would have made of an event. */
export type DryRun = {
	readonly row: EventRow;
	/** Empty where the event would have started it. */
	readonly reasons: readonly Reason[];
};

/**
 * Tells which of the last events of a space would have started a workflow, and why the others would not.
 *
 * @param triggers of the workflow; one that wants the event is enough
 * @param last how many events of the triggers' types are looked at
 */
export async function dryRun(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	triggers: readonly WantedEvents[],
	last: number,
): Promise<DryRun[]> {
	const types = [...new Set(triggers.map(({ entityType }) => entityType))];
	const found = await Promise.all(
		types.map(
			async (entityType) =>
				await selectEvents(db)
					.where('event.space', '=', space)
					.where('event.entityType', '=', entityType)
					.where('event.catchUpId', 'is', null)
					.orderBy('event.receivedAt', 'desc')
					.limit(last)
					.execute(),
		),
	);
	const rows = found
		.flat()
		.toSorted((one, other) => other.receivedAt - one.receivedAt)
		.slice(0, last);
	const asked = triggers.map((wanted) => ({ wanted, reasonsOf: reasonsNotToStart(wanted) }));
	return rows.map((row) => {
		const item = itemOf(row, { codes: [], includeRaw: false }, 1);
		const reasons = asked
			.filter(({ wanted }) => wanted.entityType === row.entityType)
			.map(({ reasonsOf }) => reasonsOf(item))
			.toSorted((one, other) => one.length - other.length);
		return { row, reasons: reasons[0]! };
	});
}
