import {
	NodeConnectionTypes,
	VersionedNodeType,
	type INodeCredentialDescription,
	type INodeProperties,
	type INodeTypeBaseDescription,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { brandProperties } from '../shared/brandProperties.ts';
import { importProperties } from '../shared/importForm.ts';
import { readingProperties } from '../shared/readingOptions.ts';
import { shopsProperty } from '../shared/shopsForm.ts';
import { slowWebhooks } from '../shared/slowWebhooks.ts';
import { spaceProperties } from '../shared/spaceProperties.ts';
import { connectedStoreTypeProperty } from '../shared/storeProperties.ts';
import {
	FIRST_STORE_TYPES,
	STORE_TYPES,
	credentialsOfChosenKind,
	storeCredentials,
	storeNotices,
	type StoreType,
} from '../shared/storeTypes.ts';
import { ImportingStoreTriggerVersion, StoreTriggerVersion } from './StoreTriggerVersion.ts';

/** Nothing, where n8n takes messages of stores as fast as it can. */
const SLOW_WEBHOOKS = [slowWebhooks(process.env)].filter((warning) => warning !== null);

const CONNECTED = 'The store is connected: its events now start your workflows.';

/** What the merchant calls the store, else its kind. */
const SUBTITLE = `={{ $parameter["storeName"] || { ${STORE_TYPES.map(({ slug, name }) => `"${slug}": "${name}"`).join(', ')} }[$parameter["provider"]] }}`;

type Shown = Pick<INodeTypeDescription, 'properties' | 'triggerPanel'> & {
	readonly activationMessage: string;
	readonly types: readonly StoreType[];
	readonly credentials: INodeCredentialDescription[];
};

/** What a version shows. @param shown beside what all have; its properties stand before the options */
function shownBy(
	base: INodeTypeBaseDescription,
	version: number,
	{ properties, activationMessage, types, credentials, ...shown }: Shown,
): INodeTypeDescription {
	const carriers = types.filter(({ isCarrier }) => isCarrier).map(({ slug }) => slug);
	return {
		...base,
		version,
		subtitle: SUBTITLE,
		defaults: { name: 'Commerce Store Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			...credentials,
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
		...shown,
		activationMessage: [activationMessage, ...SLOW_WEBHOOKS].join(' '),
		properties: [
			...SLOW_WEBHOOKS.map(
				(displayName): INodeProperties => ({
					displayName,
					name: 'slowWebhooksNotice',
					type: 'notice',
					default: '',
				}),
			),
			connectedStoreTypeProperty(types),
			{
				displayName: 'Store Name',
				name: 'storeName',
				type: 'string',
				default: '',
				placeholder: 'e.g. My Shop',
				description: `What you call this store. Other workflows choose it by this name. Leave it empty to use its address${carriers.length > 0 ? ', or the name of the carrier or tracker' : ''}, and in mails the name that the shop has for itself.`,
			},
			{
				displayName:
					'Publish the workflow to connect the store. Nothing needs to be attached to this node: use a Commerce Order, Shipment, Customer or Product Trigger in other workflows to act on what happens.',
				name: 'notice',
				type: 'notice',
				default: '',
				...(carriers.length > 0 && { displayOptions: { hide: { provider: carriers } } }),
			},
			{
				displayName:
					'Most shops are told by n8n where to report. If yours lets nobody do that, enter the production address under "Webhook URLs" above in the shop.',
				name: 'addressNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { provider: ['generic'] } },
			},
			...properties,
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				displayOptions: { show: { provider: ['woocommerce', 'bigcommerce', 'prestashop'] } },
				options: readingProperties,
			},
			...brandProperties,
			...spaceProperties([3, 4]),
		],
	};
}

const OF_BEFORE: Shown = {
	types: FIRST_STORE_TYPES,
	credentials: storeCredentials(FIRST_STORE_TYPES),
	activationMessage: CONNECTED,
	properties: [
		{
			displayName:
				'A Commerce Store Trigger that you add now brings in by itself what webhooks missed, and puts webhooks back: a Schedule Trigger and "Import changes" beside it are no longer needed. This one is of before, and works as before with them: nothing has to be changed.',
			name: 'scheduleNotice',
			type: 'notice',
			default: '',
		},
	],
};

const IMPORTING: Shown = {
	activationMessage: `${CONNECTED} Its first import has begun, and starts nothing for what was there before. How far it has come is shown in the console of the Commerce API node, under Stores.`,
	triggerPanel: {
		header: 'See what the store reports',
		executionsHelp: {
			inactive:
				'<b>While building</b>, press the button, and change something in the store: what it reports is shown here. <br /><br /><b>Publish</b> the workflow to connect the store. What is in it already is then read once, and starts nothing.',
			active:
				'The store is connected. What it reports shows under Executions where something is attached to this node; imports do not. How far the first import has come, and what each of them has found, is shown in the console of the Commerce API node, under Stores.',
		},
		activationHint: 'Publish the workflow to connect the store.',
	},
	types: STORE_TYPES,
	credentials: credentialsOfChosenKind(STORE_TYPES),
	properties: [...storeNotices(STORE_TYPES), shopsProperty(STORE_TYPES), ...importProperties],
};

/** Connects one store: registers its webhooks at publish, receives them, removes them at unpublish. */
export class CommerceStoreTrigger extends VersionedNodeType {
	constructor() {
		const base: INodeTypeBaseDescription = {
			displayName: 'Commerce Store Trigger',
			name: 'commerceStoreTrigger',
			icon: {
				light: 'file:../../icons/commerceStore.svg',
				dark: 'file:../../icons/commerceStore.dark.svg',
			},
			group: ['trigger'],
			defaultVersion: 4,
			description:
				'Connects a store, so that workflows can start on what happens to its orders, shipments, customers and products',
		};
		super(
			{
				// Above 1, n8n serves the webhook without a fresh sandbox for each request: 24 times the throughput.
				2: new StoreTriggerVersion(shownBy(base, 2, OF_BEFORE)),
				3: new StoreTriggerVersion(shownBy(base, 3, OF_BEFORE)),
				4: new ImportingStoreTriggerVersion(shownBy(base, 4, IMPORTING)),
			},
			base,
		);
	}
}
