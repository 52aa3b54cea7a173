import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectedStoreOfBefore } from './connectedStore.ts';
import { openCommerceDatabase, type CommerceDatabase } from './commerceDatabase.ts';
import { startDemoStore, type DemoStore } from './demoStore.ts';
import { startMailServer, type MailServer } from './mailServer.ts';
import { buildPackage, chain, startN8n, waitUntil, type N8n, type WorkflowNode } from './n8n.ts';
import { newSecret, post, sign, type SignedMessage } from './postSigned.ts';
import { smtpCredential } from './smtpCredential.ts';

const PACKAGE = 'n8n-nodes-commerce';
const WEBHOOK_ID = 'test-store';

/** A real n8n with the packed package, a mail server, and a connected store. */
export type World = {
	readonly n8n: N8n;
	readonly mail: MailServer;
	readonly store: DemoStore;
	/** The credential of the mail server. */
	readonly smtp: { readonly id: string; readonly name: string };
	readonly database: CommerceDatabase;
	/** What N8N_USER_FOLDER is. */
	readonly userFolder: string;
	/** Where the store posts to. */
	readonly webhookUrl: string;
	/** The n8n workflow that is the integration. */
	readonly storeWorkflowId: string;
	/** A message as the connected store would sign it. */
	message(type: string, data: Record<string, unknown>, at?: Date): SignedMessage;
	/** Posts one and requires that it was stored. */
	report(type: string, data: Record<string, unknown>): Promise<void>;
	/** An entity trigger and a Send Email, published; its id once it is live. */
	mailOn(trigger: TriggerSetUp, email?: Record<string, unknown>): Promise<string>;
	/** Publishes and waits until the triggers are live. */
	publish(workflowId: string): Promise<void>;
	unpublish(workflowId: string): Promise<void>;
	/** Every delivery has been settled. */
	untilQuiet(timeoutMs?: number): Promise<void>;
	stop(): Promise<void>;
};

export type TriggerSetUp = {
	readonly entityType: 'Order' | 'Shipment' | 'Customer' | 'Product';
	readonly events: readonly string[];
	/** Further parameters of the trigger: `options`, `conditions`. */
	readonly parameters?: Record<string, unknown>;
	readonly name?: string;
	/** Of the node; 1 where it is not given. */
	readonly version?: number;
};

export async function startWorld(
	env: Record<string, string> = {},
	/** Connects the store by the whole template of before instead of the trigger alone. */
	isWholeTemplate = false,
): Promise<World> {
	const opened: Array<() => Promise<unknown>> = [];
	try {
		return await openWorld(opened, env, isWholeTemplate);
	} catch (error) {
		// What is left open keeps the tests from ending.
		for (const close of opened.toReversed()) await close();
		throw error;
	}
}

async function openWorld(
	opened: Array<() => Promise<unknown>>,
	env: Record<string, string>,
	isWholeTemplate: boolean,
): Promise<World> {
	const folder = await mkdtemp(join(tmpdir(), 'commerce-e2e-'));
	const apiKey = 'demo-key';
	const apiSecret = newSecret();
	const mail = await startMailServer();
	opened.push(mail.stop);
	const store = await startDemoStore({
		port: 0,
		dataFile: join(folder, 'store.json'),
		apiKey,
		apiSecret,
	});
	opened.push(store.stop);
	const n8n = await startN8n({
		userFolder: folder,
		packageTarball: process.env.COMMERCE_PACKAGE_TARBALL ?? (await buildPackage()),
		env,
	});
	opened.push(n8n.kill);
	const storeCredential = await n8n.createCredential('Store', 'commerceGenericStoreApi', {
		storeUrl: store.url,
		apiKey,
		apiSecret,
	});
	const smtp = await smtpCredential(n8n, mail);
	const { id: storeWorkflowId } = await n8n.createWorkflow(
		isWholeTemplate
			? connectedStoreOfBefore({
					provider: 'generic',
					storeName: 'Test Shop',
					webhookId: WEBHOOK_ID,
					credentialType: 'commerceGenericStoreApi',
					credential: storeCredential,
				})
			: chain('Test Shop', [storeTrigger(storeCredential)]),
	);
	const world: World = {
		n8n,
		mail,
		store,
		smtp,
		webhookUrl: `${n8n.url}/webhook/${WEBHOOK_ID}/store`,
		storeWorkflowId,
		userFolder: folder,
		message: (type, data, at) => sign(apiSecret, type, data, at),
		async report(type, data) {
			const status = await post(world.webhookUrl, world.message(type, data));
			if (status !== 200) throw new Error(`The Store Trigger answered ${status} to ${type}.`);
		},
		async mailOn(trigger, email = {}) {
			const { id } = await n8n.createWorkflow(
				chain(trigger.name ?? `Mail on ${trigger.events.join(', ')}`, [
					entityTrigger(trigger),
					sendEmail(smtp, email),
				]),
			);
			await world.publish(id);
			return id;
		},
		async publish(workflowId) {
			await n8n.publish(workflowId);
			await waitUntil(async () => (await world.database.liveWorkflows()).includes(workflowId), {
				what: `workflow ${workflowId} to be live`,
			});
		},
		async unpublish(workflowId) {
			await n8n.unpublish(workflowId);
			await waitUntil(async () => !(await world.database.liveWorkflows()).includes(workflowId), {
				what: `workflow ${workflowId} to be taken down`,
			});
		},
		async untilQuiet(timeoutMs = 60_000) {
			await waitUntil(async () => await world.database.isQuiet(), {
				what: 'every delivery to be settled',
				timeoutMs,
			});
		},
		database: await connect(n8n, storeWorkflowId, store, folder),
		async stop() {
			await world.database.close();
			await n8n.stop();
			await store.stop();
			await mail.stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
	return world;
}

/** Publishes the integration; its webhook is then in the store. */
async function connect(
	n8n: N8n,
	workflowId: string,
	store: DemoStore,
	folder: string,
): Promise<CommerceDatabase> {
	await n8n.publish(workflowId);
	await waitUntil(() => store.state.webhooks.length > 0, {
		what: 'the webhook to be in the store',
	});
	return await openCommerceDatabase(folder);
}

export function storeTrigger(credential: { id: string; name: string }): WorkflowNode {
	return {
		name: 'Commerce Store Trigger',
		type: `${PACKAGE}.commerceStoreTrigger`,
		typeVersion: 2,
		position: [0, 0],
		parameters: { provider: 'generic', storeName: 'Test Shop' },
		credentials: { commerceGenericStoreApi: credential },
		webhookId: WEBHOOK_ID,
	};
}

export function entityTrigger({
	entityType,
	events,
	parameters,
	version = 1,
}: TriggerSetUp): WorkflowNode {
	return {
		name: `Commerce ${entityType} Trigger`,
		type: `${PACKAGE}.commerce${entityType}Trigger`,
		typeVersion: version,
		position: [0, 0],
		parameters: { events, ...parameters },
	};
}

export function sendEmail(
	credential: { id: string; name: string },
	{ version = 1, ...parameters }: Record<string, unknown> & { version?: number },
): WorkflowNode {
	return {
		name: 'Commerce Send Email',
		type: `${PACKAGE}.commerceSendEmail`,
		typeVersion: version,
		position: [220, 0],
		parameters: { recipient: 'customer', template: 'delivery_confirmation', ...parameters },
		credentials: { commerceSmtpApi: credential },
	};
}

/** A shipment as the store reports it. */
export function shipmentData(id: string, status = 'delivered'): Record<string, unknown> {
	return {
		id,
		orderId: `order-${id}`,
		orderNumber: `#${id}`,
		status,
		trackingNumber: `TRACK-${id}`,
		trackingUrl: `https://tracking.example.com/TRACK-${id}`,
		customer: { id: null, email: `customer-${id}@example.com`, firstName: 'Ada' },
	};
}
