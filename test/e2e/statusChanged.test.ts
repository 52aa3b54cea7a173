import { post } from '../support/postSigned.ts';
import { startWorld, type World } from '../support/world.ts';

const at = (second: number) => new Date(Date.now() - 60_000 + second * 1_000).toISOString();

const order = (id: string, status: string, second: number, note: string | null = null) => ({
	id,
	number: `#${id}`,
	status,
	note,
	updatedAt: at(second),
	customer: { email: `customer-${id}@example.com` },
});

describe('order_status_changed, on a real n8n', () => {
	let world: World;
	let workflowId: string;

	beforeAll(async () => {
		world = await startWorld();
		workflowId = await world.mailOn(
			{ entityType: 'Order', events: ['order_status_changed'] },
			{ template: 'order_status_update' },
		);
	}, 180_000);
	afterAll(async () => await world?.stop(), 60_000);

	const emitted = async () => {
		const runs = await world.n8n.listExecutions({ workflowId, includeData: true, limit: 250 });
		return runs
			.reverse()
			.flatMap(({ data }) =>
				data!.resultData.runData['Commerce Order Trigger']!.flatMap((run) =>
					run.data!.main[0]!.map(({ json }) => json),
				),
			) as Array<Record<'event' | 'order' | 'previous', Record<string, unknown>>>;
	};

	it('fires once for a change and not for an update without one; previous.status is right; an older change that arrives late fires nothing', async () => {
		await world.report('order.created', order('1', 'processing', 0));
		await world.report('order.updated', order('1', 'processing', 1, 'a note'));
		await world.untilQuiet();
		expect(await emitted()).toEqual([]);

		const change = world.message('order.updated', order('1', 'completed', 10));
		await Promise.all(Array.from({ length: 5 }, async () => await post(world.webhookUrl, change)));
		await world.report('order.updated', order('1', 'completed', 11));
		await world.report('order.updated', order('1', 'on_hold', 5));
		await world.untilQuiet();

		const items = await emitted();
		expect(items).toHaveLength(1);
		expect(items[0]).toMatchObject({
			event: { code: 'order_status_changed', entityType: 'Order', attempt: 1, isSample: false },
			order: { id: '1', number: '#1', status: 'completed' },
			previous: { status: 'processing' },
			integration: { name: 'Test Shop', provider: 'generic', storeUrl: world.store.url },
			customer: { email: 'customer-1@example.com' },
		});
	});
});
