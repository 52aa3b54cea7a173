import path from 'node:path';
import type { DemoPorts } from './demoPorts.ts';
import { openDemoRecord, type DemoRecord } from './demoRecord.ts';
import { demoWorkflows } from './demoWorkflows.ts';
import { startInbox, type Inbox } from './inbox/startInbox.ts';
import { buildPackage } from './n8n/buildPackage.ts';
import { startN8n, type N8n } from './n8n/startN8n.ts';
import { waitUntil } from './n8n/waitUntil.ts';
import { startDemoStore, type DemoStore } from './store/startDemoStore.ts';

const STORE_NAME = 'Harbour Goods';
const LIVE_TIMEOUT_MS = 60_000;

export type Demo = {
	readonly n8n: N8n;
	readonly store: DemoStore;
	readonly inbox: Inbox;
	/** The token of the REST API. */
	readonly apiToken: string;
};

/** Something that has to be stopped again. */
type Stoppable = { stop(): Promise<void> };

/**
 * The whole demo: mail inbox, store, and n8n with the package in it. At the first start in `folder` it
 * makes the credentials and workflows; later ones go on with what is there.
 *
 * @param started each part is added as soon as it runs, so that whoever interrupts can stop it
 */
export async function startDemo(options: {
	readonly folder: string;
	readonly ports: DemoPorts;
	/** Tells a person what is being done. */
	readonly say: (line: string) => void;
	readonly started: Stoppable[];
	readonly onUnexpectedEnd: () => void;
}): Promise<Demo> {
	const { folder, ports, say, started } = options;
	const record = await openDemoRecord(folder, ports);
	const { apiKey, apiSecret, apiToken, vapid } = record.state;

	say('Building the package …');
	const packageTarball = await buildPackage(path.join(folder, 'package'));

	say('Starting the mail inbox and the demo store …');
	const inbox = await startInbox({
		smtpPort: ports.smtp,
		webPort: ports.inbox,
		dataFile: path.join(folder, 'inbox.json'),
	});
	started.push(inbox);
	const store = await startDemoStore({
		port: ports.store,
		dataFile: path.join(folder, 'store.json'),
		apiKey,
		apiSecret,
		storeName: STORE_NAME,
		push: {
			publicKey: vapid.publicKey,
			saveUrl: `http://127.0.0.1:${ports.n8n}/webhook/commerce/api/integrations/save-vapid-subscription`,
		},
	});
	started.push(store);

	say('Starting n8n (the first start takes some 15 seconds) …');
	const n8n = await startN8n({
		userFolder: path.join(folder, 'n8n'),
		port: ports.n8n,
		packageTarball,
		env: { GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone },
		onUnexpectedEnd: options.onUnexpectedEnd,
	});
	started.push(n8n);

	if (!record.state.isSetUp) {
		say('Making the credentials and workflows …');
		await setUp({ n8n, store, inbox, apiToken }, record.state);
		record.state.isSetUp = true;
		await record.save();
	}
	return { n8n, store, inbox, apiToken };
}

/** Whatever an interrupted set-up has left is removed first. */
async function setUp(
	{ n8n, store, inbox, apiToken }: Demo,
	{ apiKey, apiSecret, vapid }: DemoRecord,
): Promise<void> {
	for (const { id } of await n8n.listWorkflows()) {
		await n8n.unpublish(id);
		await n8n.deleteWorkflow(id);
	}
	for (const { id } of await n8n.rest<Array<{ id: string }>>('GET', '/credentials')) {
		await n8n.rest('DELETE', `/credentials/${id}`);
	}
	const workflows = demoWorkflows({
		storeName: STORE_NAME,
		trackingPage: `${n8n.url}/webhook/commerce/api/track`,
		store: await n8n.createCredential('Demo Store', 'commerceGenericStoreApi', {
			storeUrl: store.url,
			apiKey,
			apiSecret,
		}),
		smtp: await n8n.createCredential('Demo inbox', 'commerceSmtpApi', {
			host: '127.0.0.1',
			port: inbox.smtpPort,
			secure: false,
			allowUnencrypted: true,
			fromEmail: 'shop@harbour-goods.example',
			fromName: STORE_NAME,
		}),
		webPush: await n8n.createCredential('Demo notifications', 'commerceWebPushApi', {
			subject: 'mailto:shop@harbour-goods.example',
			...vapid,
			customerSecret: '',
		}),
		api: await n8n.createCredential('Demo API', 'commerceApi', {
			apiToken,
			n8nUrl: n8n.url,
			n8nApiKey: await n8n.createApiKey('Commerce API'),
		}),
	});
	for (const workflow of workflows) {
		const { id } = await n8n.createWorkflow(workflow);
		await n8n.publish(id);
	}
	await waitUntil(() => store.state.webhooks.length > 0, {
		what: 'n8n to connect the demo store',
		timeoutMs: LIVE_TIMEOUT_MS,
	});
}
