import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { chain, waitUntil } from '../support/n8n.ts';
import { reportNode } from '../support/reportNode.ts';
import { answering, startServer, type SimulatedServer } from '../support/simulatedServer.ts';
import { entityTrigger, shipmentData, startWorld, type World } from '../support/world.ts';

describe('runs that n8n remembers', () => {
	let world: World;
	let receiver: SimulatedServer;
	let workflowId: string;
	/** Ids of shipments whose runs have begun. */
	const begun: string[] = [];
	let answer: () => Promise<void>;

	beforeAll(async () => {
		world = await startWorld({ N8N_CONCURRENCY_PRODUCTION_LIMIT: '2' });
		receiver = await startServer(
			answering(async (_request, body) => {
				begun.push((JSON.parse(body.toString()) as { id: string }).id);
				await answer();
				return { status: 200, json: {} };
			}),
		);
		({ id: workflowId } = await world.n8n.createWorkflow(
			chain('Report', [
				entityTrigger({ entityType: 'Shipment', events: ['shipment_delivered'] }),
				reportNode(receiver.url, '{ id: $json.shipment.id }'),
			]),
		));
		await world.publish(workflowId);
	}, 180_000);
	afterAll(async () => {
		await world?.stop();
		await receiver?.close();
	}, 60_000);
	beforeEach(() => {
		begun.length = 0;
		answer = async () => {};
	});

	const deliver = async (id: string) => await world.report('shipment.delivered', shipmentData(id));
	const runs = async (status: string) => await world.n8n.listExecutions({ workflowId, status });

	it('a run that had ended well when n8n was killed, and could not be written down any more, is not started again', async () => {
		const path = join(world.userFolder, '.n8n', 'commerce.sqlite');
		const file = new DatabaseSync(path, { timeout: 5_000 });
		answer = async () => {
			answer = async () => {};
			file.exec('begin immediate');
		};
		await deliver('ended');
		await waitUntil(async () => (await runs('success')).length === 1, { what: 'the run to end' });
		await world.n8n.kill();
		file.exec('rollback');
		file.close();
		expect(await world.database.isQuiet()).toBe(false);
		await world.n8n.start();
		await world.untilQuiet();
		expect(begun).toEqual(['ended']);
	}, 120_000);

	it('a run that was cut off by a kill is started again, and those that waited for it in n8n start once', async () => {
		let hang = true;
		answer = async () => {
			if (hang) await new Promise(() => {});
		};
		const ids = ['a', 'b', 'c', 'd', 'e'];
		for (const id of ids) await deliver(id);
		const waiting = async () => (await world.database.deliveries()).claimed === ids.length;
		await waitUntil(async () => begun.length === 2 && (await waiting()), {
			what: 'two runs to be under way, and three to wait in n8n',
		});
		const cutOff = [...begun];
		await world.n8n.kill();
		hang = false;
		await world.n8n.start();
		await world.untilQuiet();
		expect(begun.toSorted()).toEqual([...ids, ...cutOff].toSorted());
	}, 120_000);

	it('a run that a person stops has finished, and is not started again', async () => {
		answer = async () => await new Promise(() => {});
		const { delivered } = await world.database.deliveries();
		await deliver('stopped');
		await waitUntil(() => begun.length === 1, { what: 'the run to begin' });
		const [run] = await runs('running');
		await world.n8n.rest('POST', `/executions/${run!.id}/stop`);
		await world.untilQuiet();
		expect((await world.n8n.getExecution(run!.id, false)).status).toBe('canceled');
		expect(await world.database.deliveries()).toEqual({ delivered: delivered! + 1 });
		expect(begun).toEqual(['stopped']);
	}, 120_000);

	it('a run that is under way when n8n is asked to stop is waited for, and written down', async () => {
		const stopping = Promise.withResolvers<void>();
		answer = async () => await stopping.promise;
		await deliver('last');
		await waitUntil(() => begun.length === 1, { what: 'the run to begin' });
		const stopped = world.n8n.stop();
		await waitUntil(() => world.n8n.output().includes('Stopping n8n'), { what: 'n8n to stop' });
		stopping.resolve();
		await stopped;
		expect(await world.database.isQuiet()).toBe(true);
		expect(begun).toEqual(['last']);
		await world.n8n.start();
	}, 120_000);
});
