import { sql } from 'kysely';
import { attemptsIn, type Attempt } from '../deliveries/attempts.ts';
import { selectEvents } from '../deliveries/loadItems.ts';
import { inList } from '../inbox/namedOrder.ts';
import { orderKey } from '../parcels/orderKey.ts';
import { fieldsOf, orderRef } from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';

/** Shops use numbers again, and several shops have the same. */
const MOST_ORDERS = 10;
const MOST_SHIPMENTS = 50;
/** Of each order, the newest. */
const MOST_EVENTS = 200;
/** Of each order, the newest. */
const MOST_REFUSED = 50;

type EventRow = Row<'event'> & Pick<Row<'integration'>, 'name'>;
type Workflow = Pick<Row<'subscription'>, 'workflowId' | 'workflowName'>;

/** Something that happened to an order, or because of it. `at` is epoch milliseconds. */
export type TimelineEntry = { readonly at: number } & (
	| { readonly kind: 'event'; readonly event: EventRow }
	/** A run that has ended. */
	| {
			readonly kind: 'run';
			readonly eventId: string;
			readonly workflow: Workflow;
			readonly attempt: Attempt;
	  }
	/** A run that is under way, or waits for its next try at `at`. */
	| {
			readonly kind: 'waiting' | 'running';
			readonly eventId: string;
			readonly workflow: Workflow;
			readonly lastError: string | null;
	  }
	| { readonly kind: 'action'; readonly action: Row<'actionOutcome'> }
	/** A tracking number that waits for the order, or for certainty. */
	| { readonly kind: 'parcel'; readonly parcel: Row<'waitingParcel'> }
	/** A run that waits at a Commerce Pause node. */
	| {
			readonly kind: 'paused';
			readonly eventId: string;
			readonly workflow: Workflow;
			readonly until: number | null;
	  }
	/** A message that names the order, and of which nothing was made. */
	| { readonly kind: 'refused'; readonly refused: Row<'refusedMessage'> }
);

/** An order, and all that is known to have happened to it, the oldest first. */
export type OrderTimeline = {
	readonly integration: Pick<Row<'integration'>, 'guid' | 'name'>;
	readonly orderId: string;
	readonly order: Readonly<Record<string, unknown>> | null;
	readonly entries: readonly TimelineEntry[];
	/** Whether there was more than is told. */
	readonly isCut: boolean;
};

/**
 * What has happened to the orders of a number: their own events, those of their shipments, also as carriers tell them,
 * and of their customer, the runs that these started, what the runs did, and refused messages that name the order.
 *
 * @param number in any spelling: `#1001`, `1001`
 */
export async function orderTimelines(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	number: string,
): Promise<OrderTimeline[]> {
	const key = orderKey(number);
	if (key === null) return [];
	const orders = await db
		.selectFrom('snapshot')
		.innerJoin('integration', 'integration.guid', 'snapshot.integrationGuid')
		.select(['integration.guid', 'integration.name', 'snapshot.entityId', 'snapshot.entityJson'])
		.where('snapshot.orderKey', '=', key)
		.where('snapshot.entityType', '=', 'Order')
		.where('integration.space', '=', space)
		.orderBy('snapshot.changedAt', 'desc')
		.limit(MOST_ORDERS)
		.execute();
	return await Promise.all(
		orders.map(async ({ guid, name, entityId, entityJson }) => {
			const order = fieldsOf(entityJson);
			const { entries, isCut } = await entriesOf(db, { guid, orderId: entityId, key, order });
			return { integration: { guid, name }, orderId: entityId, order, entries, isCut };
		}),
	);
}

type WantedOrder = {
	readonly guid: string;
	readonly orderId: string;
	readonly key: string;
	readonly order: Readonly<Record<string, unknown>> | null;
};

async function entriesOf(
	db: OpenDatabase['db'],
	{ guid, orderId, key, order }: WantedOrder,
): Promise<Pick<OrderTimeline, 'entries' | 'isCut'>> {
	const [events, refused, parcels] = await Promise.all([
		eventsOf(db, guid, orderId, order),
		refusedMessagesOf(db, guid, orderId),
		db
			.selectFrom('waitingParcel')
			.selectAll()
			.where('targetGuid', '=', guid)
			.where('orderKey', '=', key)
			.limit(MOST_SHIPMENTS)
			.execute(),
	]);
	const ids = events.map(({ id }) => id);
	const [deliveries, actions] =
		ids.length === 0
			? [[], []]
			: await Promise.all([
					db
						.selectFrom('delivery')
						.innerJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
						.selectAll('delivery')
						.select(['workflowId', 'workflowName'])
						.where('eventId', 'in', ids)
						.execute(),
					db.selectFrom('actionOutcome').selectAll().where('eventId', 'in', ids).execute(),
				]);
	const entries: TimelineEntry[] = [
		...events.map((event) => ({ kind: 'event' as const, at: event.receivedAt, event })),
		...deliveries.flatMap(entriesOfDelivery),
		...actions.map((action) => ({ kind: 'action' as const, at: action.at, action })),
		...refused.map((message) => ({
			kind: 'refused' as const,
			// Of several in a minute, the last one may be about another order.
			at: message.firstAt,
			refused:
				message.count === 1
					? message
					: {
							...message,
							reason: `One of ${message.count} in a minute; the last one: ${message.reason}`,
						},
		})),
		...(await pausesOf(db, deliveries, actions)),
		...parcels.map((parcel) => ({ kind: 'parcel' as const, at: parcel.since, parcel })),
	];
	return {
		entries: entries.toSorted((one, other) => one.at - other.at),
		isCut: events.length === MOST_EVENTS,
	};
}

function entriesOfDelivery(row: Row<'delivery'> & Workflow): TimelineEntry[] {
	const { eventId, workflowId, workflowName, status, dueAt, lastError } = row;
	const about = { eventId, workflow: { workflowId, workflowName } };
	const runs = attemptsIn(row.attemptsText).map((attempt) => ({
		kind: 'run' as const,
		at: attempt.startedAt,
		...about,
		attempt,
	}));
	if (status !== 'waiting' && status !== 'claimed') return runs;
	const kind = status === 'waiting' ? 'waiting' : 'running';
	return [...runs, { kind, at: dueAt, ...about, lastError }];
}

/** The runs that wait at a Commerce Pause node, of those whose execution is known. */
async function pausesOf(
	db: OpenDatabase['db'],
	deliveries: ReadonlyArray<Row<'delivery'> & Workflow>,
	actions: ReadonlyArray<Row<'actionOutcome'>>,
): Promise<TimelineEntry[]> {
	const runs = deliveries.flatMap(({ eventId, attemptsText }) =>
		attemptsIn(attemptsText).flatMap(({ executionId }) =>
			executionId ? [{ executionId, eventId }] : [],
		),
	);
	const events = new Map(
		[...runs, ...actions].map(({ executionId, eventId }) => [executionId, eventId]),
	);
	if (events.size === 0) return [];
	const pauses = await db
		.selectFrom('pause')
		.select(['executionId', 'workflowId', 'pausedAt', 'until'])
		.where('executionId', 'in', [...events.keys()])
		.execute();
	return pauses.map(({ executionId, workflowId, pausedAt, until }) => {
		const eventId = events.get(executionId)!;
		const { workflowName = '' } = deliveries.find((row) => row.workflowId === workflowId) ?? {};
		return { kind: 'paused', at: pausedAt, eventId, workflow: { workflowId, workflowName }, until };
	});
}

/** Refused messages that name an order by how they begin, the newest. */
async function refusedMessagesOf(
	db: OpenDatabase['db'],
	guid: string,
	orderId: string,
): Promise<Array<Row<'refusedMessage'>>> {
	const wanted = `%${inList(orderId).replaceAll(/[\\%_]/g, '\\$&')}%`;
	return await db
		.selectFrom('refusedMessage')
		.selectAll()
		.where('integrationGuid', '=', guid)
		.where(sql<boolean>`orders_text like ${wanted} escape '\\'`)
		.orderBy('lastAt', 'desc')
		.limit(MOST_REFUSED)
		.execute();
}

/** The newest events of an order, its shipments, also as carriers tell them, and its customer. */
async function eventsOf(
	db: OpenDatabase['db'],
	guid: string,
	orderId: string,
	order: WantedOrder['order'],
): Promise<EventRow[]> {
	const shipments = await db
		.selectFrom('personRef')
		.select('entityId')
		.where('integrationGuid', '=', guid)
		.where('ref', '=', orderRef(orderId))
		.where('entityType', '=', 'Shipment')
		.limit(MOST_SHIPMENTS)
		.execute();
	const told = await db
		.selectFrom('toldParcel')
		.select(['integrationGuid', 'shipmentId'])
		.where('orderGuid', '=', guid)
		.where('orderId', '=', orderId)
		.limit(MOST_SHIPMENTS)
		.execute();
	const customer = (order?.customer as { id?: unknown } | null | undefined)?.id;
	const wanted: Array<readonly [teller: string, type: string, ids: string[]]> = [
		[guid, 'Order', [orderId]],
		[guid, 'Shipment', shipments.map(({ entityId }) => entityId)],
		[guid, 'Customer', customer === undefined || customer === null ? [] : [String(customer)]],
		...[...Map.groupBy(told, ({ integrationGuid }) => integrationGuid)].map(
			([carrier, parcels]) =>
				[carrier, 'Shipment', parcels.map(({ shipmentId }) => shipmentId)] as const,
		),
	];
	const found = await Promise.all(
		wanted
			.filter(([, , ids]) => ids.length > 0)
			.map(
				async ([teller, entityType, ids]) =>
					await selectEvents(db)
						.where('event.integrationGuid', '=', teller)
						.where('event.entityType', '=', entityType)
						.where('event.entityId', 'in', ids)
						.orderBy('event.receivedAt', 'desc')
						.limit(MOST_EVENTS)
						.execute(),
			),
	);
	return found
		.flat()
		.toSorted((one, other) => other.receivedAt - one.receivedAt)
		.slice(0, MOST_EVENTS);
}
