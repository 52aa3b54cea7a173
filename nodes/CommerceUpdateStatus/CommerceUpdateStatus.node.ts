import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { spaceProperties } from '../shared/spaceProperties.ts';
import { commerceSpaceKey, storeKeyTests } from '../shared/credentialTests.ts';
import { integrationMethods } from '../shared/integrationMethods.ts';
import { updateStatusProperties } from './updateStatusProperties.ts';

/** Writes a status back to the store that an event came from, or to another connected store. */
export class CommerceUpdateStatus implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Commerce Update Status',
		name: 'commerceUpdateStatus',
		icon: {
			light: 'file:../../icons/commerceUpdateStatus.svg',
			dark: 'file:../../icons/commerceUpdateStatus.dark.svg',
		},
		group: ['output'],
		version: [1, 2, 3],
		defaultVersion: 3,
		subtitle: '={{ $parameter["orderStatus"] || $parameter["shipmentStatus"] }}',
		description: "Gives the event's order or shipment a status in its store",
		defaults: { name: 'Commerce Update Status' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'commerceGenericStoreApi',
				required: true,
				testedBy: 'commerceGenericStoreKeys',
				displayOptions: { show: { keys: ['chosen'], provider: ['generic'] } },
			},
			{
				name: 'commerceShopifyApi',
				required: true,
				testedBy: 'commerceShopifyKeys',
				displayOptions: { show: { keys: ['chosen'], provider: ['shopify'] } },
			},
			{
				name: 'commerceWooCommerceApi',
				required: true,
				testedBy: 'commerceWooCommerceKeys',
				displayOptions: { show: { keys: ['chosen'], provider: ['woocommerce'] } },
			},
			{
				name: 'commerceSpaceApi',
				required: false,
				displayName: 'Commerce Space',
				testedBy: 'commerceSpaceKey',
				displayOptions: { hide: { useSpace: [false] } },
			},
		],
		properties: [...updateStatusProperties, ...spaceProperties([2, 3])],
	};

	methods = { ...integrationMethods, credentialTest: { commerceSpaceKey, ...storeKeyTests } };

	async execute(this: IExecuteFunctions) {
		const { updateStatuses } = await import('./updateStatuses.ts');
		return await updateStatuses(this);
	}
}
