import { randomUUID } from 'node:crypto';
import { claimBatches, type Batch, type Claimant } from '../../engine/deliveries/claimBatches.ts';
import { attachSubscription } from '../../engine/deliveries/attachSubscription.ts';
import {
	DEFAULT_DELIVERY_OPTIONS,
	type DeliveryOptions,
	type Subscription,
} from '../../engine/deliveries/subscription.ts';
import { createSubscriptionIndex } from '../../engine/deliveries/subscriptionIndex.ts';
import type { ObservationOf } from '../../engine/events/observation.ts';
import { integrationOf, type Integration } from '../../engine/inbox/integration.ts';
import { createMessageLog } from '../../engine/inbox/messageLog.ts';
import { takeStore } from '../../engine/inbox/liveConnection.ts';
import type { Row } from '../../engine/state/schema.ts';
import type { Inbox, StoredEvent } from '../../engine/inbox/inbox.ts';
import { receive } from '../../engine/inbox/receive.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import { createHolder, type Lease } from '../../engine/leases.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { createSecrets } from '../../engine/state/secrets.ts';
import { newSecret, sign } from './postSigned.ts';

export const START_MS = Date.parse('2026-03-01T12:00:00Z');

/** A clock that moves when it is told to. */
export type TestClock = { readonly now: () => number; advance(ms: number): void };

/** The clock on the wall. */
export const REAL_CLOCK: TestClock = { now: () => Date.now(), advance: () => {} };

export function testClock(startMs = START_MS): TestClock {
	let nowMs = startMs;
	return {
		now: () => nowMs,
		advance(ms) {
			nowMs += ms;
		},
	};
}

/** As which `subscribe` attaches. */
export const HOLDER = 'test-process/1';

/** The lease of a trigger. */
export const leaseOf = ({ id }: Pick<Subscription, 'id'>, holder = HOLDER): Lease => ({
	kind: 'subscription',
	key: id,
	holder,
});

export const INTEGRATION: Integration = {
	guid: '11111111-1111-5111-8111-111111111111',
	space: 'default',
	name: 'Test Shop',
	provider: 'generic',
	storeUrl: 'https://shop.example.com',
	workflowId: 'store-workflow',
	nodeId: 'store-node',
	webhookUrl: 'https://n8n.example.com/webhook/x/store',
};

export function testInbox(
	database: OpenDatabase,
	clock: TestClock,
	more: Partial<Inbox> = {},
): Inbox {
	const warn: Inbox['warn'] =
		more.warn ??
		((message, error) => {
			throw new Error(message, { cause: error });
		});
	return {
		database,
		subscriptions: createSubscriptionIndex(warn),
		holder: createHolder(database, clock.now),
		// It may come to write after the test has closed the database.
		messages: createMessageLog(database, clock.now, () => {}),
		now: clock.now,
		wake: () => {},
		destinationsChanged: () => {},
		secrets: createSecrets('key of n8n'),
		...more,
		warn,
	};
}

/** Connects a store, whoever has it. */
export async function saveIntegration(
	database: OpenDatabase,
	integration: Integration,
	nowMs: number,
): Promise<Row<'integration'>> {
	await takeStore(database, integration, nowMs, async () => false);
	return (await integrationOf(database, integration.space, integration.guid))!;
}

/** A connected store. */
export async function connect(database: OpenDatabase, clock: TestClock): Promise<void> {
	await saveIntegration(database, INTEGRATION, clock.now() - 1);
}

/** Subscribes to orders; what is given differs from "every change of an order in any store". */
export async function subscribe(
	database: OpenDatabase,
	clock: TestClock,
	given: Partial<Subscription> = {},
	isRestart = false,
): Promise<Subscription> {
	const subscription: Subscription = {
		id: randomUUID(),
		space: 'default',
		workflowId: 'workflow',
		workflowName: 'Workflow',
		nodeName: 'Commerce Order Trigger',
		entityType: 'Order',
		codes: ['order_created', 'order_updated'],
		integrations: null,
		conditions: null,
		includeRaw: false,
		includeOwnUpdates: false,
		...given,
	};
	await attachSubscription(database, subscription, leaseOf(subscription), isRestart, clock.now());
	return subscription;
}

/** An order that has changed at a moment. */
export function changedOrder(
	nowMs: number,
	id: string,
	entity: Partial<ObservationOf<'Order'>['entity']> = {},
): ObservationOf<'Order'> & { kind: 'upsert' } {
	const changedAt = new Date(nowMs).toISOString();
	return {
		entityType: 'Order',
		id,
		kind: 'upsert',
		entity: { id, createdAt: changedAt, ...entity },
		changedAt,
		clock: 'record',
		topicCodes: ['order_updated'],
	};
}

/** A change of an order, as a store tells of it at this moment. */
export async function changeOrder(
	inbox: Inbox,
	orderId: string,
	entity: Partial<ObservationOf<'Order'>['entity']> = {},
	{
		receiptKey = randomUUID() as string,
		occurredAt = null as string | null,
		integration = INTEGRATION,
		payload = { id: orderId } as unknown,
	} = {},
): Promise<StoredEvent[]> {
	const { events } = await storeMessage(
		inbox,
		integration,
		{ receiptKey, occurredAt, payload },
		[changedOrder(inbox.now(), orderId, { note: receiptKey, ...entity })],
		new Date(inbox.now()),
	);
	return events;
}

/** A process that claims. */
export function claimant(): Claimant & { heldKeys: Set<string> } {
	return { processId: randomUUID(), heldKeys: new Set<string>() };
}

export async function claim(
	database: OpenDatabase,
	{ id }: Subscription,
	by: Claimant & { heldKeys: Set<string> },
	nowMs: number,
	options: Partial<DeliveryOptions> = {},
): Promise<Batch | null> {
	const {
		batches: [batch = null],
	} = await claimBatches(database, id, { ...DEFAULT_DELIVERY_OPTIONS, ...options }, by, nowMs, 1);
	if (batch) by.heldKeys.add(batch.key);
	return batch;
}

/** A connected generic store, and how it posts: by its own secret, or by another one. */
export function genericStore(inbox: Inbox, clock: TestClock) {
	const secret = newSecret();
	const provider = providerOf('generic')!;
	const credentials = provider.credentialsSchema.parse({
		storeUrl: INTEGRATION.storeUrl,
		apiKey: 'key',
		apiSecret: secret,
	});
	return async (type: string, data: Record<string, unknown>, signedWith = secret) => {
		const receivedAt = new Date(clock.now());
		const { headers, body } = sign(signedWith, type, data, receivedAt);
		return await receive(
			inbox,
			{ integration: INTEGRATION, provider, credentials },
			{ headers, body: Buffer.from(body), receivedAt },
		);
	};
}
