import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { commerceSmtpConnection, commerceWebPushKeys } from '../shared/credentialTests.ts';
import { apiProperties } from './apiProperties.ts';
import { apiWebhooks } from './apiWebhooks.ts';

/** Offers all that this package does through a REST API. */
export class CommerceApi implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Commerce API',
		name: 'commerceApi',
		icon: {
			light: 'file:../../icons/commerceApi.svg',
			dark: 'file:../../icons/commerceApi.dark.svg',
		},
		group: ['trigger'],
		// Version 1, and the hidden parameter `options`, make n8n leave the body to the node: n8n itself
		// would answer malformed JSON, in words that are not those of the API.
		version: 1,
		subtitle: 'REST API',
		description:
			'A REST API for your own programs: connects stores, sets up workflows, tells what happened',
		defaults: { name: 'Commerce API' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'commerceApi', required: true },
			{ name: 'commerceSmtpApi', required: false, testedBy: 'commerceSmtpConnection' },
			{ name: 'commerceWebPushApi', required: false, testedBy: 'commerceWebPushKeys' },
		],
		webhooks: apiWebhooks,
		eventTriggerDescription: 'Waiting for a request to the API',
		activationMessage: 'The API can be called now.',
		properties: apiProperties,
	};

	methods = { credentialTest: { commerceSmtpConnection, commerceWebPushKeys } };

	async webhook(this: IWebhookFunctions) {
		const { serveRequest } = await import('./serveRequest.ts');
		return await serveRequest(this);
	}
}
