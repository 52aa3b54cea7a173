import type { Actions } from '../actions/actions.ts';
import type { CommerceItem } from '../deliveries/composeItem.ts';
import { withAttachment } from '../deliveries/attachment.ts';
import { parseDelays } from '../deliveries/delays.ts';
import type { Dispatcher, LiveSubscription } from '../deliveries/dispatcher.ts';
import { DEFAULT_DELIVERY_OPTIONS } from '../deliveries/subscription.ts';
import { ENTITY_TYPES } from '../events/entityType.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { giveBackLease, HEARTBEAT_MS, takeLease, type Lease } from '../leases.ts';
import { warnSeldom } from '../warnSeldom.ts';
import { destinationSubscriptionId } from './destination.ts';

/** Posts events to destinations, as long as it goes on. */
export type Posting = {
	/** Something about the destinations may be new. Only a hint. */
	look(): void;
	stop(): Promise<void>;
};

type Held = { readonly lease: Lease; readonly version: number; readonly takeOff: () => void };
type Found = Awaited<ReturnType<typeof activeSubscriptions>>[number];

/**
 * Takes whatever destinations no other process has, and lets the dispatcher post their events: in the order, with
 * the tries and the dead letters of a workflow's.
 */
export function keepPosting(
	inbox: Inbox,
	actions: Pick<Actions, 'perform'>,
	dispatcher: Pick<Dispatcher, 'attach'>,
): Posting {
	const { database, holder, now } = inbox;
	const held = new Map<string, Held>();
	const tell = warnSeldom(inbox.warn);
	let isStopped = false;
	let isAsked = false;
	let looking: Promise<void> | null = null;

	const takeOff = (id: string): void => {
		held.get(id)?.takeOff();
		held.delete(id);
	};
	const attach = (found: Found, lease: Lease): void => {
		const live = liveOf(found, lease, actions);
		held.set(found.id, { lease, version: found.version, takeOff: dispatcher.attach(live) });
	};
	const lookOnce = async (): Promise<void> => {
		const active = await activeSubscriptions(inbox);
		const ids = new Set(active.map(({ id }) => id));
		for (const [id, { lease }] of held) {
			if (ids.has(id)) continue;
			takeOff(id);
			await giveBackLease(database, lease, now());
		}
		for (const found of active) {
			const mine = held.get(found.id);
			if (mine !== undefined && found.holder !== mine.lease.holder) takeOff(found.id);
			else if (mine !== undefined) {
				if (mine.version === found.version) continue;
				takeOff(found.id);
				attach(found, mine.lease);
				continue;
			}
			const lease = holder.lease('subscription', found.id);
			if (!isStopped && (await takeLease(database, lease, now()))) attach(found, lease);
		}
	};
	const look = (): void => {
		isAsked = true;
		looking ??= (async () => {
			while (isAsked && !isStopped) {
				isAsked = false;
				await lookOnce();
			}
		})()
			.catch((error: unknown) =>
				tell('Destinations could not be looked for; it tries again', error),
			)
			.finally(() => (looking = null));
	};
	const timer = setInterval(look, HEARTBEAT_MS).unref();
	look();
	return {
		look,
		async stop() {
			isStopped = true;
			clearInterval(timer);
			await looking;
			for (const [id, { lease }] of held) {
				takeOff(id);
				// One that cannot be given back ends by itself.
				await giveBackLease(database, lease, now()).catch(() => {});
			}
		},
	};
}

/** The subscriptions of destinations that are switched on, with who has them. */
async function activeSubscriptions({ database }: Pick<Inbox, 'database'>) {
	const destinations = await database.db
		.selectFrom('destination')
		.select(['id', 'version', 'retryAfter'])
		.where('isActive', '=', 1)
		.execute();
	const bySubscription = new Map(
		destinations.flatMap(({ id: destinationId, ...of }) =>
			ENTITY_TYPES.map((entityType) => [
				destinationSubscriptionId(destinationId, entityType),
				{ destinationId, ...of },
			]),
		),
	);
	if (bySubscription.size === 0) return [];
	const rows = await withAttachment(database)
		.select(['subscription.id', 'subscription.codesJson', 'lease.holder'])
		.where('subscription.id', 'in', [...bySubscription.keys()])
		.execute();
	return rows.map((row) => ({ ...row, ...bySubscription.get(row.id)! }));
}

function liveOf(
	{ id, codesJson, destinationId, retryAfter }: Found,
	lease: Lease,
	actions: Pick<Actions, 'perform'>,
): LiveSubscription {
	return {
		subscription: { id, codes: JSON.parse(codesJson) as string[], includeRaw: false },
		lease,
		options: {
			...DEFAULT_DELIVERY_OPTIONS,
			retryDelaysMs: retryAfter === null ? 'automatic' : parseDelays(retryAfter),
		},
		async handOver([item]) {
			const asked = { destinationId, item: item as CommerceItem };
			const outcome = await actions.perform('deliverToDestination', asked);
			if (outcome.kind === 'done') return outcome.result;
			return { kind: 'failed', error: outcome.error.message, isRefused: true };
		},
	};
}
