import type {
	IHookFunctions,
	INodeType,
	INodeTypeBaseDescription,
	INodeTypeDescription,
	IWebhookDescription,
} from 'n8n-workflow';
import {
	commerceN8nKey,
	commerceSmtpConnection,
	commerceSpaceKey,
	commerceWebPushKeys,
} from '../shared/credentialTests.ts';
import { CONSOLE_LINK } from './apiWebhooks.ts';
import { apiPropertiesOf } from './apiProperties.ts';

/** One version of the node. They differ in how n8n brings requests to them. */
export class CommerceApiVersion implements INodeType {
	readonly description: INodeTypeDescription;

	/** n8n calls it with the request's context as `this`. */
	readonly webhook: NonNullable<INodeType['webhook']>;

	readonly methods = {
		credentialTest: {
			commerceN8nKey,
			commerceSmtpConnection,
			commerceSpaceKey,
			commerceWebPushKeys,
		},
	};

	/** A test asks the node's own address for a link to the console, and shows that. */
	readonly webhookMethods = {
		[CONSOLE_LINK]: {
			async checkExists(this: IHookFunctions) {
				return false;
			},
			async create(this: IHookFunctions) {
				if (this.getMode() !== 'manual') return true;
				const { askForLink } = await import('./askForLink.ts');
				await askForLink(this);
				return true;
			},
			async delete(this: IHookFunctions) {
				return true;
			},
		},
	};

	constructor(
		description: INodeTypeBaseDescription,
		version: 1 | 2,
		webhooks: IWebhookDescription[],
		webhook: NonNullable<INodeType['webhook']>,
	) {
		this.webhook = webhook;
		this.description = {
			...description,
			version,
			defaults: { name: 'Commerce API' },
			inputs: [],
			outputs: [],
			credentials: [
				{
					name: 'commerceApi',
					required: true,
					displayName: 'Commerce API',
					testedBy: 'commerceN8nKey',
				},
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
			webhooks,
			triggerPanel: {
				header: 'Get a link to the console',
				executionsHelp:
					'<b>While building</b>, testing this step gives a link to the console: open it within ten minutes. <br /><br /> Publish the workflow to switch the API on. Requests are answered by this node itself: they start no executions. Your programs call it below the address of your webhooks, at <code>/commerce/api</code>.',
				activationHint:
					'Requests to the API are answered by this node itself: they start no executions.',
			},
			activationMessage: 'The API can be called now.',
			properties: apiPropertiesOf(version),
		};
	}
}
