import fc from 'fast-check';
import { ENTITY_TYPES, type EntityType } from '../../../engine/events/entityType.ts';
import type { Observation } from '../../../engine/events/observation.ts';
import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../../engine/events/statuses.ts';
import type { GenericCredentials } from '../../../engine/providers/generic/credentials.ts';
import { generic } from '../../../engine/providers/generic/index.ts';
import type { StorePost } from '../../../engine/providers/provider.ts';
import type { Connection } from '../../../engine/providers/storeHttp.ts';
import {
	paid,
	shopper,
	startGenericStoreWorld,
	tickingClock,
	type GenericStoreWorld,
} from '../../support/genericStoreWorld.ts';
import { waitUntil } from '../../support/n8n.ts';
import { startServer } from '../../support/simulatedServer.ts';
import { startReceiver } from '../../support/webhookReceiver.ts';
import { payloadOf } from '../../support/storePosts.ts';
import type { StoreCall } from '../../support/deviatingStore.ts';

let world: GenericStoreWorld;
beforeEach(async () => {
	world = await startGenericStoreWorld(tickingClock());
});
afterEach(async () => await world.stop());

/** The pages are this small, whatever limit is asked for: a shop may do so. */
const withPagesOf = async (size: number) =>
	await world.deviating({
		call: (call) =>
			'limit' in call.query ? { ...call, query: { ...call.query, limit: String(size) } } : call,
	});

async function listAll(
	connection: Connection<GenericCredentials>,
	entityType: EntityType,
	since: string | null = null,
	betweenPages: () => void = () => {},
): Promise<{ observations: Observation[]; pages: number }> {
	const observations: Observation[] = [];
	let page: string | null = null;
	for (let pages = 1; ; pages += 1) {
		const answer = await generic.listChanges(connection, entityType, { since, page });
		observations.push(...answer.observations);
		if (answer.nextPage === null) return { observations, pages };
		page = answer.nextPage;
		betweenPages();
	}
}

function observedIn(post: StorePost): Observation {
	const message = generic.parse(post);
	if (message.kind !== 'message') throw new Error(`a message was expected: ${message.kind}`);
	return generic.normalise(message)[0]!;
}

/** Whatever a webhook and a listing may differ in. */
const withoutTopic = ({ topicCodes: _topicCodes, ...told }: Observation) => told;

describe('a listing', () => {
	it('brings the very entities that the webhooks have brought, over three pages', async () => {
		const receiver = await startReceiver();
		await generic.registerWebhooks(world.connection, receiver.url, 'guid');
		const { store } = world;
		for (let number = 1; number <= 7; number += 1) {
			const { id } = store.placeOrder(shopper(number));
			if (number > 1) store.pay(id);
			if (number > 2) store.ship(id);
			if (number > 3) store.outForDelivery(id);
			if (number > 4) store.deliver(id);
		}
		store.cancel('o-1002');
		for (const id of ['lamp', 'plant', 'bag']) store.setStock(id, 0);
		store.ship(paid(store, 8));
		await waitUntil(() => store.state.deliveries.every(({ status }) => status === 'delivered'), {
			what: 'every message to be delivered',
		});
		const told = new Map<string, Observation>();
		for (const post of receiver.posts) {
			const observed = observedIn(post);
			told.set(`${observed.entityType} ${observed.id}`, observed);
		}
		await receiver.close();

		const connection = await withPagesOf(3);
		const listed: Observation[] = [];
		for (const entityType of ENTITY_TYPES) {
			const { observations, pages } = await listAll(connection, entityType);
			expect(pages).toBe(Math.ceil(observations.length / 3));
			if (entityType === 'Order') expect(pages).toBe(3);
			listed.push(...observations);
		}
		const byName = (observations: Iterable<Observation>) =>
			[...observations]
				.map(withoutTopic)
				.sort((one, other) =>
					`${one.entityType} ${one.id}` < `${other.entityType} ${other.id}` ? -1 : 1,
				);
		expect(byName(listed)).toEqual(byName(told.values()));
		expect(listed.map(({ entityType }) => entityType)).toEqual(
			expect.arrayContaining([...ENTITY_TYPES]),
		);
	});

	it('begins with what was changed at the given moment, and goes on to the newest', async () => {
		const { store, connection } = world;
		const ids = [1, 2, 3].map((number) => store.placeOrder(shopper(number)).id);
		store.pay(ids[1]!);
		const since = store.state.orders.find(({ id }) => id === ids[2])!.updatedAt;
		const { observations } = await listAll(connection, 'Order', since);
		expect(observations.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
		const late = new Date(Date.parse(observations[1]!.changedAt!) + 1).toISOString();
		expect((await listAll(connection, 'Order', late)).observations).toEqual([]);
	});

	it('loses no change that happens while its pages are read', async () => {
		const connection = await withPagesOf(2);
		const { store } = world;
		for (let number = 1; number <= 9; number += 1) store.placeOrder(shopper(number));
		const orders = store.state.orders;
		const move = fc.integer({ min: 0, max: orders.length - 1 });
		const script = fc.array(fc.array(move, { maxLength: 3 }), { maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(script, async (moves) => {
				const known = new Map<string, string | null>();
				const learn = (observations: readonly Observation[]) =>
					observations.forEach(({ id, changedAt }) => known.set(id, changedAt));
				const left = [...moves];
				const first = await listAll(connection, 'Order', null, () => {
					for (const index of left.shift() ?? []) {
						store.changeOrder(orders[index]!.id, { note: 'looked at' });
					}
				});
				learn(first.observations);
				const newest = [...known.values()].sort().at(-1)!;
				learn((await listAll(connection, 'Order', newest)).observations);
				expect([...known].sort()).toEqual(
					orders.map(({ id, updatedAt }) => [id, updatedAt]).sort(),
				);
			}),
			{ numRuns: 25 },
		);
	});

	it('takes numbers, texts and long ids as a webhook does', async () => {
		const longId = '12345678901234567890';
		const text = JSON.stringify(payloadOf('generic/order.created')).replace('1001', longId);
		const { data, timestamp } = JSON.parse(text, (key, value: unknown) =>
			key === 'id' && value === Number(longId) ? longId : value,
		) as { data: unknown; timestamp: string };
		const server = await startServer((_request, response) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(`{"data":[${/"data":(.*)\}$/.exec(text)![1]}]}`);
		});
		const connection = {
			...world.connection,
			credentials: { ...world.connection.credentials, storeUrl: server.url },
		};
		const { observations, nextPage } = await generic.listChanges(connection, 'Order', {
			since: null,
			page: null,
		});
		await server.close();
		const body = Buffer.from(text);
		const headers = { 'webhook-id': 'msg_1' };
		const received = observedIn({ headers, body, receivedAt: new Date(timestamp) });
		expect(nextPage).toBeNull();
		expect(observations.map(withoutTopic)).toEqual([withoutTopic(received)]);
		expect(received.id).toBe(longId);
		expect(data).toMatchObject({ id: longId });
	});

	it('goes on from where it was when the shop has forgotten the cursor', async () => {
		const { store } = world;
		for (let number = 1; number <= 7; number += 1) store.placeOrder(shopper(number));
		const calls: StoreCall[] = [];
		const forgetful = await world.deviating({
			call(call) {
				calls.push(call);
				if ('cursor' in call.query) return { status: 400, json: { message: 'No such cursor.' } };
				return { ...call, query: { ...call.query, limit: '3' } };
			},
		});
		const { observations } = await listAll(forgetful, 'Order');
		expect([...new Set(observations.map(({ id }) => id))]).toEqual(
			store.state.orders.map(({ id }) => id),
		);
		expect(calls.filter(({ query }) => 'cursor' in query)).not.toEqual([]);
	});

	it('does not go round in a circle when the shop refuses every cursor', async () => {
		const { store } = world;
		const at = new Date().toISOString();
		for (let number = 1; number <= 3; number += 1) store.placeOrder(shopper(number));
		store.state.orders.forEach((order) => (order.updatedAt = at));
		const refusing = await world.deviating({
			call(call) {
				if ('cursor' in call.query) return { status: 400, json: { message: 'No such cursor.' } };
				return { ...call, query: { ...call.query, limit: '1' } };
			},
		});
		await expect(listAll(refusing, 'Order')).rejects.toMatchObject({
			status: 400,
			message: expect.stringContaining('No such cursor.'),
		});
	});
});

describe('a single entity', () => {
	it.each(ENTITY_TYPES)('is read: %s', async (entityType) => {
		world.store.ship(paid(world.store));
		const { observations } = await listAll(world.connection, entityType);
		for (const listed of observations) {
			expect(await generic.readEntity(world.connection, entityType, listed.id)).toEqual([listed]);
		}
		expect(observations).not.toEqual([]);
	});

	it.each(ENTITY_TYPES)('that there is none of is nothing: %s', async (entityType) => {
		expect(await generic.readEntity(world.connection, entityType, 'a/b?c')).toEqual([]);
	});
});

describe('what a generic store can be asked', () => {
	it('is everything but the status "unknown", which has a reason', () => {
		const { setsStatus, ownStatuses, ...rest } = generic.abilities;
		expect(ownStatuses).toEqual(expect.stringContaining('Choose'));
		expect(rest).toEqual({
			lists: { Order: true, Shipment: true, Customer: true, Product: true },
			listsShipmentsWithOrders: false,
			reads: { Order: true, Shipment: true, Customer: true, Product: true },
			addsTracking: true,
		});
		for (const statuses of Object.values(setsStatus)) {
			for (const [status, ability] of Object.entries(statuses)) {
				expect(ability).toEqual(status === 'unknown' ? expect.stringContaining('Choose') : true);
			}
		}
		expect(Object.keys(setsStatus.Order)).toEqual([...ORDER_STATUSES]);
		expect(Object.keys(setsStatus.Shipment)).toEqual([...SHIPMENT_STATUSES]);
	});
});
