import { join } from 'node:path';
import { createVapidPair } from '../../engine/messages/push/vapidKeys.ts';
import { saveSubscription } from '../../engine/messages/push/saveSubscription.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { openSqlite } from '../../engine/state/dialects/openSqlite.ts';
import { chain, type Execution, type WorkflowNode } from './n8n.ts';
import { startPushService, type PushService } from './pushService.ts';
import { entityTrigger, shipmentData, startWorld, type World } from './world.ts';

/** What Commerce Send Push puts out as `push`. */
export type PushOutput = Record<'sent' | 'gone' | 'failed' | 'skipped', number> & {
	readonly reason?: string;
	readonly preview?: boolean;
	readonly notification: { readonly title: string; readonly tag: string };
	readonly results: ReadonlyArray<{ readonly status: string; readonly reason?: string }>;
};

type Pushing = [
	/** Of the shipment, a new one each time. */
	id: string,
	/** Of Commerce Send Push; the rest is the title and the customer as audience. */
	parameters: Record<string, unknown>,
	/** Nodes after it, and options of the trigger before it. */
	more?: { nodes?: WorkflowNode[]; trigger?: Record<string, unknown> },
];

/** A real n8n with a connected store, a push service, and a credential for it. */
export type PushWorld = {
	readonly world: World;
	readonly service: PushService;
	/** n8n's state database. */
	readonly state: OpenDatabase;
	/** The connected store. */
	readonly integrationGuid: string;
	readonly pair: { readonly publicKey: string; readonly privateKey: string };
	readonly credential: { readonly id: string; readonly name: string };
	/** Runs a workflow on one delivered shipment of Ada's, customer 42; its runs, the first one first. */
	runOn(...given: Pushing): Promise<Execution[]>;
	/** The same, and what the node put out in each run. */
	pushOn(...given: Pushing): Promise<PushOutput[]>;
	/** Subscribes a browser of a customer, or of nobody in particular; its endpoint. */
	save(customerId: string | null, publicKey?: string): Promise<string>;
	savedEndpoints(): Promise<string[]>;
	stop(): Promise<void>;
};

const CUSTOMER = { id: '42', email: 'ada@example.com', firstName: 'Ada' };

export async function startPushWorld(): Promise<PushWorld> {
	const service = await startPushService();
	const world = await startWorld();
	const state = await openSqlite(join(world.userFolder, '.n8n', 'commerce.sqlite'));
	const { guid: integrationGuid } = await state.db
		.selectFrom('integration')
		.select('guid')
		.executeTakeFirstOrThrow();
	const pair = await createVapidPair();
	const credential = await world.n8n.createCredential('Web push', 'commerceWebPushApi', {
		subject: 'mailto:shop@example.com',
		...pair,
	});

	const sendPush = ({ options, ...parameters }: Record<string, unknown>): WorkflowNode => ({
		name: 'Commerce Send Push',
		type: 'n8n-nodes-commerce.commerceSendPush',
		typeVersion: 1,
		position: [220, 0],
		parameters: {
			audience: 'customer',
			title: 'Order {{ mail.orderNumber }}',
			...parameters,
			options: { furtherServices: service.url, ...(options as object) },
		},
		credentials: { commerceWebPushApi: credential },
	});
	const runOn = async (...[id, parameters, more = {}]: Pushing) => {
		const { nodes = [], trigger = {} } = more;
		const { id: workflowId } = await world.n8n.createWorkflow(
			chain(`Push ${id}`, [
				entityTrigger({
					entityType: 'Shipment',
					events: ['shipment_delivered'],
					// A workflow that is taken down would keep waiting for the events of the others.
					parameters: {
						conditionsMode: 'json',
						conditionsJson: JSON.stringify({ orderNumber: `#${id}` }),
						options: trigger,
					},
				}),
				sendPush(parameters),
				...nodes,
			]),
		);
		await world.publish(workflowId);
		await world.report('shipment.delivered', { ...shipmentData(id), customer: CUSTOMER });
		await world.untilQuiet();
		const filter = { workflowId, includeData: true, limit: 250 };
		return (await world.n8n.listExecutions(filter)).reverse();
	};

	return {
		world,
		service,
		state,
		integrationGuid,
		pair,
		credential,
		runOn,
		pushOn: async (...given) =>
			(await runOn(...given)).map(
				({ data }) =>
					data!.resultData.runData['Commerce Send Push']![0]!.data!.main[0]![0]!.json
						.push as PushOutput,
			),
		async save(customerId, publicKey = pair.publicKey) {
			const { endpoint, keys } = service.subscribe(publicKey);
			const given = { space: 'default', endpoint, ...keys, integrationGuid, customerId };
			await saveSubscription(state, given, Date.now(), [service.url]);
			return endpoint;
		},
		async savedEndpoints() {
			const rows = await state.db.selectFrom('pushSubscription').select('endpoint').execute();
			return rows.map(({ endpoint }) => endpoint);
		},
		async stop() {
			await state.close();
			await world.stop();
			await service.stop();
		},
	};
}
