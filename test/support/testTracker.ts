import { z } from 'zod/v4';
import type { ObservationOf } from '../../engine/events/observation.ts';
import type { ShipmentStatus } from '../../engine/events/statuses.ts';
import type { Integration } from '../../engine/inbox/integration.ts';
import type { Provider } from '../../engine/providers/provider.ts';
import { PROVIDERS, providerOf } from '../../engine/providers/providers.ts';
import type { StoreError } from '../../engine/providers/storeError.ts';
import type { KnownParcel, Refreshes } from '../../engine/providers/storeSide.ts';
import { INTEGRATION, type TestClock } from './testInbox.ts';

/** A tracker that has no list of what has changed: what it follows is asked for, number by number. */
export type TestTracker = {
	readonly provider: Provider;
	readonly integration: Integration;
	/** What it was asked for, and when by the test's clock. */
	readonly calls: Array<{ readonly at: number; readonly parcels: readonly KnownParcel[] }>;
	/** What the next calls fail with. */
	readonly failures: StoreError[];
	/** Fails whatever call has the parcel. */
	readonly poison: Map<string, StoreError>;
	/** What a carrier says of a parcel. @returns it as the tracker tells it */
	move(id: string, status: ShipmentStatus): ObservationOf<'Shipment'>;
	/** Takes it out of the list of kinds of stores. */
	remove(): void;
};

export const TRACKER = 'test-tracker';

/** @param known what it says of a parcel that was never moved; left out: nothing */
export function addTestTracker(
	clock: TestClock,
	refreshes: Refreshes,
	known: (id: string) => ObservationOf<'Shipment'> | null = () => null,
): TestTracker {
	const parcels = new Map<string, ObservationOf<'Shipment'>>();
	const calls: TestTracker['calls'] = [];
	const failures: StoreError[] = [];
	const poison = new Map<string, StoreError>();
	const like = providerOf('sendcloud')!;
	const provider: Provider = {
		...like,
		slug: TRACKER,
		credentialsSchema: z.unknown(),
		storeUrl: () => INTEGRATION.storeUrl,
		abilities: {
			...like.abilities,
			lists: { ...like.abilities.lists, Shipment: 'It has no list of what has changed.' },
			refreshes,
		},
		listWebhooks: async () => [],
		registerWebhooks: async () => [],
		removeWebhooks: async () => {},
		async refreshParcels(_connection, asked) {
			calls.push({ at: clock.now(), parcels: asked });
			const failure = failures.shift() ?? asked.map(({ id }) => poison.get(id)).find(Boolean);
			if (failure !== undefined) throw failure;
			return asked.flatMap(({ id }) => parcels.get(id) ?? known(id) ?? []);
		},
	};
	const list = PROVIDERS as Provider[];
	list.push(provider);
	return {
		provider,
		integration: { ...INTEGRATION, provider: TRACKER },
		...{ calls, failures, poison },
		move(id, status) {
			const observation = trackedParcel(id, status, clock.now());
			parcels.set(id, observation);
			return observation;
		},
		remove: () => void list.splice(list.indexOf(provider), 1),
	};
}

/** What a tracker says of a parcel. */
export function trackedParcel(
	id: string,
	status: ShipmentStatus,
	atMs: number,
): ObservationOf<'Shipment'> {
	const changedAt = new Date(atMs).toISOString();
	return {
		entityType: 'Shipment',
		id,
		kind: 'upsert',
		entity: {
			id,
			status,
			nativeStatus: status,
			trackingNumber: `TN-${id}`,
			carrier: 'dhl',
			customer: { id: null, email: `${id}@example.com` },
		},
		changedAt,
		clock: 'status',
		topicCodes: [],
	};
}
