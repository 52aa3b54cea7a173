import { loadNotices, type AlertItem } from '../alerts/alertNotice.ts';
import { loadDigests } from '../digest/digestNotice.ts';
import type { TriggerCode } from '../events/catalog.ts';
import type { EntityType } from '../events/entityType.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import type { Batch } from './claimBatches.ts';
import { composeItem, type CommerceItem } from './composeItem.ts';
import type { AnySubscription } from './subscription.ts';

type EventRow = Row<'event'> & Pick<Row<'integration'>, 'name' | 'provider' | 'storeUrl'>;

/** What a trigger emits. */
export type EmittedItem = CommerceItem | AlertItem;

/** The items of a run, in the order of its deliveries. */
export async function loadItems(
	{ db }: Pick<OpenDatabase, 'db'>,
	subscription: Pick<AnySubscription, 'codes' | 'includeRaw'>,
	deliveries: Batch['deliveries'],
): Promise<EmittedItem[]> {
	const rows = await selectEvents(db)
		.where(
			'event.id',
			'in',
			deliveries.map(({ eventId }) => eventId),
		)
		.execute();
	const byId = new Map(rows.map((row) => [row.id, row]));
	const others = deliveries.map(({ eventId }) => eventId).filter((id) => !byId.has(id));
	const notices =
		others.length === 0
			? null
			: new Map([...(await loadNotices({ db }, others)), ...(await loadDigests({ db }, others))]);
	return deliveries.flatMap(({ eventId, attempt }) => {
		const row = byId.get(eventId);
		const item = row ? itemOf(row, subscription, attempt) : notices?.get(eventId)?.(attempt);
		return item ? [item] : [];
	});
}

/** Events with what an item says of their integration. */
export function selectEvents(db: OpenDatabase['db']) {
	return db
		.selectFrom('event')
		.innerJoin('integration', 'integration.guid', 'event.integrationGuid')
		.selectAll('event')
		.select(['integration.name', 'integration.provider', 'integration.storeUrl']);
}

/** The item that a subscription is given for a stored event. */
export function itemOf(
	row: EventRow,
	{ codes, includeRaw }: Pick<AnySubscription, 'codes' | 'includeRaw'>,
	attempt: number,
): CommerceItem {
	const parse = (json: string | null) => (json === null ? null : (JSON.parse(json) as unknown));
	const fired = JSON.parse(row.codesJson) as TriggerCode[];
	// Wanted by none of these, the trigger listens to this system alone, and has not heard the others.
	const isLone = codes.length > 0 && !fired.some((code) => codes.includes(code));
	const repeated = isLone ? ((parse(row.repeatedCodesJson) ?? []) as TriggerCode[]) : [];
	const event = {
		id: row.id,
		entityType: row.entityType as EntityType,
		codes: [...repeated, ...fired],
		entity: parse(row.entityJson),
		previous: parse(row.previousJson),
		customer: parse(row.customerJson),
		occurredAt: row.occurredAt,
		receivedAt: row.receivedAt,
		isOwnUpdate: row.isOwnUpdate === 1,
		...(includeRaw && { raw: parse(row.rawJson) }),
	};
	return composeItem(event, { ...row, guid: row.integrationGuid }, codes, attempt);
}
