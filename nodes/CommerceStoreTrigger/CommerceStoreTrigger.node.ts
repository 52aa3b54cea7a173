import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { brandProperties } from '../shared/brandProperties.ts';
import { spaceProperties } from '../shared/spaceProperties.ts';
import { commerceSpaceKey, storeKeyTests } from '../shared/credentialTests.ts';
import { storeMethods } from '../shared/integrationMethods.ts';
import { readingProperties } from '../shared/readingOptions.ts';
import { slowWebhooks } from '../shared/slowWebhooks.ts';
import { storeTypeProperty } from '../shared/storeProperties.ts';

/** Nothing, where n8n takes messages of stores as fast as it can. */
const SLOW_WEBHOOKS = [slowWebhooks(process.env)].filter((warning) => warning !== null);

/** Connects one store: registers its webhooks at publish, receives them, removes them at unpublish. */
export class CommerceStoreTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Commerce Store Trigger',
		name: 'commerceStoreTrigger',
		icon: {
			light: 'file:../../icons/commerceStore.svg',
			dark: 'file:../../icons/commerceStore.dark.svg',
		},
		group: ['trigger'],
		// Above 1, n8n serves the webhook without a fresh sandbox for each request: 24 times the throughput.
		version: [2, 3],
		subtitle: '={{$parameter["storeName"] || $parameter["provider"]}}',
		description:
			'Connects a store, so that workflows can start on what happens to its orders, shipments, customers and products',
		defaults: { name: 'Commerce Store Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'commerceGenericStoreApi',
				required: true,
				testedBy: 'commerceGenericStoreKeys',
				displayOptions: { show: { provider: ['generic'] } },
			},
			{
				name: 'commerceShopifyApi',
				required: true,
				testedBy: 'commerceShopifyKeys',
				displayOptions: { show: { provider: ['shopify'] } },
			},
			{
				name: 'commerceWooCommerceApi',
				required: true,
				testedBy: 'commerceWooCommerceKeys',
				displayOptions: { show: { provider: ['woocommerce'] } },
			},
			{
				name: 'commerceSpaceApi',
				required: false,
				displayName: 'Commerce Space',
				testedBy: 'commerceSpaceKey',
				displayOptions: { hide: { useSpace: [false] } },
			},
		],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: 'store',
				isFullPath: false,
			},
		],
		eventTriggerDescription: 'Waiting for the store to report a change',
		activationMessage: [
			'The store is connected: its events now start your workflows.',
			...SLOW_WEBHOOKS,
		].join(' '),
		properties: [
			...SLOW_WEBHOOKS.map(
				(displayName): INodeProperties => ({
					displayName,
					name: 'slowWebhooksNotice',
					type: 'notice',
					default: '',
				}),
			),
			storeTypeProperty,
			{
				displayName: 'Store Name',
				name: 'storeName',
				type: 'string',
				default: '',
				placeholder: 'e.g. My Shop',
				description:
					'What you call this store. Other workflows choose it by this name. Leave it empty to use its address.',
			},
			{
				displayName:
					'Publish the workflow to connect the store. Nothing needs to be attached to this node: use a Commerce Order, Shipment, Customer or Product Trigger in other workflows to act on what happens.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			{
				displayName:
					'Most shops are told by n8n where to report. If yours lets nobody do that, enter the production address under "Webhook URLs" above in the shop.',
				name: 'addressNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { provider: ['generic'] } },
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				displayOptions: { show: { provider: ['woocommerce'] } },
				options: readingProperties,
			},
			...brandProperties,
			...spaceProperties([3]),
		],
	};

	methods = { ...storeMethods, credentialTest: { commerceSpaceKey, ...storeKeyTests } };

	webhookMethods = {
		default: {
			// Registering is idempotent and puts right what is there, so it is always done.
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				const { connectStore } = await import('./connectStore.ts');
				return await connectStore(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				const { disconnectStore } = await import('./disconnectStore.ts');
				return await disconnectStore(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions) {
		const { receivePost } = await import('./receivePost.ts');
		return await receivePost(this);
	}
}
