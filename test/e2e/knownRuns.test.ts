import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { chain, waitUntil } from '../support/n8n.ts';
import { answering, startServer, type SimulatedServer } from '../support/simulatedServer.ts';
import { entityTrigger, shipmentData, startWorld, type World } from '../support/world.ts';

describe('kill -9, on a real n8n that remembers its runs', () => {
	let world: World;
	let receiver: SimulatedServer;
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
		const { id } = await world.n8n.createWorkflow(
			chain('Report', [
				entityTrigger({ entityType: 'Shipment', events: ['shipment_delivered'] }),
				{
					name: 'Report',
					type: 'n8n-nodes-base.httpRequest',
					typeVersion: 4.2,
					position: [220, 0],
					parameters: {
						method: 'POST',
						url: receiver.url,
						sendBody: true,
						specifyBody: 'json',
						jsonBody: '={{ JSON.stringify({ id: $json.shipment.id }) }}',
					},
				},
			]),
		);
		await world.publish(id);
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
	const ended = async () => (await world.n8n.listExecutions({ status: 'success' })).length;

	it('a run that had ended well and could not be written down any more is not started again', async () => {
		const file = new DatabaseSync(join(world.userFolder, '.n8n', 'commerce.sqlite'));
		const endedBefore = await ended();
		answer = async () => {
			answer = async () => {};
			file.exec('begin immediate');
		};
		await deliver('ended');
		await waitUntil(async () => (await ended()) > endedBefore, { what: 'the run to end' });
		await world.n8n.kill();
		file.exec('rollback');
		file.close();
		expect(await world.database.isQuiet()).toBe(false);
		await world.n8n.start();
		await world.untilQuiet();
		expect(begun).toEqual(['ended']);
	}, 120_000);

	it('a run that was cut off is started again, and those that waited for it in n8n start once', async () => {
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
});
