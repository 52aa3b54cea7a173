import { resumeWorkflow } from '../../n8n/runs/resumeWorkflow.ts';
import { openSqlite } from '../../engine/state/dialects/openSqlite.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { waitUntil, type Workflow, type WorkflowNode } from '../support/n8n.ts';
import { entityTrigger, startWorld, type World } from '../support/world.ts';

const TRIGGER = 'Commerce Order Trigger';

const node = (name: string, type: string, position: [number, number], parameters = {}) =>
	({ name, type, typeVersion: 1, position, parameters }) as WorkflowNode;

/** Trigger -> Pause -> "Resumed" or "Time is up". */
function pausing(name: string, parameters: Record<string, unknown>): Workflow {
	const next = (target: string) => [{ node: target, type: 'main', index: 0 }];
	return {
		name,
		nodes: [
			entityTrigger({ entityType: 'Order', events: ['order_created'] }),
			{
				...node('Pause', 'n8n-nodes-commerce.commercePause', [220, 0], parameters),
				typeVersion: 2,
				webhookId: `pause-${name}`,
			},
			node('Resumed', 'n8n-nodes-base.noOp', [440, -100]),
			node('Time is up', 'n8n-nodes-base.noOp', [440, 100]),
		],
		connections: {
			[TRIGGER]: { main: [next('Pause')] },
			Pause: { main: [next('Resumed'), next('Time is up')] },
		},
		settings: {},
	};
}

describe('Commerce Pause, on a real n8n', () => {
	let world: World;
	let database: OpenDatabase;
	let lastOrder = 0;

	beforeAll(async () => {
		world = await startWorld();
		database = await openSqlite(`${world.userFolder}/.n8n/commerce.sqlite`);
	}, 180_000);
	afterAll(async () => {
		await database?.close();
		await world?.stop();
	}, 60_000);

	const publish = async (workflow: Workflow) => {
		const { id } = await world.n8n.createWorkflow(workflow);
		await world.publish(id);
		return id;
	};
	const placeOrder = async () => {
		lastOrder += 1;
		const id = `p${lastOrder}`;
		await world.report('order.created', { id, number: `#${lastOrder}`, status: 'processing' });
		return id;
	};
	const pauses = async (workflowId: string) =>
		await database.db
			.selectFrom('pause')
			.selectAll()
			.where('workflowId', '=', workflowId)
			.execute();
	const untilPaused = async (workflowId: string, runs = 1) =>
		await waitUntil(
			async () => {
				const waiting = await world.n8n.listExecutions({ workflowId, status: 'waiting' });
				const rows = await pauses(workflowId);
				return waiting.length === runs && rows.length === runs && rows;
			},
			{ what: 'the run to wait' },
		);
	const untilEnded = async (workflowId: string, runs = 1) =>
		await waitUntil(
			async () => {
				const ended = await world.n8n.listExecutions({
					workflowId,
					status: 'success',
					includeData: true,
				});
				return ended.length === runs && ended;
			},
			// n8n looks once a minute for runs whose time is up.
			{ what: 'the run to end', timeoutMs: 90_000 },
		);
	/** The orders that came out of a node. */
	const ordersAt = (name: string, run: Awaited<ReturnType<typeof untilEnded>>[number]) =>
		(run.data!.resultData.runData[name] ?? []).flatMap(({ data }) =>
			(data?.main[0] ?? []).map(({ json }) => (json.order as { id: string }).id),
		);
	const open = async (url: string) => (await fetch(url)).status;

	it('Pause -> restart n8n -> resume by link: continues once; a second resume says that nothing is paused', async () => {
		const workflowId = await publish(pausing('by link', {}));
		const order = await placeOrder();
		const [pause] = await untilPaused(workflowId);
		await world.untilQuiet();
		await world.n8n.restart();

		const [first, second] = await Promise.all([open(pause!.resumeUrl), open(pause!.resumeUrl)]);
		expect([first, second].filter((status) => status === 200)).toHaveLength(1);
		const [run] = await untilEnded(workflowId);
		expect(ordersAt('Resumed', run!)).toEqual([order]);
		expect(ordersAt('Time is up', run!)).toEqual([]);
		expect(await open(pause!.resumeUrl)).toBe(409);
		expect(await pauses(workflowId)).toEqual([]);
		await world.unpublish(workflowId);
	});

	it('resume by workflow: every waiting run continues once; a second resume says that nothing is paused', async () => {
		const workflowId = await publish(pausing('by workflow', {}));
		const orders = [await placeOrder(), await placeOrder()];
		await untilPaused(workflowId, 2);
		const resume = async () =>
			await resumeWorkflow(database, open, 'default', workflowId, Date.now());
		expect(await resume()).toBe(2);
		const runs = await untilEnded(workflowId, 2);
		expect(runs.flatMap((run) => ordersAt('Resumed', run)).sort()).toEqual(orders);
		expect(await resume()).toBe(0);
		await world.unpublish(workflowId);
	});

	it('goes on through the second output when its time is up', async () => {
		const workflowId = await publish(
			pausing('time limit', { hasTimeLimit: true, amount: 1, unit: 'seconds' }),
		);
		const order = await placeOrder();
		const [run] = await untilEnded(workflowId);
		expect(ordersAt('Time is up', run!)).toEqual([order]);
		expect(ordersAt('Resumed', run!)).toEqual([]);
		await world.unpublish(workflowId);
	}, 120_000);

	it('without the token of the link nobody resumes a run', async () => {
		const workflowId = await publish(pausing('forged', {}));
		await placeOrder();
		const [pause] = await untilPaused(workflowId);
		const forged = new URL(pause!.resumeUrl);
		forged.search = '';
		expect(await open(forged.toString())).toBe(401);
		expect(await pauses(workflowId)).toHaveLength(1);
	});
});
