import { post } from '../support/postSigned.ts';
import { startWorld, type World } from '../support/world.ts';

const EVENTS = 500;
const ORDERS = 50;

describe('events per run, on a real n8n', () => {
	let world: World;

	beforeAll(async () => {
		world = await startWorld({ COMMERCE_EDIT_GRACE_SECONDS: '600' });
	}, 180_000);
	afterAll(async () => await world?.stop(), 60_000);

	it('500 events with "events per run" 100 become at most 10 runs, in order for each entity, none lost', async () => {
		const workflowId = await world.mailOn(
			{
				entityType: 'Order',
				events: ['order_created', 'order_updated'],
				parameters: { options: { eventsPerRun: 100 } },
			},
			{ template: 'order_status_update', options: { previewOnly: true } },
		);
		// All are waiting before the first can run, however slow the machine is.
		await world.unpublish(workflowId);
		const chains = Array.from({ length: ORDERS }, async (_, order) => {
			for (let step = 0; step < EVENTS / ORDERS; step += 1) {
				const data = { id: `o${order}`, number: `#${order}`, total: step, updatedAt: new Date() };
				const type = step === 0 ? 'order.created' : 'order.updated';
				const customer = { email: 'customer@example.com' };
				expect(await post(world.webhookUrl, world.message(type, { ...data, customer }))).toBe(200);
			}
		});
		await Promise.all(chains);
		await world.publish(workflowId);
		await world.untilQuiet();

		const runs = await world.n8n.listExecutions({ workflowId, includeData: true, limit: 250 });
		expect(runs.length).toBeLessThanOrEqual(10);
		const totals = new Map<string, number[]>();
		for (const { data } of runs.reverse()) {
			for (const run of data!.resultData.runData['Commerce Order Trigger']!) {
				for (const { json } of run.data!.main[0]!) {
					const { id, total } = json.order as { id: string; total: number };
					totals.set(id, [...(totals.get(id) ?? []), total]);
				}
			}
		}
		expect(totals.size).toBe(ORDERS);
		const inOrder = Array.from({ length: EVENTS / ORDERS }, (_, step) => step);
		for (const list of totals.values()) expect(list).toEqual(inOrder);
	}, 120_000);
});
