import { randomUUID } from 'node:crypto';
import { recipeOf } from '../api/recipes/recipes.ts';
import { recipeWorkflow } from '../api/recipes/recipeWorkflow.ts';
import { apiWorkflow } from './apiWorkflow.ts';
import { connectedStore } from './connectedStore.ts';
import { chain, type Workflow, type WorkflowNode } from './n8n/workflow.ts';

const PACKAGE = 'n8n-nodes-commerce';
const RECIPES = [
	'order-confirmation',
	'order-paid',
	'order-cancelled',
	'refund',
	'shipped',
	'delivered',
];

type Credential = { readonly id: string; readonly name: string };

/** The workflows that the demo starts with, as a person would draw them. */
export function demoWorkflows(given: {
	readonly storeName: string;
	/** To which mails lead. */
	readonly trackingPage: string;
	readonly store: Credential;
	readonly smtp: Credential;
	readonly webPush: Credential;
	readonly api: Credential;
}): Workflow[] {
	return [
		connectedStore({
			provider: 'generic',
			storeName: given.storeName,
			webhookId: randomUUID(),
			credentialType: 'commerceGenericStoreApi',
			credential: given.store,
			brand: { trackingPage: given.trackingPage },
		}),
		...RECIPES.map((id) => switchedOn(id, given.smtp)),
		deliveryNotification(given.webPush),
		apiWorkflow({
			commerceApi: given.api,
			commerceSmtpApi: given.smtp,
			commerceWebPushApi: given.webPush,
		}),
	];
}

/** A recipe of the gallery, as the console would switch it on. */
function switchedOn(id: string, smtp: Credential): Workflow {
	const recipe = recipeOf(id)!;
	return recipeWorkflow({
		...{ recipe, values: {}, name: recipe.name, integrations: [] },
		...{ spaceCredential: null, furtherPushServices: [] },
		credentials: { commerceSmtpApi: smtp, commerceWebPushApi: null },
		idOf: () => randomUUID(),
	});
}

function deliveryNotification(webPush: Credential): Workflow {
	return withNote(
		chain('Delivery notification', [
			trigger('Parcel delivered', 'commerceShipmentTrigger', 'shipment_delivered'),
			{
				...node('Show a notification', 'commerceSendPush', 1),
				parameters: {
					audience: 'everybody',
					title: 'Your parcel has arrived',
					body: 'Order {{ shipment.orderNumber }} was delivered.',
					url: '/',
				},
				credentials: { commerceWebPushApi: webPush },
			},
		]),
		'## Delivery notification\nPress "Notify me" in the demo store, then deliver an order: the browser shows a notification.',
	);
}

function trigger(name: string, type: string, event: string): WorkflowNode {
	return { ...node(name, type, 0), typeVersion: 3, parameters: { events: [event] } };
}

function node(name: string, type: string, column: number): WorkflowNode {
	return {
		id: randomUUID(),
		name,
		type: `${PACKAGE}.${type}`,
		typeVersion: 1,
		position: [column * 224, 0],
		parameters: {},
	};
}

function withNote(workflow: Workflow, content: string): Workflow {
	const note: WorkflowNode = {
		id: randomUUID(),
		name: 'Note',
		type: 'n8n-nodes-base.stickyNote',
		typeVersion: 1,
		position: [-64, -176],
		parameters: { content, width: 448, height: 112 },
	};
	return { ...workflow, nodes: [...workflow.nodes, note] };
}
