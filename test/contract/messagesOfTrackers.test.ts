import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { Integration } from '../../engine/inbox/integration.ts';
import { readPending } from '../../engine/inbox/pendingReads.ts';
import { stopReading } from '../../engine/inbox/readSoon.ts';
import { receive } from '../../engine/inbox/receive.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import { matchParcel } from '../../engine/parcels/matchParcel.ts';
import { orderReference } from '../../engine/parcels/orderKey.ts';
import { toldParcelOf } from '../../engine/parcels/toldParcel.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import type { Provider } from '../../engine/providers/provider.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import { readingOf } from '../../engine/providers/storeReading.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { startSimulated17Track, TRACK17_STATUS } from '../support/simulated17Track.ts';
import { AFTERSHIP_TAGS, startSimulatedAfterShip } from '../support/simulatedAfterShip.ts';
import {
	INTEGRATION,
	saveIntegration,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';
import { waitUntil } from '../support/n8n.ts';

const GUIDS = {
	one: '11111111-1111-5111-8111-111111111111',
	two: '22222222-2222-5222-8222-222222222222',
	tracker: '33333333-3333-5333-8333-333333333333',
};
const generic = providerOf('generic')!;

/** A tracker, and what it posts. */
type Tracker = {
	readonly provider: Provider;
	readonly credential: object;
	/** The carrier says so of the one number that is followed: what is posted. */
	move(status: 'inTransit' | 'delivered', at: Date): string;
	/** What is posted to try an address, of a number that nobody follows. */
	readonly trial: string;
	headersOf(body: string): Record<string, string>;
	/** How often it was asked for parcels. */
	reads(): number;
	close(): Promise<void>;
};

async function startAfterShip(): Promise<Tracker> {
	const account = await startSimulatedAfterShip();
	return {
		...account,
		provider: providerOf('aftership')!,
		move: (status, at) => account.move(account.trackings[0]!, AFTERSHIP_TAGS[status], at),
		trial: JSON.stringify({
			event: 'tracking_update',
			event_id: 'a-trial',
			msg: { id: '5b7658cec7c33c0e007de3c5', tracking_number: '1111111111', tag: 'Delivered' },
		}),
		headersOf: (body) => ({ 'aftership-hmac-sha256': account.sign(body) }),
		reads: () => account.calls.filter((call) => call.startsWith('GET /trackings/')).length,
	};
}

async function start17Track(): Promise<Tracker> {
	const account = await startSimulated17Track();
	return {
		...account,
		provider: providerOf('17track')!,
		move: (status, at) => account.move(account.tracks[0]!, TRACK17_STATUS[status], at),
		trial: JSON.stringify({
			event: 'TRACKING_UPDATED',
			data: { number: 'RR123456789CN', carrier: 3011, tag: 'test', track_info: {} },
		}),
		headersOf: (body) => ({ sign: account.sign(body) }),
		reads: () => account.calls.filter((call) => call === 'gettrackinfo').length,
	};
}

describe.each([
	['AfterShip', startAfterShip],
	['17TRACK', start17Track],
])('a number that %s follows', (_name, start) => {
	eachDialect('by its messages', (database) => {
		let state: OpenDatabase;
		let clock: TestClock;
		let inbox: Inbox;
		let tracker: Tracker;
		let integration: Integration;
		let shops: Record<'one' | 'two', Integration>;

		beforeEach(async () => {
			state = await database().open();
			clock = testClock();
			inbox = testInbox(state, clock);
			tracker = await start();
			const connect = async (name: keyof typeof GUIDS, provider: string, storeUrl: string) => {
				const own = { guid: GUIDS[name], name, nodeId: name, workflowId: name };
				const webhookUrl = `https://n8n.example.com/webhook/${name}/store`;
				const connected = { ...INTEGRATION, ...own, provider, storeUrl, webhookUrl };
				return await saveIntegration(state, connected, clock.now() - 1_000);
			};
			shops = {
				one: await connect('one', 'generic', 'https://one.example.com'),
				two: await connect('two', 'generic', 'https://two.example.com'),
			};
			const { provider } = tracker;
			integration = await connect('tracker', provider.slug, provider.storeUrl(credentials()));
		});
		afterEach(async () => {
			await stopReading(inbox);
			await tracker.close();
		});

		const credentials = () => tracker.provider.credentialsSchema.parse(tracker.credential);
		const connection = () => ({ credentials: credentials(), http: axiosStoreHttp() });
		const at = () => new Date(clock.now());
		const place = async (shop: 'one' | 'two') => {
			const payload = { id: '77', number: '#1001', status: 'processing', createdAt: at() };
			const message = {
				...({ kind: 'message', topic: 'order.created', receiptKey: shop } as const),
				occurredAt: at().toISOString(),
				payload: JSON.parse(JSON.stringify(payload)) as unknown,
			};
			const observations = generic.normalise(message, readingOf(shops[shop]));
			await storeMessage(inbox, shops[shop], message, observations, at());
		};
		const follow = async (shop: 'one' | 'two') =>
			await tracker.provider.addTracking(connection(), {
				...{ orderId: '77', trackingNumber: '1Z999AA10123456784', carrier: 'UPS' },
				...{ trackingUrl: null, notifyCustomer: false, orderNumber: '#1001' },
				reference: orderReference({ integrationGuid: GUIDS[shop], orderId: '77' }),
			});
		const told = async (body: string, headers = tracker.headersOf(body)) => {
			const post = { headers, body: Buffer.from(body), receivedAt: at() };
			const receiver = { integration, provider: tracker.provider, credentials: credentials() };
			const answer = await receive(inbox, receiver, post);
			await waitUntil(
				async () => {
					await readPending(inbox, { ...receiver, connection: connection() });
					return (await state.db.selectFrom('pendingRead').selectAll().execute()).length === 0;
				},
				{ what: 'all to be read' },
			);
			return answer;
		};
		const codes = async () => {
			const { guid } = integration;
			const events = await state.db
				.selectFrom('event')
				.select('codesJson')
				.where('integrationGuid', '=', guid)
				.orderBy('receivedAt')
				.execute();
			return events.map(({ codesJson }) => JSON.parse(codesJson) as string[]);
		};

		it('belongs to the order that it was added for, though two shops have one of that ID and number', async () => {
			await place('one');
			await place('two');
			await follow('two');
			await told(tracker.move('inTransit', at()));
			const { entityJson } = await state.db
				.selectFrom('snapshot')
				.select('entityJson')
				.where('integrationGuid', '=', integration.guid)
				.executeTakeFirstOrThrow();
			const parcel = toldParcelOf(integration.space, integration.guid, JSON.parse(entityJson))!;
			expect(await matchParcel(state.db, parcel, clock.now())).toMatchObject({
				kind: 'matched',
				orderId: '77',
				store: { name: 'two' },
			});
		});

		it('tells each state once, however often and however late it is told', async () => {
			await follow('one');
			const late = tracker.move('inTransit', at());
			await told(late);
			clock.advance(60_000);
			const delivered = tracker.move('delivered', at());
			expect(await told(delivered)).toMatchObject({ outcome: 'stored', status: 200 });
			const once = [
				expect.arrayContaining(['shipment_in_transit']),
				expect.arrayContaining(['shipment_delivered']),
			];
			expect(await codes()).toEqual(once);
			expect(await told(delivered)).toMatchObject({ outcome: 'repeated', status: 200 });
			expect(await told(late)).toMatchObject({ outcome: 'repeated', status: 200 });
			// The same, sent anew with other bytes: what is so now is read.
			expect(
				await told(late.replace('{', '{ ').replace(/"event_id":"\w/, '"event_id":"x')),
			).toMatchObject({
				outcome: 'stored',
			});
			expect(await codes()).toEqual(once);
		});

		it('is not told by a message with another signature, or with none', async () => {
			await follow('one');
			const body = tracker.move('delivered', at());
			const signed = tracker.headersOf(`${body} `);
			expect((await told(body, signed)).outcome).toBe('signature_wrong');
			expect((await told(body, {})).outcome).toBe('signature_missing');
			expect(tracker.reads()).toBe(0);
			expect(await codes()).toEqual([]);
		});

		it('is no other than those that there are: what is posted to try the address is answered with 200, and starts nothing', async () => {
			expect(await told(tracker.trial)).toMatchObject({ status: 200 });
			expect(tracker.reads()).toBe(1);
			expect(await codes()).toEqual([]);
			expect(await state.db.selectFrom('snapshot').selectAll().execute()).toEqual([]);
		});
	});
});
