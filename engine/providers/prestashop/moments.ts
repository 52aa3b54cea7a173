import type { OrderParts } from './orderParts.ts';
import type { OrderReader } from './normaliseOrder.ts';
import { orderStateOf, type OrderState } from './statuses.ts';

/** An order in one of its statuses. Times are ISO 8601 in UTC. */
export type Moment = {
	readonly state: OrderState;
	/** By which it is compared with what is known. */
	readonly changedAt: string | null;
	/** Whether it was in a status by then that says so. */
	readonly wasPaid: boolean;
	/** When it was first in a status that says so, up to then; `null` where that is not known. */
	readonly paidAt: string | null;
	readonly shippedAt: string | null;
	readonly completedAt: string | null;
	readonly cancelledAt: string | null;
};

/**
 * The statuses that an order was given since a moment, and the present one, which is the last. Times are by the second:
 * each but the last is a little before what followed it, so that it is new once, and never again once a later one is known.
 */
export function momentsOf(
	{ order, histories, slips }: OrderParts,
	{ tables, facts, reading }: OrderReader,
	since: string | null,
): [...Moment[], Moment] {
	const { inUtc } = facts.clock;
	const stateOf = (id: string) => orderStateOf(id, tables.states.get(id), facts, reading);
	// A credit slip may be newer than the order that it is for.
	const presentAt = newest([inUtc(order.date_upd), ...slips.map(({ date_upd: at }) => inUtc(at))]);
	const present = stateOf(order.current_state ?? '0');
	const given = histories.map((row) => ({
		at: inUtc(row.date_add),
		state: stateOf(row.id_order_state),
	}));
	// What was given after the order was read comes with the next listing.
	const last = given.findLastIndex(({ state }) => state.id === present.id);
	const known = given.slice(0, last + 1);
	const before = known
		.slice(0, -1)
		.map((each, index) => ({ ...each, history: known.slice(0, index + 1) }));
	const recent = before.filter(({ at }) => since !== null && at !== null && at >= since);
	let limit = presentAt === null ? Infinity : Date.parse(presentAt);
	const times = recent
		.toReversed()
		.map(({ at }) => (limit = Math.min(Date.parse(at!), limit) - 1))
		.toReversed();
	return [
		...recent.map(({ state, history }, index) =>
			momentOf(state, new Date(times[index]!).toISOString(), history),
		),
		momentOf(present, presentAt, known),
	];
}

type Given = { readonly at: string | null; readonly state: OrderState };

function momentOf(state: OrderState, changedAt: string | null, history: readonly Given[]): Moment {
	const first = (is: (state: OrderState) => boolean) =>
		history.find((given) => is(given.state))?.at ?? null;
	const lastly = (status: OrderState['status']) =>
		state.status === status
			? (history.findLast((given) => given.state.status === status)?.at ?? null)
			: null;
	return {
		state,
		changedAt,
		wasPaid: state.isPaid || history.some((given) => given.state.isPaid),
		paidAt: first(({ isPaid }) => isPaid),
		shippedAt: first(({ isShipped }) => isShipped),
		completedAt: lastly('completed'),
		cancelledAt: lastly('cancelled'),
	};
}

const newest = (times: ReadonlyArray<string | null>): string | null =>
	times.reduce(
		(latest, time) => (time !== null && (latest === null || time > latest) ? time : latest),
		null,
	);
