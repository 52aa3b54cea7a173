import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
} from 'n8n-workflow';
import { commerceSpaceKey } from '../shared/credentialTests.ts';
import { integrationMethods } from '../shared/integrationMethods.ts';
import { spaceProperties } from '../shared/spaceProperties.ts';
import { alertTriggerProperties } from './alertTriggerProperties.ts';

/** Starts a workflow on what a merchant has to know of. */
export class CommerceAlertTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Commerce Alert Trigger',
		name: 'commerceAlertTrigger',
		icon: {
			light: 'file:../../icons/commerceAlert.svg',
			dark: 'file:../../icons/commerceAlert.dark.svg',
		},
		group: ['trigger'],
		// 2 knows the daily digest.
		version: [1, 2],
		subtitle:
			'={{$parameter["kinds"].length ? $parameter["kinds"].join(", ").replaceAll("_", " ") : "all alerts"}}',
		description:
			'Starts the workflow when something is wrong with a store, a workflow or the Commerce nodes themselves, or once a day with the numbers of the day before',
		defaults: { name: 'Commerce Alert Trigger' },
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
		eventTriggerDescription: 'Waiting for an alert',
		activationMessage: 'From now on the workflow starts once for each alert.',
		triggerPanel: {
			header: 'Try it with an alert',
			executionsHelp:
				'A test takes a made-up alert. Once the workflow is published, every alert starts it and shows under Executions.',
		},
		properties: [...alertTriggerProperties, ...spaceProperties([1, 2])],
	};

	methods = { ...integrationMethods, credentialTest: { commerceSpaceKey } };

	async trigger(this: ITriggerFunctions) {
		const { startAlertTrigger } = await import('./startAlertTrigger.ts');
		return await startAlertTrigger(this);
	}
}
