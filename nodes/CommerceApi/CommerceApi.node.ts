import { join } from 'node:path';
import {
	VersionedNodeType,
	type INodeTypeBaseDescription,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { CommerceApiVersion } from './CommerceApiVersion.ts';
import { webhooksOfVersion1, webhooksOfVersion2 } from './apiWebhooks.ts';

async function webhook(this: IWebhookFunctions) {
	const { serveRequest } = await import('./serveRequest.ts');
	return await serveRequest(this, join(__dirname, '../../web'));
}

/** Offers all that this package does through a REST API. */
export class CommerceApi extends VersionedNodeType {
	constructor() {
		const description: INodeTypeBaseDescription = {
			displayName: 'Commerce API',
			name: 'commerceApi',
			icon: {
				light: 'file:../../icons/commerceApi.svg',
				dark: 'file:../../icons/commerceApi.dark.svg',
			},
			group: ['trigger'],
			defaultVersion: 2,
			subtitle: 'REST API',
			description:
				'A REST API for your own programs: connects stores, sets up workflows, tells what happened',
		};
		super(
			{
				// Version 1, and the hidden parameter `options`, make n8n leave every body to the node.
				1: new CommerceApiVersion(description, 1, webhooksOfVersion1, webhook),
				// Above 1, n8n serves the webhook without a fresh sandbox for each request, and reads JSON by itself.
				2: new CommerceApiVersion(description, 2, webhooksOfVersion2, webhook),
			},
			description,
		);
	}
}
