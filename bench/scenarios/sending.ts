import webPush from 'web-push';
import { waitUntil } from '../../demo/n8n/waitUntil.ts';
import type { Workflow, WorkflowNode } from '../../demo/n8n/workflow.ts';
import { smtpCredential } from '../../test/support/smtpCredential.ts';
import type { Bench, Measured } from '../scenario.ts';
import type { BenchWorld } from '../world/benchWorld.ts';
import { postAll } from '../world/postAll.ts';
import { sendWithWebPush } from '../world/sendWithWebPush.ts';
import { startMailSink, startPushSink } from '../world/sinks.ts';
import { node, nothing, ourOrders, webhook } from '../world/workflows.ts';

type Item = Readonly<Record<string, unknown>>;

/** The default of Commerce Send Push. */
const AT_ONCE = 20;
const ACTION = 'Action';
const PATIENCE_MS = 300_000;

/** What the node has taken for its items, without the rest of the run. */
type Execution = {
	readonly data: {
		readonly resultData: {
			readonly runData: Readonly<Record<string, ReadonlyArray<{ readonly executionTime: number }>>>;
		};
	};
};

/**
 * Mails, one for each item of a run, with Commerce Send Email and with n8n's Send Email; pushes of one event
 * to many browsers, with Commerce Send Push and with the library `web-push`.
 */
export async function sending(bench: Bench): Promise<Measured> {
	const world = await bench.world();
	const item = await emittedItem(world);
	const [ourMails, peerMails] = [bench.size(1_000, 10), bench.size(100, 3)];
	const pushes = bench.size(1_000, 10);
	const [mail, push] = [await startMailSink(), await startPushSink()];
	try {
		const ourMail = await mailNode(world, mail.port);
		const peerMail = await peerMailNode(world, mail.port);
		const rate = async (
			action: WorkflowNode,
			count: number,
			sink: { taken(): number },
			of: Item[],
		) => {
			const before = sink.taken();
			const seconds = await secondsOf(world, action, of);
			const taken = sink.taken() - before;
			if (taken !== count) throw new Error(`${taken} of ${count} messages have come.`);
			return count / seconds;
		};
		await rate(ourMail, 3, mail, itemsLike(item, 3));
		const mails = await bench.profiled('mails', world, () =>
			rate(ourMail, ourMails, mail, itemsLike(item, ourMails)),
		);
		bench.say(`mails: ${mails.toFixed(0)}/s`);
		await rate(peerMail, 1, mail, itemsLike(item, 1));
		const peer = await rate(peerMail, peerMails, mail, itemsLike(item, peerMails));
		bench.say(`n8n's Send Email: ${peer.toFixed(1)}/s`);

		const vapid = { subject: 'mailto:shop@example.com', ...webPush.generateVAPIDKeys() };
		const subscriptions = push.subscriptions(pushes);
		// The library has loaded itself, too, before it is measured.
		await rate(await pushNode(world, push.url, vapid, push.subscriptions(3)), 3, push, [item]);
		const ourPush = await pushNode(world, push.url, vapid, subscriptions);
		const pushed = await bench.profiled('pushes', world, () =>
			rate(ourPush, pushes, push, itemsLike(item, 1)),
		);
		bench.say(`pushes: ${pushed.toFixed(0)}/s`);
		const payload = JSON.stringify({ title: 'Your order has arrived' });
		const library = await sendWithWebPush({ vapid, subscriptions, payload, atOnce: AT_ONCE });
		bench.say(`web-push: ${library.toFixed(0)}/s`);
		return {
			ourMails,
			peerMails,
			pushes,
			mailsPerSecond: mails,
			peerMailsPerSecond: peer,
			pushesPerSecond: pushed,
			webPushPerSecond: library,
		};
	} finally {
		await mail.stop();
		await push.stop();
	}
}

/** What the Order Trigger gives a run. */
async function emittedItem(world: BenchWorld): Promise<Item> {
	const { n8n, shop, storeUrl, runs } = world;
	const id = await world.publish(ourOrders(nothing));
	await postAll(storeUrl, shop.newOrders(1, storeUrl));
	await waitUntil(() => runs.ended(id) === 1, { what: 'a run to end' });
	const [run] = await n8n.listExecutions({ workflowId: id, includeData: true });
	await world.retire(id);
	const { runData } = run!.data!.resultData;
	return runData['Commerce Order Trigger']![0]!.data!.main[0]![0]!.json;
}

/** Of other events: none of them has been sent. */
let made = 0;
function itemsLike(item: Item, count: number): Item[] {
	return Array.from({ length: count }, () => {
		made += 1;
		return { ...item, event: { ...(item.event as object), id: `bench-${made}` } };
	});
}

async function secondsOf(
	world: BenchWorld,
	action: WorkflowNode,
	items: readonly Item[],
): Promise<number> {
	const { n8n, runs } = world;
	made += 1;
	const path = `bench-send-${made}`;
	const splitOut = node('Split Out', 'n8n-nodes-base.splitOut', 1, {
		fieldToSplitOut: 'body.items',
	});
	const workflow: Workflow = webhook(path, {}, splitOut, { ...action, name: ACTION });
	const id = await world.publish(workflow);
	const body = JSON.stringify({ items });
	const posted = [{ headers: { 'content-type': 'application/json' }, body }];
	await waitUntil(() => postAll(`${n8n.url}/webhook/${path}`, posted), { what: 'the webhook' });
	await waitUntil(() => runs.ended(id) === 1, { what: 'the run to end', timeoutMs: PATIENCE_MS });
	const [run] = await n8n.listExecutions({ workflowId: id });
	const { data } = await n8n.publicApi<Execution>('GET', `/executions/${run!.id}?includeData=true`);
	await world.retire(id);
	return data.resultData.runData[ACTION]![0]!.executionTime / 1_000;
}

async function mailNode({ n8n }: BenchWorld, port: number): Promise<WorkflowNode> {
	return node(
		ACTION,
		'n8n-nodes-commerce.commerceSendEmail',
		2,
		{
			recipient: 'customer',
			template: 'custom',
			subject: 'Order {{ order.number }}',
			html: '<p>Hello {{ customer.firstName }}, thanks for your order {{ order.number }}.</p>',
		},
		{ credentials: { commerceSmtpApi: await smtpCredential(n8n, { port }) } },
	);
}

async function peerMailNode({ n8n }: BenchWorld, port: number): Promise<WorkflowNode> {
	const credential = await n8n.createCredential('Mail of the peer', 'smtp', {
		user: '',
		password: '',
		host: '127.0.0.1',
		port,
		secure: false,
		disableStartTls: true,
		hostName: '',
	});
	return node(
		ACTION,
		'n8n-nodes-base.emailSend',
		2.1,
		{
			fromEmail: 'shop@example.com',
			toEmail: '={{ $json.customer.email }}',
			subject: '=Order {{ $json.order.number }}',
			emailFormat: 'both',
			text: '=Hello {{ $json.customer.firstName }}, thanks for your order {{ $json.order.number }}.',
			html: '=<p>Hello {{ $json.customer.firstName }}, thanks for your order {{ $json.order.number }}.</p>',
			options: { appendAttribution: false },
		},
		{ credentials: { smtp: credential } },
	);
}

async function pushNode(
	{ n8n }: BenchWorld,
	furtherServices: string,
	vapid: object,
	subscriptions: readonly object[],
): Promise<WorkflowNode> {
	return node(
		ACTION,
		'n8n-nodes-commerce.commerceSendPush',
		1,
		{
			audience: 'endpoints',
			subscriptions: JSON.stringify(subscriptions),
			title: 'Your order has arrived',
			options: { furtherServices, concurrency: AT_ONCE },
		},
		{
			credentials: {
				commerceWebPushApi: await n8n.createCredential('Push', 'commerceWebPushApi', vapid),
			},
		},
	);
}
