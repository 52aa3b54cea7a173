import { post } from '../support/postSigned.ts';
import { shipmentData, startWorld, type World } from '../support/world.ts';
import { waitUntil } from '../support/n8n.ts';

const EVENTS = 200;
/** The trigger's default for "Concurrent Runs". */
const CONCURRENT_RUNS = 5;

describe('kill -9, on a real n8n', () => {
	let world: World;

	beforeAll(async () => {
		world = await startWorld();
		await world.mailOn({ entityType: 'Shipment', events: ['shipment_delivered'] });
	}, 180_000);
	afterAll(async () => await world?.stop(), 60_000);

	it('kill -9 while 200 events are being processed -> after restart each has its mail, and none has two but for a mail that was being accepted', async () => {
		const ids = Array.from({ length: EVENTS }, (_, i) => `k${i}`);
		await Promise.all(
			ids.map(async (id) => {
				const message = world.message('shipment.delivered', shipmentData(id));
				expect(await post(world.webhookUrl, message)).toBe(200);
			}),
		);
		await waitUntil(() => world.mail.mails.length >= EVENTS / 10, {
			what: 'the mails to be under way',
			timeoutMs: 60_000,
			intervalMs: 5,
		});
		await world.n8n.kill();
		const mailedBefore = world.mail.mails.length;
		expect(mailedBefore).toBeLessThan(EVENTS);

		await world.n8n.start();
		await world.untilQuiet(150_000);
		const counts = new Map<string, number>();
		for (const { recipients } of world.mail.mails) {
			for (const address of recipients) counts.set(address, (counts.get(address) ?? 0) + 1);
		}
		expect([...counts.keys()].sort()).toEqual(ids.map((id) => `customer-${id}@example.com`).sort());
		const doubled = [...counts.values()].filter((count) => count > 1);
		expect(Math.max(...counts.values())).toBeLessThanOrEqual(2);
		expect(doubled.length).toBeLessThanOrEqual(CONCURRENT_RUNS);
	}, 300_000);
});
