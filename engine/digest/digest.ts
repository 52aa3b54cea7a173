import { openAlerts } from '../alerts/listAlerts.ts';
import { total } from '../money/amounts.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { DigestDay } from './digestDay.ts';
import { givenBack } from './givenBack.ts';
import { forEachTelling, type Telling } from './tellings.ts';

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
		/** They have left the shop. */
		readonly sent: number;
		readonly delivered: number;
		readonly late: number;
		/** Could not be handed over, or came back. */
		readonly failed: number;
	};
	/** As they are now. */
	readonly openAlerts: ReadonlyArray<{ readonly title: string; readonly nextStep: string }>;
};

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
	day: Pick<DigestDay, 'date' | 'from' | 'to'>,
): Promise<Digest> {
	const orders = new Map<string, Amount>();
	const refunds: Amount[] = [];
	const cancelled = new Set<string>();
	const sent = new Set<string>();
	const delivered = new Set<string>();
	const late = new Set<string>();
	const failed = new Set<string>();
	await forEachTelling(database, space, integrations, day, (telling) => {
		const { key, codes, entity } = telling;
		const currency = entity.currency ?? null;
		if (codes.includes('order_created') && !orders.has(key)) {
			orders.set(key, { currency, amount: entity.total ?? null });
		}
		if (codes.includes('order_cancelled')) cancelled.add(key);
		if (codes.includes('order_refunded')) {
			const amount = givenBack(telling);
			if (amount !== 0) refunds.push({ currency, amount });
		}
		if (isSent(telling)) sent.add(key);
		if (codes.includes('shipment_delivered')) delivered.add(key);
		if (codes.includes('shipment_exception')) {
			(entity.status === 'delayed' ? late : failed).add(key);
		}
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
		date: day.date,
		isQuiet: counts.every((count) => count === 0),
		orders: { count: orders.size, ...sumsOf([...orders.values()]), cancelled: cancelled.size },
		refunds: { count: refunds.length, ...sumsOf(refunds) },
		parcels,
		openAlerts: alerts.map(({ title, nextStep }) => ({ title, nextStep })),
	};
}

/** As long as it has only a label, or is taken back, a parcel has not left. */
const AT_THE_SHOP: ReadonlySet<string> = new Set(['pending', 'label_created', 'cancelled']);

const isSent = ({ codes, entity, previous }: Telling): boolean =>
	!AT_THE_SHOP.has(entity.status ?? '') &&
	(codes.includes('shipment_created') ||
		(codes.includes('shipment_status_changed') && AT_THE_SHOP.has(previous?.status ?? '')));

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
