import { chain, waitUntil, type WorkflowNode } from '../support/n8n.ts';
import { post } from '../support/postSigned.ts';
import { entityTrigger, startWorld, type World } from '../support/world.ts';

type Item = { event: { codes: string[]; isOwnUpdate: boolean }; order: { status: string } };

const CUSTOMER = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };

const at = (second: number) => new Date(Date.now() - 60_000 + second * 1_000).toISOString();

const order = (id: string, status: string, second: number, note: string | null = null) => ({
	id,
	number: `#${id}`,
	status,
	note,
	updatedAt: at(second),
	customer: { email: `customer-${id}@example.com` },
});

describe('statuses, on a real n8n', () => {
	let world: World;

	beforeAll(async () => {
		world = await startWorld({}, true);
	}, 180_000);
	afterAll(async () => await world?.stop(), 60_000);

	describe('order_status_changed', () => {
		let workflowId: string;

		beforeAll(async () => {
			workflowId = await world.mailOn(
				{ entityType: 'Order', events: ['order_status_changed'] },
				{ template: 'order_status_update' },
			);
		});

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
			await Promise.all(
				Array.from({ length: 5 }, async () => await post(world.webhookUrl, change)),
			);
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

	describe('a status written back to the store', () => {
		const updateStatus = (parameters: Record<string, unknown>): WorkflowNode => ({
			name: 'Commerce Update Status',
			type: 'n8n-nodes-commerce.commerceUpdateStatus',
			typeVersion: 1,
			position: [220, 0],
			parameters,
		});
		const nothing: WorkflowNode = {
			name: 'Nothing',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [220, 0],
			parameters: {},
		};
		const publish = async (name: string, nodes: WorkflowNode[]) => {
			const { id } = await world.n8n.createWorkflow(chain(name, nodes));
			await world.publish(id);
			return id;
		};
		const runsOf = async (workflowId: string) =>
			(await world.n8n.listExecutions({ workflowId, includeData: true, limit: 250 })).reverse();
		const untilEverythingArrived = async () => {
			await waitUntil(
				() => world.store.state.deliveries.every(({ status }) => status === 'delivered'),
				{ what: 'the store to have reported everything' },
			);
			await world.untilQuiet();
		};
		const statusInStore = (id: string) =>
			world.store.state.orders.find((order) => order.id === id)?.status;

		it('a workflow Order Trigger -> Update Status changes the order in the demo store, the change comes back as an event, and does not start an endless loop', async () => {
			const events = ['order_paid', 'order_status_changed', 'order_updated'];
			const completing = await publish('Complete what is paid', [
				entityTrigger({ entityType: 'Order', events }),
				updateStatus({ target: 'order', orderStatus: 'completed' }),
			]);
			const watching = await publish('Watch', [
				entityTrigger({
					entityType: 'Order',
					events: ['order_status_changed'],
					parameters: { options: { includeOwnUpdates: true } },
				}),
				nothing,
			]);
			const { id } = world.store.placeOrder(CUSTOMER);
			world.store.pay(id);
			await waitUntil(() => statusInStore(id) === 'completed', {
				what: 'the order to be completed',
			});
			await untilEverythingArrived();

			const runs = await runsOf(completing);
			expect(runs.map(({ status }) => status)).toEqual(['success']);
			const seen = (await runsOf(watching)).map(
				({ data }) =>
					data!.resultData.runData['Commerce Order Trigger']![0]!.data!.main[0]![0]!
						.json as unknown as Item,
			);
			expect(seen.map(({ order, event }) => [order.status, event.isOwnUpdate])).toEqual([
				['processing', false],
				['completed', true],
			]);
			await world.unpublish(completing);
			await world.unpublish(watching);
		});

		it('each update is an execution of the workflow that connects the store, which holds its keys', async () => {
			const runs = await runsOf(world.storeWorkflowId);
			expect(runs.map(({ status }) => status)).toEqual(['success']);
			expect(Object.keys(runs[0]!.data!.resultData.runData)).toContain('Update status');
		});

		it('what the store cannot do is refused with the reason', async () => {
			const workflowId = await publish('Impossible', [
				entityTrigger({ entityType: 'Order', events: ['order_created'] }),
				updateStatus({
					target: 'shipmentById',
					targetId: 'no-such-shipment',
					shipmentStatus: 'delivered',
				}),
			]);
			world.store.placeOrder(CUSTOMER);
			await untilEverythingArrived();
			const [run] = await runsOf(workflowId);
			expect(run?.status).toBe('error');
			expect(run?.data?.resultData.error?.message).toMatch(/no-such-shipment|shipment/i);
			await world.unpublish(workflowId);
		});

		it('an import by the template brings in nothing that is known and leaves the webhook alone', async () => {
			const before = structuredClone(world.store.state.webhooks);
			const eventsBefore = (await world.database.events()).length;
			const { executionId } = await world.n8n.rest<{ executionId: string }>(
				'POST',
				`/workflows/${world.storeWorkflowId}/run`,
				{ triggerToStartFrom: { name: 'Every 10 minutes' } },
			);
			const run = await waitUntil(
				async () => {
					const execution = await world.n8n.getExecution(executionId);
					return execution.status !== 'running' && execution.status !== 'new' && execution;
				},
				{ what: 'the import to end' },
			);
			expect(run.status).toBe('success');
			const [output] = run.data!.resultData.runData['Import changes']![0]!.data!.main[0]!;
			expect(output?.json).toMatchObject({
				webhooks: { registered: 1, restored: 0, removed: 0 },
				imported: { Order: { events: 0 }, Customer: { events: 0 } },
			});
			expect(world.store.state.webhooks).toEqual(before);
			expect((await world.database.events()).length).toBe(eventsBefore);
		});
	});
});
