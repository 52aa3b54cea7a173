import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { spaceProperties } from '../shared/spaceProperties.ts';
import { commerceSpaceKey, commerceWebPushKeys } from '../shared/credentialTests.ts';
import { sendPushProperties } from './sendPushProperties.ts';

/** Sends a notification about what happened in a store to browsers that asked for it. */
export class CommerceSendPush implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Commerce Send Push',
		name: 'commerceSendPush',
		icon: {
			light: 'file:../../icons/commerceSendPush.svg',
			dark: 'file:../../icons/commerceSendPush.dark.svg',
		},
		group: ['output'],
		// From 2 on, only a field in expression mode can hold an n8n expression. From 4 on, there is a text for each event, in the customer's language.
		version: [1, 2, 3, 4],
		defaultVersion: 4,
		subtitle:
			'={{ $parameter["operation"] === "save" ? "save subscription" : "to " + $parameter["audience"] }}',
		description: 'Sends a notification to the browsers of the customer, or of everybody',
		defaults: { name: 'Commerce Send Push' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'commerceWebPushApi', required: true, testedBy: 'commerceWebPushKeys' },
			{
				name: 'commerceSpaceApi',
				required: false,
				displayName: 'Commerce Space',
				testedBy: 'commerceSpaceKey',
				displayOptions: { hide: { useSpace: [false] } },
			},
		],
		properties: [...sendPushProperties, ...spaceProperties([3, 4])],
	};

	methods = { credentialTest: { commerceSpaceKey, commerceWebPushKeys } };

	async execute(this: IExecuteFunctions) {
		if (this.getNodeParameter('operation', 0, 'send') === 'save') {
			const { saveSubscriptions } = await import('./saveSubscriptions.ts');
			return await saveSubscriptions(this);
		}
		const { sendPushItems } = await import('./sendPushItems.ts');
		return await sendPushItems(this);
	}
}
