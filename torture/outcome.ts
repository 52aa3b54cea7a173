import type { OpenDatabase } from '../engine/state/dialects/dialect.ts';
import type { FaultLog } from './faults.ts';
import { beforeEnd, beforeRecord, type RunRecord } from './cutOff.ts';
import { lineOf, never, type Effect, type Line } from './ledger.ts';
import type { Happening } from './stream.ts';
import { WANTED_CODES } from './workflows.ts';

/** What the other sides have got. */
export type Effects = {
	/** By event; each with the run that it was. */
	readonly starts: readonly Effect[];
	/** By order. */
	readonly webhooks: readonly Effect[];
	/** By order. */
	readonly pushes: readonly Effect[];
	/** By customer. */
	readonly mails: readonly Effect[];
	/** By order. */
	readonly statusUpdates: readonly Effect[];
};

/**
 * Compares what has happened in the shops with what is stored, delivered and done.
 *
 * @param importedAt when what webhooks have lost was brought in; of the shops that do not try again
 */
export async function outcomeOf(
	state: OpenDatabase,
	happened: readonly Happening[],
	effects: Effects,
	runs: ReadonlyMap<string, RunRecord>,
	log: FaultLog,
	importedAt: readonly number[],
): Promise<Line[]> {
	const stored = await storedEvents(state);
	const delivered = await deliveredEvents(state);
	const on = (code: Happening['code']) => happened.filter((each) => each.code === code);
	const wanted = Object.entries(WANTED_CODES).flatMap(([workflow, code]) =>
		on(code).map(({ entity }) => `${workflow} ${entity}`),
	);
	const placed = on('order_created').map(({ entity }) => entity);
	const paid = on('order_paid').map(({ entity }) => entity);
	const parcels = on('shipment_delivered');
	const entityOf = new Map(stored.map(({ id, entity }) => [id, entity]));
	/** From when on n8n could know it: when it happened, or when it was brought in. */
	const since =
		(
			code: Happening['code'],
			keyOf: (happening: Happening) => string,
			entity = (key: string) => key,
		) =>
		({ key, at }: Effect): number | null => {
			const cause = on(code).find((each) => keyOf(each) === entity(key));
			if (cause === undefined || at === null) return null;
			if (cause.entity.startsWith('generic/')) return cause.at;
			return importedAt.findLast((each) => each > cause.at && each <= at) ?? cause.at;
		};
	const byEntity = ({ entity }: Happening) => entity;
	const known = new Set(happened.map(({ code }) => code as string));
	return [
		lineOf(
			'events stored',
			happened.map(({ entity, code }) => `${entity} ${code}`),
			stored.flatMap(({ entity, codes }) =>
				codes
					.filter((code) => known.has(code))
					.map((code) => ({ key: `${entity} ${code}`, at: null })),
			),
			never,
		),
		lineOf(
			'deliveries',
			wanted,
			delivered.map((key) => ({ key, at: null })),
			never,
		),
		lineOf(
			'starts of runs',
			stored.filter(({ codes }) => codes.includes('order_created')).map(({ id }) => id),
			effects.starts,
			beforeEnd(log, runs),
			since('order_created', byEntity, (id) => entityOf.get(id) ?? id),
		),
		lineOf(
			'webhooks',
			placed,
			effects.webhooks,
			beforeRecord(log),
			since('order_created', byEntity),
		),
		lineOf('pushes', paid, effects.pushes, beforeRecord(log), since('order_paid', byEntity)),
		lineOf(
			'mails',
			parcels.map(({ email }) => email),
			effects.mails,
			beforeRecord(log, ['mail server']),
			since('shipment_delivered', ({ email }) => email),
		),
		lineOf(
			'status updates',
			parcels.map(({ orderId }) => orderId),
			effects.statusUpdates,
			beforeRecord(log, ['store']),
			since('shipment_delivered', ({ orderId }) => orderId),
		),
	];
}

async function storedEvents({ db }: OpenDatabase) {
	const rows = await db
		.selectFrom('event')
		.innerJoin('integration', 'integration.guid', 'event.integrationGuid')
		.select(['event.id', 'provider', 'entityId', 'codesJson'])
		.execute();
	return rows.map(({ id, provider, entityId, codesJson }) => ({
		id,
		entity: `${provider}/${entityId}`,
		codes: JSON.parse(codesJson) as string[],
	}));
}

async function deliveredEvents({ db }: OpenDatabase): Promise<string[]> {
	const rows = await db
		.selectFrom('delivery')
		.innerJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
		.innerJoin('event', 'event.id', 'delivery.eventId')
		.innerJoin('integration', 'integration.guid', 'event.integrationGuid')
		.select(['subscription.workflowName', 'provider', 'entityId'])
		.where('delivery.status', '=', 'delivered')
		.execute();
	return rows.map(
		({ workflowName, provider, entityId }) => `${workflowName} ${provider}/${entityId}`,
	);
}
