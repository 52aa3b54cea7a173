import { randomUUID } from 'node:crypto';
import { createActionWorld } from '../../engine/actions/actionWorld.ts';
import { stopWatching, watchNumbers, type WatchRequest } from '../../engine/actions/watchAction.ts';
import { composeItem, type CommerceItem } from '../../engine/deliveries/composeItem.ts';
import type { Order, Shipment } from '../../engine/events/entities.ts';
import type { Observation } from '../../engine/events/observation.ts';
import type { Integration } from '../../engine/inbox/integration.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import { orderReference } from '../../engine/parcels/orderKey.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	AFTERSHIP_TAGS,
	startSimulatedAfterShip,
	type SimulatedAfterShip,
} from '../support/simulatedAfterShip.ts';
import { INTEGRATION, REAL_CLOCK, saveIntegration, testInbox } from '../support/testInbox.ts';

const TRACKER = {
	...INTEGRATION,
	guid: '44444444-4444-5444-8444-444444444444',
	name: 'Tracker',
	provider: 'aftership',
	workflowId: 'tracker-workflow',
	nodeId: 'tracker-node',
};
const CARRIER = {
	...INTEGRATION,
	guid: '33333333-3333-5333-8333-333333333333',
	name: 'Carrier',
	provider: 'sendcloud',
	storeUrl: 'https://panel.sendcloud.sc/accounts/1',
	workflowId: 'carrier-workflow',
	nodeId: 'carrier-node',
};

eachDialect('a tracker that is to follow a number', (database) => {
	let state: OpenDatabase;
	let account: SimulatedAfterShip;
	let report: (by: Integration, shipment: Partial<Shipment>) => Promise<CommerceItem>;
	let watch: (
		event: CommerceItem | null,
		given?: Partial<WatchRequest>,
	) => Promise<Awaited<ReturnType<typeof watchNumbers>>['watching']>;

	let stop: (
		given: Partial<Pick<WatchRequest, 'event' | 'trackingNumber'>>,
	) => Promise<Awaited<ReturnType<typeof stopWatching>>['watching']>;

	beforeEach(async () => {
		state = await database().open();
		account = await startSimulatedAfterShip();
		const inbox = testInbox(state, REAL_CLOCK);
		const provider = providerOf('aftership')!;
		const storeUrl = provider.storeUrl(provider.credentialsSchema.parse(account.credential));
		for (const each of [INTEGRATION, { ...TRACKER, storeUrl }, CARRIER]) {
			await saveIntegration(state, each, Date.now() - 1_000);
		}
		const store = async (by: Integration, entityType: 'Order' | 'Shipment', entity: object) => {
			const { id } = entity as { id: string };
			const changedAt = new Date().toISOString();
			const observation = {
				...{ entityType, id, kind: 'upsert', entity, changedAt, clock: 'record', topicCodes: [] },
			} as Observation;
			const message = { receiptKey: randomUUID(), occurredAt: null, payload: null };
			return (await storeMessage(inbox, by, message, [observation], new Date())).events[0]!;
		};
		const order: Partial<Order> & { id: string } = {
			...{ id: '77', number: '#1001', status: 'processing', createdAt: new Date().toISOString() },
			shippingAddress: { country: 'DE', postalCode: '10115' } as Order['shippingAddress'],
		};
		await store(INTEGRATION, 'Order', order);
		report = async (by, shipment) => {
			const entity = { id: 's1', orderId: '77', trackingNumber: '00340434123456780001' };
			const event = await store(by, 'Shipment', { ...entity, ...shipment });
			return composeItem(event, by, [], 1);
		};
		const world = createActionWorld(inbox, () => {});
		const request = {
			...{ provider: 'aftership', credentials: account.credential },
			...{ space: 'default', workflowId: 'watching' },
		};
		stop = async (given) => {
			const none = { event: null, trackingNumber: null, onlyShown: null };
			return (await stopWatching(world, { store: request, ...none, ...given })).watching;
		};
		watch = async (event, given = {}) => {
			const { watching } = await watchNumbers(world, {
				store: request,
				...{ event, trackingNumber: null, carrier: null, orderNumber: null },
				...{
					countryCode: null,
					postalCode: null,
					isOfShopsOnly: true,
					stopsCancelled: true,
					onlyShown: null,
				},
				...given,
			});
			return watching;
		};
	});
	afterEach(async () => await account.close());
	const followed = () => account.trackings.map((each) => each.tracking_number);
	const asked = () => account.calls.filter((call) => call.startsWith('POST')).length;

	it('gets it with the order that it belongs to, by our reference and by its number, and where it goes', async () => {
		const event = await report(INTEGRATION, { carrier: 'DHL' });
		expect(await watch(event)).toMatchObject({ changed: true, remark: null });
		expect(account.bodies).toEqual([
			expect.objectContaining({
				tracking_number: '00340434123456780001',
				order_id: orderReference({ integrationGuid: INTEGRATION.guid, orderId: '77' }),
				order_number: '#1001',
				destination_country_region: 'DEU',
				destination_postal_code: '10115',
			}),
		]);
	});

	it('is told once, whatever the shop says of the parcel afterwards', async () => {
		await watch(await report(INTEGRATION, {}));
		const again = await watch(await report(INTEGRATION, { status: 'in_transit' }));
		expect(again).toMatchObject({ changed: false, remark: null });
		expect([followed(), asked()]).toEqual([['00340434123456780001'], 1]);
	});

	it('gets every number of a shipment that has several', async () => {
		const parcels = ['00340434123456780001', '00340434123456780002'].map((trackingNumber) => ({
			...{ trackingNumber, trackingUrl: null, carrier: null },
		}));
		const { numbers } = await watch(await report(INTEGRATION, { parcels }));
		expect(numbers).toHaveLength(2);
		expect(followed()).toEqual(['00340434123456780001', '00340434123456780002']);
	});

	it('is told of a number at the next try where it has refused it', async () => {
		account.credit = 0;
		const event = await report(INTEGRATION, {});
		await expect(watch(event)).rejects.toThrow();
		account.credit = 1;
		expect(await watch(event)).toMatchObject({ changed: true });
	});

	it.each([
		['it has reported itself', TRACKER, {}, 'the tracker has reported it itself'],
		['another carrier tells of', CARRIER, {}, '"Carrier" tells of it by itself'],
		[
			'has arrived',
			INTEGRATION,
			{ status: 'delivered' as const },
			'the parcel has arrived already',
		],
	])('is not told of a parcel that %s', async (_, by, shipment, reason) => {
		const { changed, remark } = await watch(await report(by, shipment));
		expect([changed, remark]).toEqual([false, `Not watched: ${reason}.`]);
		expect(asked()).toBe(0);
	});

	it('follows it no longer once the shop has cancelled the parcel, and again when somebody wants it', async () => {
		await watch(await report(INTEGRATION, {}));
		const cancelled = await watch(await report(INTEGRATION, { status: 'cancelled' }));
		expect([cancelled.changed, followed()]).toEqual([true, []]);
		expect(cancelled.remark).toMatch(/gone from AfterShip/);
		const trackingNumber = '00340434123456780001';
		expect(await watch(null, { trackingNumber })).toMatchObject({ changed: true });
		expect(followed()).toEqual([trackingNumber]);
	});

	it('follows on what somebody else has entered there, until a person says otherwise', async () => {
		const trackingNumber = '00340434123456780001';
		account.follow({ tracking_number: trackingNumber });
		await watch(await report(INTEGRATION, {}));
		const cancelled = await watch(await report(INTEGRATION, { status: 'cancelled' }));
		expect(cancelled).toMatchObject({
			...{ changed: false, remark: expect.stringContaining('Somebody else') as unknown },
		});
		expect(followed()).toEqual([trackingNumber]);
		expect(await stop({ trackingNumber })).toMatchObject({ changed: true });
		expect(followed()).toEqual([]);
	});

	it('stops where somebody says so, and only what it follows itself', async () => {
		const event = await report(INTEGRATION, {});
		await watch(event);
		expect((await stop({ trackingNumber: '0034 0434 1234 5678 0001' })).changed).toBe(true);
		expect(followed()).toEqual([]);
		expect(await stop({ event })).toMatchObject({ changed: false });
		expect(await stop({ trackingNumber: '1Z999' })).toMatchObject({
			...{ changed: false, remark: expect.stringContaining('nothing was stopped') as unknown },
		});
	});

	it('gets a number that somebody gives, and no order of the event where another one is named', async () => {
		const event = await report(INTEGRATION, {});
		const given = {
			trackingNumber: '00340434123456780009',
			orderNumber: '2002',
			countryCode: 'at',
		};
		await watch(event, given);
		const [body] = account.bodies as [Record<string, unknown>];
		expect(body).toMatchObject({ order_number: '2002', destination_country_region: 'AUT' });
		expect(body).not.toHaveProperty('order_id');
	});

	it('is told nothing where somebody tries the workflow, who is told what would happen', async () => {
		const event = await report(INTEGRATION, {});
		expect(await watch(event, { onlyShown: 'manual run' })).toMatchObject({
			preview: true,
			wouldHappen: 'Tracker would follow 00340434123456780001 for order #1001.',
		});
		expect(asked()).toBe(0);
	});

	it('reports what the carrier says as the word of the carrier, and not as our own change', async () => {
		account.follow({ tracking_number: '00340434123456780001', ...AFTERSHIP_TAGS.delivered });
		await watch(await report(INTEGRATION, {}));
		const events = await state.db
			.selectFrom('event')
			.select(['codesJson', 'isOwnUpdate'])
			.where('integrationGuid', '=', TRACKER.guid)
			.execute();
		expect(events).toEqual([
			{ codesJson: expect.stringContaining('shipment_delivered'), isOwnUpdate: 0 },
		]);
	});

	it.each([
		['no country', { trackingNumber: '1Z', countryCode: 'Germany' }, 'is no country'],
		['no number', { trackingNumber: ' ' }, '"Tracking Number" is empty'],
		['no shipment', {}, 'not about a shipment'],
	])('is not asked where there is %s, and the error says so', async (_, given, message) => {
		await expect(watch(null, given)).rejects.toThrow(message);
		expect(asked()).toBe(0);
	});
});
