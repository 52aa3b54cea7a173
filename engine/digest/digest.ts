import { sql } from 'kysely';
import { z } from 'zod/v4';
import { openAlerts } from '../alerts/listAlerts.ts';
import { minus, total, type MaybeAmount } from '../money/amounts.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { inSlices, SLICE_ROWS } from '../state/slices.ts';
import type { DigestDay } from './digestDay.ts';

/** Amounts of one currency. */
export type DigestSum = { readonly currency: string; readonly amount: number };

/** How a day was, for the owner of the shops. It names no customer. */
export type Digest = {
	/** `2026-11-25` */
	readonly date: string;
	/** Whether nothing was ordered, refunded, sent or delivered. */
	readonly isQuiet: boolean;
	readonly orders: {
		readonly count: number;
		readonly totals: readonly DigestSum[];
		/** How many of them no total is known of: it is in no sum. */
		readonly withoutTotal: number;
		readonly cancelled: number;
	};
	readonly refunds: {
		readonly count: number;
		readonly totals: readonly DigestSum[];
		readonly withoutTotal: number;
	};
	readonly parcels: {
		readonly sent: number;
		readonly delivered: number;
		readonly late: number;
		/** Could not be handed over, or came back. */
		readonly failed: number;
	};
	/** As they are now. */
	readonly openAlerts: ReadonlyArray<{ readonly title: string; readonly nextStep: string }>;
};

const TOLD = [
	'order_created',
	'order_cancelled',
	'order_refunded',
	'shipment_created',
	'shipment_delivered',
	'shipment_exception',
] as const;

const amount = z.number().nullish();
const entitySchema = z.object({
	status: z.string().nullish(),
	currency: z.string().nullish(),
	total: amount,
	refundedTotal: amount,
});
const beforeSchema = z.object({ refundedTotal: amount });
const codesSchema = z.array(z.string());

type Amount = { readonly currency: string | null; readonly amount: number | null };

/**
 * Counts what became known of a space on a day.
 *
 * @param integrations guids; `null` is every store of the space
 */
export async function digestOf(
	database: Pick<OpenDatabase, 'db'>,
	space: string,
	integrations: readonly string[] | null,
	{ date, from, to }: Pick<DigestDay, 'date' | 'from' | 'to'>,
): Promise<Digest> {
	const orders = new Map<string, Amount>();
	const refunds: Amount[] = [];
	const cancelled = new Set<string>();
	const sent = new Set<string>();
	const delivered = new Set<string>();
	const late = new Set<string>();
	const failed = new Set<string>();
	let [receivedAt, id] = [from, ''];
	await inSlices(async () => {
		let query = database.db
			.selectFrom('event')
			.select(['id', 'receivedAt', 'integrationGuid', 'entityType', 'entityId'])
			.select(['codesJson', 'entityJson', 'previousJson'])
			.where('space', '=', space)
			.where('receivedAt', '<', to)
			.where(sql<boolean>`(received_at, id) > (${receivedAt}, ${id})`)
			.where('entityType', 'in', ['Order', 'Shipment'])
			.where('catchUpId', 'is', null)
			.where((eb) => eb.or(TOLD.map((code) => eb('codesJson', 'like', `%"${code}"%`))));
		if (integrations !== null) query = query.where('integrationGuid', 'in', integrations);
		const rows = await query.orderBy('receivedAt').orderBy('id').limit(SLICE_ROWS).execute();
		for (const row of rows) {
			const codes = read(codesSchema, row.codesJson) ?? [];
			const entity = read(entitySchema, row.entityJson) ?? {};
			const key = `${row.integrationGuid}/${row.entityType}/${row.entityId}`;
			const currency = entity.currency ?? null;
			if (codes.includes('order_created') && !orders.has(key)) {
				orders.set(key, { currency, amount: entity.total ?? null });
			}
			if (codes.includes('order_cancelled')) cancelled.add(key);
			if (codes.includes('order_refunded')) {
				const before = read(beforeSchema, row.previousJson ?? '{ "refundedTotal": 0 }');
				refunds.push({ currency, amount: refunded(entity.refundedTotal, before?.refundedTotal) });
			}
			if (codes.includes('shipment_created')) sent.add(key);
			if (codes.includes('shipment_delivered')) delivered.add(key);
			if (codes.includes('shipment_exception')) {
				(entity.status === 'delayed' ? late : failed).add(key);
			}
		}
		const last = rows.at(-1);
		if (last) ({ receivedAt, id } = last);
		return rows.length === SLICE_ROWS;
	});
	const alerts = (await openAlerts(database, space)).filter(
		({ integrationGuid }) =>
			integrations === null || integrationGuid === null || integrations.includes(integrationGuid),
	);
	const parcels = {
		...{ sent: sent.size, delivered: delivered.size },
		...{ late: late.size, failed: failed.size },
	};
	const counts = [orders.size, cancelled.size, refunds.length, ...Object.values(parcels)];
	return {
		date,
		isQuiet: counts.every((count) => count === 0),
		orders: { count: orders.size, ...sumsOf([...orders.values()]), cancelled: cancelled.size },
		refunds: { count: refunds.length, ...sumsOf(refunds) },
		parcels,
		openAlerts: alerts.map(({ title, nextStep }) => ({ title, nextStep })),
	};
}

/** What cannot be read is not counted: one such row stops nobody. */
function read<T>(schema: z.ZodType<T>, json: string): T | null {
	try {
		return schema.parse(JSON.parse(json));
	} catch {
		return null;
	}
}

/**
 * How much money a change has given back; `null` where that is not known.
 *
 * @param before `undefined` where the change was in something else
 */
function refunded(after: MaybeAmount, before: MaybeAmount): number | null {
	if (typeof after !== 'number' || before === undefined) return null;
	const given = total([after, minus(before ?? 0)]);
	return given > 0 ? given : null;
}

function sumsOf(amounts: readonly Amount[]) {
	const sums = new Map<string, number>();
	let withoutTotal = 0;
	for (const { currency, amount: each } of amounts) {
		if (currency === null || each === null) withoutTotal += 1;
		else sums.set(currency, total([sums.get(currency) ?? 0, each]));
	}
	const totals = [...sums].map(([currency, sum]) => ({ currency, amount: sum }));
	return {
		totals: totals.toSorted((one, other) => one.currency.localeCompare(other.currency)),
		withoutTotal,
	};
}
