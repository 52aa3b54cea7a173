import { attachedSubscriptions } from '../engine/deliveries/attachment.ts';
import webPush from 'web-push';
import { chain, type WorkflowNode } from '../demo/n8n/workflow.ts';
import { waitUntil } from '../demo/n8n/waitUntil.ts';
import type { PushService } from '../test/support/pushService.ts';
import { reportNode } from '../test/support/reportNode.ts';
import { smtpCredential } from '../test/support/smtpCredential.ts';
import type { TortureWorld } from './world.ts';

const PACKAGE = 'n8n-nodes-commerce';
/** For actions whose other side goes away; what only reports its start has the options of whoever sets none. */
const UNTIL_SUCCESS = {
	acknowledge: 'executionFinishesSuccessfully',
	retryAfter: Array.from({ length: 50 }, () => '2s').join(', '),
};

/** What each workflow starts on. */
export const WANTED_CODES = {
	Mail: 'shipment_delivered',
	Webhook: 'order_created',
	Push: 'order_paid',
	Status: 'shipment_delivered',
	Start: 'order_created',
} as const;

/** Publishes one workflow for each action, and one that reports each start of a run. */
export async function publishWorkflows(
	{ n8n, mail, state }: TortureWorld,
	push: PushService,
	receiverUrl: string,
): Promise<void> {
	const keys = webPush.generateVAPIDKeys();
	const smtp = await smtpCredential(n8n, mail);
	const vapid = await n8n.createCredential('Push', 'commerceWebPushApi', {
		subject: 'mailto:shop@example.com',
		...keys,
	});
	const action = (
		type: string,
		parameters: Record<string, unknown>,
		credentials?: WorkflowNode['credentials'],
	): WorkflowNode => ({
		name: 'Action',
		type: `${PACKAGE}.${type}`,
		typeVersion: 1,
		position: [220, 0],
		parameters,
		...(credentials && { credentials }),
	});
	const trigger = (code: string, options: Record<string, unknown>): WorkflowNode => {
		const entityType = code.startsWith('order_') ? 'Order' : 'Shipment';
		return {
			name: `Commerce ${entityType} Trigger`,
			type: `${PACKAGE}.commerce${entityType}Trigger`,
			typeVersion: 1,
			position: [0, 0],
			parameters: { events: [code], options },
		};
	};
	const actions: Record<keyof typeof WANTED_CODES, WorkflowNode> = {
		Mail: action(
			'commerceSendEmail',
			{ recipient: 'customer', template: 'delivery_confirmation' },
			{ commerceSmtpApi: smtp },
		),
		Webhook: action('commerceCallWebhook', {
			url: `${receiverUrl}/hook`,
			options: { allowPrivateAddresses: true },
		}),
		Push: action(
			'commerceSendPush',
			{
				audience: 'endpoints',
				subscriptions: JSON.stringify([push.subscribe(keys.publicKey)]),
				title: '{{ integration.provider }}/{{ order.id }}',
				options: { furtherServices: push.url },
			},
			{ commerceWebPushApi: vapid },
		),
		Status: action('commerceUpdateStatus', {
			target: 'order',
			orderStatus: 'completed',
			note: 'Delivered',
		}),
		Start: reportNode(`${receiverUrl}/start`, '{ eventId: $json.event.id, runId: $execution.id }'),
	};
	const ids: string[] = [];
	for (const [name, node] of Object.entries(actions)) {
		const code = WANTED_CODES[name as keyof typeof WANTED_CODES];
		const options = name === 'Start' ? {} : UNTIL_SUCCESS;
		const { id } = await n8n.createWorkflow(chain(name, [trigger(code, options), node]));
		await n8n.publish(id);
		ids.push(id);
	}
	await waitUntil(
		async () => {
			const live = await attachedSubscriptions(state).select('workflowId').execute();
			return ids.every((id) => live.some(({ workflowId }) => workflowId === id));
		},
		{ what: 'the workflows to be live', timeoutMs: 60_000 },
	);
}
