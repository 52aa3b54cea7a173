import {
	NodeConnectionTypes,
	type ILoadOptionsFunctions,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
} from 'n8n-workflow';
import { entityTriggerProperties } from '../shared/entityTriggerProperties.ts';

/** Starts a workflow on what happens to orders. */
export class CommerceOrderTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Commerce Order Trigger',
		name: 'commerceOrderTrigger',
		icon: {
			light: 'file:../../icons/commerceOrder.svg',
			dark: 'file:../../icons/commerceOrder.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["events"].join(", ").replaceAll("_", " ")}}',
		description: 'Starts the workflow when something happens to orders in a connected store',
		defaults: { name: 'Commerce Order Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		eventTriggerDescription: 'Waiting for orders to change in a connected store',
		activationMessage: 'From now on the workflow starts on what happens to orders in your stores.',
		triggerPanel: {
			header: 'Try it with an event',
			executionsHelp: {
				inactive:
					'A test takes the last event from your stores that matches, or a made-up sample when there is none yet. Publish the workflow to have it started by every event.',
				active:
					'A test takes the last event from your stores that matches, or a made-up sample when there is none yet. The workflow is published: every event starts it, and shows under Executions.',
			},
			activationHint: 'Publish the workflow to have it started by every event.',
		},
		properties: [...entityTriggerProperties('Order')],
	};

	methods = {
		loadOptions: {
			async getIntegrations(this: ILoadOptionsFunctions) {
				const { getIntegrations } = await import('../shared/getIntegrations.ts');
				return await getIntegrations(this);
			},
		},
	};

	async trigger(this: ITriggerFunctions) {
		const { startEntityTrigger } = await import('../shared/startEntityTrigger.ts');
		return await startEntityTrigger(this, 'Order');
	}
}
