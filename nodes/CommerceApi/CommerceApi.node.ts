import { join } from 'node:path';
import { type INodeType, type INodeTypeDescription, type IWebhookFunctions } from 'n8n-workflow';
import {
	commerceSmtpConnection,
	commerceSpaceKey,
	commerceWebPushKeys,
} from '../shared/credentialTests.ts';
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
		outputs: [],
		credentials: [
			{ name: 'commerceApi', required: true, displayName: 'Commerce API' },
			{
				name: 'commerceSmtpApi',
				required: false,
				displayName: 'Mail server of the workflows that the API makes',
				testedBy: 'commerceSmtpConnection',
			},
			{
				name: 'commerceWebPushApi',
				required: false,
				displayName: 'Web push of the workflows that the API makes',
				testedBy: 'commerceWebPushKeys',
			},
			{
				name: 'commerceSpaceApi',
				required: false,
				displayName: 'Commerce Space',
				testedBy: 'commerceSpaceKey',
			},
		],
		webhooks: apiWebhooks,
		triggerPanel: {
			header: 'Publish the workflow to switch the API on',
			executionsHelp:
				'Requests to the API are answered by this node itself: they start no executions. Your programs call it below the address of your webhooks, at <code>/commerce/api</code>.',
			activationHint:
				'Requests to the API are answered by this node itself: they start no executions.',
		},
		activationMessage: 'The API can be called now.',
		properties: apiProperties,
	};

	methods = { credentialTest: { commerceSmtpConnection, commerceSpaceKey, commerceWebPushKeys } };

	async webhook(this: IWebhookFunctions) {
		const { serveRequest } = await import('./serveRequest.ts');
		return await serveRequest(this, join(__dirname, '../../web'));
	}
}
