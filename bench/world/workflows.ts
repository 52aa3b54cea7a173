import { chain, type Workflow, type WorkflowNode } from '../../demo/n8n/workflow.ts';

const PACKAGE = 'n8n-nodes-commerce';
/** What every recorded order costs more than. */
const CHEAPER_THAN_ALL = 50;
export const STORE_WEBHOOK = 'bench-store';

export type Credential = { readonly id: string; readonly name: string };

const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: Readonly<Record<string, unknown>> = {},
	more: Partial<WorkflowNode> = {},
): WorkflowNode => ({ name, type, typeVersion, position: [0, 0], parameters, ...more });

/** What a workflow does that is to do nothing. */
export const nothing = node('No Operation', 'n8n-nodes-base.noOp', 1);

/** Connects the shop with this package. */
export const connectedShop = (credential: Credential): Workflow =>
	chain('Connected shop', [
		node(
			'Commerce Store Trigger',
			`${PACKAGE}.commerceStoreTrigger`,
			3,
			{ provider: 'woocommerce', storeName: 'Bench shop' },
			{ credentials: { commerceWooCommerceApi: credential }, webhookId: STORE_WEBHOOK },
		),
	]);

/** Starts on each new order that costs more than an amount, or fits other conditions. */
export const ourOrders = (
	then: WorkflowNode,
	options: Readonly<Record<string, unknown>> = {},
	conditions: Readonly<Record<string, unknown>> = { total: { gt: CHEAPER_THAN_ALL } },
): Workflow =>
	chain(`Orders with ${JSON.stringify(conditions)}`, [
		node('Commerce Order Trigger', `${PACKAGE}.commerceOrderTrigger`, 1, {
			events: ['order_created'],
			conditionsMode: 'json',
			conditionsJson: JSON.stringify(conditions),
			options,
		}),
		then,
	]);

/** The same with n8n's own nodes. */
export const peerOrders = (
	credential: Credential,
	webhookId: string,
	then: WorkflowNode,
): Workflow =>
	chain(`WooCommerce orders (${webhookId})`, [
		node(
			'WooCommerce Trigger',
			'n8n-nodes-base.wooCommerceTrigger',
			1,
			{ event: 'order.created' },
			{ credentials: { wooCommerceApi: credential }, webhookId },
		),
		node('Filter', 'n8n-nodes-base.filter', 2.2, {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
				combinator: 'and',
				conditions: [
					{
						id: 'total',
						leftValue: '={{ $json.total }}',
						rightValue: CHEAPER_THAN_ALL,
						operator: { type: 'number', operation: 'gt' },
					},
				],
			},
			looseTypeValidation: true,
		}),
		then,
	]);

/** n8n's Webhook node. */
export const webhook = (
	path: string,
	options: Readonly<Record<string, unknown>>,
	...then: readonly WorkflowNode[]
): Workflow =>
	chain(`Webhook ${path}`, [
		node(
			'Webhook',
			'n8n-nodes-base.webhook',
			2,
			{ httpMethod: 'POST', path, responseMode: 'onReceived', options },
			{ webhookId: path },
		),
		...then,
	]);

export { node };
