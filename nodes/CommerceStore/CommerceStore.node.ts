import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { spaceProperties } from '../shared/spaceProperties.ts';
import { commerceSpaceKey, storeKeyTests } from '../shared/credentialTests.ts';
import { sendForRealOption } from '../shared/manualRun.ts';
import { storeMethods } from '../shared/integrationMethods.ts';
import { storeTypeProperty } from '../shared/storeProperties.ts';
import { FIRST_STORE_TYPES, STORE_TYPES } from '../shared/storeTypes.ts';
import { addTrackingFields } from './operations/addTracking/fields.ts';
import { cannotNotices } from './operations/cannotNotices.ts';
import { catchUpFields } from './operations/catchUp/fields.ts';
import { forgetCustomerFields } from './operations/forgetCustomer/fields.ts';
import { getEntityFields } from './operations/getEntity/fields.ts';
import { importChangesFields } from './operations/importChanges/fields.ts';
import { FIRST_OPERATIONS, OPERATIONS } from './operations/operationOptions.ts';
import { stopWatchingFields } from './operations/stopWatching/fields.ts';
import { watchNumbersFields } from './operations/watchNumbers/fields.ts';
import { updateStatusFields } from './operations/updateStatus/fields.ts';

/** Works on one store: brings in what webhooks missed, reads, and writes a status or a tracking number. */
export class CommerceStore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Commerce Store',
		name: 'commerceStore',
		icon: {
			light: 'file:../../icons/commerceStore.svg',
			dark: 'file:../../icons/commerceStore.dark.svg',
		},
		group: ['transform'],
		// From 3 on, conditions have groups, and take countries and numbers as people write them.
		version: [1, 2, 3],
		subtitle:
			'={{ ({ importChanges: "import changes", getEntity: "get", updateStatus: "update status", addTracking: "add tracking", watchNumbers: "watch tracking numbers", stopWatching: "stop watching", catchUp: "run workflow for existing" })[$parameter["operation"]] }}',
		description: 'Brings in changes from a store, reads from it, and writes to it',
		defaults: { name: 'Commerce Store' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// Written out, for n8n's lint reads here by which node each credential is tested.
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
				name: 'commerceBigCommerceApi',
				required: true,
				testedBy: 'commerceBigCommerceKeys',
				displayOptions: { show: { provider: ['bigcommerce'] } },
			},
			{
				name: 'commercePrestaShopApi',
				required: true,
				testedBy: 'commercePrestaShopKeys',
				displayOptions: { show: { provider: ['prestashop'] } },
			},
			{
				name: 'commerceSendcloudApi',
				required: true,
				testedBy: 'commerceSendcloudKeys',
				displayOptions: { show: { provider: ['sendcloud'] } },
			},
			{
				name: 'commerceAfterShipApi',
				required: true,
				testedBy: 'commerceAfterShipKeys',
				displayOptions: { show: { provider: ['aftership'] } },
			},
			{
				name: 'commerce17TrackApi',
				required: true,
				testedBy: 'commerce17TrackKeys',
				displayOptions: { show: { provider: ['17track'] } },
			},
			{
				name: 'commerceEasyPostApi',
				required: true,
				testedBy: 'commerceEasyPostKeys',
				displayOptions: { show: { provider: ['easypost'] } },
			},
			{
				name: 'commerceShipStationApi',
				required: true,
				testedBy: 'commerceShipStationKeys',
				displayOptions: { show: { provider: ['shipstation'] } },
			},
			{
				name: 'commerceShipStationV1Api',
				required: true,
				testedBy: 'commerceShipStationV1Keys',
				displayOptions: { show: { provider: ['shipstationv1'] } },
			},
			{
				name: 'commerceShippoApi',
				required: true,
				testedBy: 'commerceShippoKeys',
				displayOptions: { show: { provider: ['shippo'] } },
			},
			{
				name: 'commerceMagentoApi',
				required: true,
				testedBy: 'commerceMagentoKeys',
				displayOptions: { show: { provider: ['magento'] } },
			},
			{
				name: 'commerceSpaceApi',
				required: false,
				displayName: 'Commerce Space',
				testedBy: 'commerceSpaceKey',
				displayOptions: { hide: { useSpace: [false] } },
			},
		],
		properties: [
			{
				...storeTypeProperty(FIRST_STORE_TYPES),
				displayOptions: { show: { '@version': [1, 2] } },
			},
			{ ...storeTypeProperty(STORE_TYPES), displayOptions: { show: { '@version': [3] } } },
			// The first one is what n8n lists where people look for the node.
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				default: 'importChanges',
				displayOptions: { show: { '@version': [3] } },
				options: OPERATIONS,
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				default: 'importChanges',
				displayOptions: { show: { '@version': [1, 2] } },
				options: FIRST_OPERATIONS,
			},
			...cannotNotices,
			...importChangesFields,
			...getEntityFields,
			...updateStatusFields,
			...addTrackingFields,
			...watchNumbersFields,
			...stopWatchingFields,
			...forgetCustomerFields,
			...catchUpFields,
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				displayOptions: {
					show: {
						operation: [
							'updateStatus',
							'addTracking',
							'watchNumbers',
							'stopWatching',
							'forgetCustomer',
							'catchUp',
						],
					},
				},
				options: [sendForRealOption],
			},
			...spaceProperties([2, 3]),
		],
	};

	methods = {
		...storeMethods,
		credentialTest: { commerceSpaceKey, ...storeKeyTests(STORE_TYPES) },
	};

	async execute(this: IExecuteFunctions) {
		const { runOperation } = await import('./runOperation.ts');
		return await runOperation(this);
	}
}
