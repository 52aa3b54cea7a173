import type { CommerceItem } from '../deliveries/composeItem.ts';
import { itemOf, selectEvents } from '../deliveries/loadItems.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { aboutEvent } from './aboutEvent.ts';
import { reasonsNotToStart, type Reason, type WantedEvents } from './explainEvent.ts';

type EventRow = Awaited<ReturnType<ReturnType<typeof selectEvents>['execute']>>[number];

/** What a workflow would have made of an event. */
export type DryRun<Trigger extends WantedEvents = WantedEvents> = {
	readonly row: EventRow;
	/** What happened, in words. */
	readonly name: string;
	/** Empty where the event would have started it. */
	readonly reasons: readonly Reason[];
	/** The triggers that would have started it, each with what it would have emitted. */
	readonly started: ReadonlyArray<{ readonly trigger: Trigger; readonly item: () => CommerceItem }>;
};

/** Which events are looked at: so many of the last ones, or one that is stored. */
export type LookedAt = { readonly last: number } | { readonly eventId: string };

/**
 * Tells which of the last events of a space would have started a workflow, and why the others would not.
 *
 * @param triggers of the workflow; one that wants the event is enough
 */
export async function dryRun<Trigger extends WantedEvents>(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	triggers: readonly Trigger[],
	lookedAt: LookedAt,
): Promise<Array<DryRun<Trigger>>> {
	const types = [...new Set(triggers.map(({ entityType }) => entityType))];
	const ofSpace = () => selectEvents(db).where('event.space', '=', space);
	const found =
		'eventId' in lookedAt
			? [await ofSpace().where('event.id', '=', lookedAt.eventId).execute()]
			: await Promise.all(
					types.map(
						async (entityType) =>
							await ofSpace()
								.where('event.catchUpId', 'is', null)
								.where('event.entityType', '=', entityType)
								.orderBy('event.receivedAt', 'desc')
								.limit(lookedAt.last)
								.execute(),
					),
				);
	const rows = found
		.flat()
		.toSorted((one, other) => other.receivedAt - one.receivedAt)
		.slice(0, 'eventId' in lookedAt ? 1 : lookedAt.last);
	const asked = triggers.map((trigger) => ({ trigger, reasonsOf: reasonsNotToStart(trigger) }));
	return rows.map((row) => {
		const item = itemOf(row, { codes: [], includeRaw: false }, 1);
		if (row.catchUpId !== null) {
			return { row, name: item.event.name, reasons: [OF_CATCH_UP], started: [] };
		}
		const ofType = asked.filter(({ trigger }) => trigger.entityType === row.entityType);
		const told = (ofType.length > 0 ? ofType : asked)
			.map(({ trigger, reasonsOf }) => ({ trigger, reasons: reasonsOf(item) }))
			.toSorted((one, other) => one.reasons.length - other.reasons.length);
		const started = told
			.filter(({ reasons }) => reasons.length === 0)
			.map(({ trigger }) => ({
				trigger,
				item: () => itemOf(row, { codes: trigger.codes, includeRaw: false }, 1),
			}));
		return { row, name: item.event.name, reasons: told[0]!.reasons, started };
	});
}

const OF_CATCH_UP: Reason = {
	code: 'catchUp',
	text: 'It was made for a catch-up: nothing has happened in the store.',
};

/** A dry run as the test of a trigger shows it: an item that looks like no event, which nothing may be sent for. */
export type ShownDryRun = {
	readonly dryRun: true;
	readonly lookedAt: number;
	readonly wouldStart: number;
	readonly events: ReadonlyArray<{
		readonly receivedAt: string;
		readonly happened: string;
		readonly store: string;
		readonly about: string;
		readonly wouldStart: boolean;
		readonly reasons: readonly string[];
		readonly eventId: string;
	}>;
};

/** Which of the last events would have started a trigger, and why the others would not. */
export async function shownDryRun(
	database: Pick<OpenDatabase, 'db'>,
	{ space, ...trigger }: WantedEvents & { readonly space: string },
	last: number,
): Promise<ShownDryRun> {
	const found = await dryRun(database, space, [trigger], { last });
	const events = found.map(({ row, reasons, name }) => ({
		receivedAt: new Date(row.receivedAt).toISOString(),
		happened: name,
		store: row.name,
		about: aboutEvent(row) ?? row.entityId,
		wouldStart: reasons.length === 0,
		reasons: reasons.map(({ text }) => text),
		eventId: row.id,
	}));
	const wouldStart = events.filter((event) => event.wouldStart).length;
	return { dryRun: true, lookedAt: events.length, wouldStart, events };
}
