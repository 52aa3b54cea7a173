import { Webhook } from 'standardwebhooks';
import {
	startReceiver,
	status,
	type Answer,
	type Receiver,
} from '../contract/webhook/webhookReceiver.ts';
import { startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import { waitUntil } from '../support/n8n.ts';
import { shipmentData } from '../support/world.ts';

describe('event destinations, on a real n8n without any workflow for events', () => {
	let world: ApiWorld;
	let receiver: Receiver;
	let destination: { guid: string; secret: string };
	/** How it answers at present. */
	let answer: Answer = status(200);

	beforeAll(async () => {
		receiver = await startReceiver((response, received) => answer(response, received));
		world = await startApiWorld({}, { parameters: { apiOptions: { storesInOwnNetwork: true } } });
		const body = {
			...{
				name: 'ERP',
				url: `${receiver.url}/events`,
				codes: ['shipment_created', 'order_created'],
			},
			retryAfter: '0s',
		};
		destination = (await world.api('POST', '/api/destinations', body)).body.data;
	}, 180_000);
	afterAll(async () => {
		await world?.stop();
		await receiver?.close();
	}, 60_000);
	beforeEach(() => {
		answer = status(200);
		receiver.received.length = 0;
	});

	const arrived = async (count: number) =>
		await waitUntil(() => receiver.received.length >= count && receiver.received, {
			what: `${count} posts`,
			timeoutMs: 60_000,
		});
	const verified = ({ body, headers }: Receiver['received'][number]) =>
		new Webhook(destination.secret).verify(body, headers as Record<string, string>);

	it('are tried with a sample, and get events signed', async () => {
		const { body } = await world.api('POST', `/api/destinations/${destination.guid}/test`);
		expect(body.data).toMatchObject({ delivered: true, status: 200, error: null });
		await world.report('shipment.created', shipmentData('d1'));
		const [sample, event] = await arrived(2);
		expect(verified(sample!)).toMatchObject({ data: { event: { isSample: true } } });
		expect(verified(event!)).toMatchObject({
			type: 'shipment.created',
			data: { shipment: { id: 'd1' }, event: { isSample: false } },
		});
	});

	it('get an event that was given up when its dead letter is tried again', async () => {
		answer = status(503);
		await world.report('shipment.created', shipmentData('d2'));
		const [letter] = await waitUntil(
			async () => {
				const { data } = (await world.api('GET', '/api/dead-letters')).body;
				return data.length > 0 && (data as Array<{ id: string }>);
			},
			{ what: 'a dead letter', timeoutMs: 60_000 },
		);
		expect(letter).toMatchObject({
			workflow: { guid: destination.guid, name: 'ERP' },
			attempts: 2,
		});
		answer = status(200);
		const { body } = await world.api('POST', `/api/dead-letters/${letter!.id}/retry`);
		expect(body.data).toMatchObject({ retried: 1, from: 'start', status: 'waiting' });
		const posts = await arrived(3);
		expect(new Set(posts.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
		expect(verified(posts[2]!)).toMatchObject({ data: { shipment: { id: 'd2' } } });
	});

	it('kill -9 while an event is being posted -> it is posted again under its id, and the feed goes on where it was', async () => {
		const before = (await world.api('GET', '/api/events?after=now')).body.nextCursor as string;
		answer = () => {};
		await world.report('shipment.created', shipmentData('d3'));
		await arrived(1);
		await world.n8n.kill();
		answer = status(200);
		await world.n8n.start();
		const feed = async (after: string) =>
			(await world.api('GET', `/api/events?after=${after}&items=true`)).body as unknown as {
				data: Array<{ entityId: string; item: object }>;
				nextCursor: string;
			};
		const page = await waitUntil(async () => await feed(before).catch(() => null), {
			what: 'the API to answer again',
			timeoutMs: 60_000,
		});
		const [first, again] = await arrived(2);
		expect(again!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
		expect(verified(again!)).toMatchObject({ data: { shipment: { id: 'd3' } } });
		expect(page.data).toMatchObject([{ entityId: 'd3', item: { shipment: { id: 'd3' } } }]);
		expect((await feed(page.nextCursor)).data).toEqual([]);
	}, 180_000);
});
