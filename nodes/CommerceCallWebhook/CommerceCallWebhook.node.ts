import {
	NodeConnectionTypes,
	type ICredentialsDecrypted,
	type ICredentialTestFunctions,
	type IExecuteFunctions,
	type INodeCredentialTestResult,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { callWebhookProperties } from './callWebhookProperties.ts';

/** Tells another system what happened in a store, by a signed HTTP request. */
export class CommerceCallWebhook implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Commerce Call Webhook',
		name: 'commerceCallWebhook',
		icon: {
			light: 'file:../../icons/commerceCallWebhook.svg',
			dark: 'file:../../icons/commerceCallWebhook.dark.svg',
		},
		group: ['output'],
		// From 2 on, only a field in expression mode can hold an n8n expression, and only a credential a key.
		version: [1, 2],
		defaultVersion: 2,
		subtitle: '={{ $parameter["method"] }}',
		description: 'Sends what happened in a store to the address of another system',
		defaults: { name: 'Commerce Call Webhook' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'commerceWebhookApi', required: false, testedBy: 'commerceWebhookCredential' },
		],
		properties: callWebhookProperties,
	};

	methods = {
		credentialTest: {
			async commerceWebhookCredential(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			): Promise<INodeCredentialTestResult> {
				const { webhookCredential } = await import(
					'../../engine/messages/webhook/webhookCredential.ts'
				);
				try {
					const { signingKeys } = webhookCredential(credential.data ?? {});
					return {
						status: 'OK',
						message:
							signingKeys.length === 0
								? 'Can be used, but without a signing secret webhooks are not signed'
								: 'Can be used. Whether the receiver takes it shows with the first webhook.',
					};
				} catch (error) {
					return { status: 'Error', message: (error as Error).message };
				}
			},
		},
	};

	async execute(this: IExecuteFunctions) {
		const { callWebhooks } = await import('./callWebhooks.ts');
		return await callWebhooks(this);
	}
}
