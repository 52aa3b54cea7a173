import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
} from 'n8n-workflow';
import { spaceProperties } from '../shared/spaceProperties.ts';
import { commerceSpaceKey } from '../shared/credentialTests.ts';
import { entityTriggerMethods } from '../shared/integrationMethods.ts';
import { entityTriggerPanel } from '../shared/entityTriggerPanel.ts';
import { entityTriggerProperties } from '../shared/entityTriggerProperties.ts';

/** Starts a workflow on what happens to products. */
export class CommerceProductTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Commerce Product Trigger',
		name: 'commerceProductTrigger',
		icon: {
			light: 'file:../../icons/commerceProduct.svg',
			dark: 'file:../../icons/commerceProduct.dark.svg',
		},
		group: ['trigger'],
		// From 3 on, a run that fails is tried again by itself, where that helps and does nothing twice.
		// From 4 on, a test says with what it starts, and conditions take countries and numbers as people write
		// them, also in groups.
		version: [1, 2, 3, 4],
		subtitle: '={{$parameter["events"].join(", ").replaceAll("_", " ")}}',
		description: 'Starts the workflow when something happens to products in a connected store',
		defaults: { name: 'Commerce Product Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'commerceSpaceApi',
				required: false,
				displayName: 'Commerce Space',
				testedBy: 'commerceSpaceKey',
				displayOptions: { hide: { useSpace: [false] } },
			},
		],
		eventTriggerDescription: 'Waiting for products to change in a connected store',
		activationMessage:
			'From now on the workflow starts on what happens to products in your stores.',
		triggerPanel: entityTriggerPanel,
		properties: [...entityTriggerProperties('Product'), ...spaceProperties([2, 3, 4])],
	};

	methods = { ...entityTriggerMethods('Product'), credentialTest: { commerceSpaceKey } };

	async trigger(this: ITriggerFunctions) {
		const { startEntityTrigger } = await import('../shared/startEntityTrigger.ts');
		return await startEntityTrigger(this, 'Product');
	}
}
