import { alertTriggers } from '../alerts/keepAlerts.ts';
import { newDelivery } from '../deliveries/newDelivery.ts';
import { uuidFor } from '../events/uuidFor.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { digestTimeIn } from './digestCode.ts';
import { dayBefore, digestDay, type DigestDay } from './digestDay.ts';
import { digestId } from './digestNotice.ts';

/** So long after the end of a day, what came at its end is stored. */
const UNDER_WAY_MS = 60_000;

/**
 * Has each workflow told of the day before that wants it and was on at its hour, though n8n was not running then;
 * once, whoever looks. One that was changed since its hour gets it where it had the digest before. In a
 * transaction of the caller's.
 *
 * @returns the subscriptions to wake after the transaction
 */
export async function deliverDigests(trx: OpenDatabase['db'], nowMs: number): Promise<string[]> {
	const due = (await alertTriggers(trx, nowMs)).flatMap(({ id, codesJson, attachedAt }) => {
		const day = dayIn(codesJson, nowMs);
		return day === null || nowMs - day.to < UNDER_WAY_MS ? [] : [{ id, attachedAt, day }];
	});
	if (due.length === 0) return [];
	const known = await trx
		.selectFrom('delivery')
		.select('id')
		.where(
			'id',
			'in',
			due.flatMap(({ id, day }) => [idOf(id, day.date), idOf(id, dayBefore(day.date))]),
		)
		.execute();
	const has = (id: string, date: string) => known.some((each) => each.id === idOf(id, date));
	const deliveries = due
		.filter(({ id, day }) => !has(id, day.date))
		.filter(({ id, day, attachedAt }) => attachedAt <= day.dueAt || has(id, dayBefore(day.date)))
		.map(({ id, day }) => {
			const about = { id: digestId(id, day), entityType: 'Alert', entityId: day.date };
			return { ...newDelivery(id, about, '', nowMs), id: idOf(id, day.date) };
		});
	if (deliveries.length > 0) await trx.insertInto('delivery').values(deliveries).execute();
	return deliveries.map(({ subscriptionId }) => subscriptionId);
}

/** `null` where no digest is wanted, or for a time zone that is not known here. */
function dayIn(codesJson: string, nowMs: number): DigestDay | null {
	try {
		const time = digestTimeIn(JSON.parse(codesJson) as string[]);
		return time && digestDay(time, nowMs);
	} catch {
		return null;
	}
}

const idOf = (subscriptionId: string, date: string) => uuidFor(`digest/${subscriptionId}/${date}`);
