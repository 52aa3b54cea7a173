import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { spaceProperties } from '../shared/spaceProperties.ts';
import { commerceSpaceKey } from '../shared/credentialTests.ts';

// Its webhooks resume a run of this n8n; there is no other service to register them with.
/* eslint-disable @n8n/community-nodes/webhook-lifecycle-complete */

/** Lets a run wait until somebody resumes it, by a link or through the API, or until its time is up. */
export class CommercePause implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Commerce Pause',
		name: 'commercePause',
		icon: {
			light: 'file:../../icons/commercePause.svg',
			dark: 'file:../../icons/commercePause.dark.svg',
		},
		group: ['organization'],
		// Above 1, n8n serves the webhook without a fresh sandbox for each request.
		version: [2, 3],
		subtitle:
			'={{ $parameter["hasTimeLimit"] ? "at most " + $parameter["amount"] + " " + $parameter["unit"] : "until resumed" }}',
		description: 'Waits until it is resumed by a link or through the API, or until its time is up',
		defaults: { name: 'Commerce Pause' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Resumed', 'Time Limit'],
		credentials: [
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
				httpMethod: 'GET',
				responseMode: 'onReceived',
				path: 'resume',
				isFullPath: true,
				restartWebhook: true,
			},
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: 'resume',
				isFullPath: true,
				restartWebhook: true,
			},
		],
		properties: [
			{
				displayName:
					'While it waits, the run takes no memory and survives a restart of n8n. The link that resumes it is in the output. To send it to somebody, use this in a node before: <code>{{ $execution.resumeUrl.replace("?", "/resume?") }}</code>',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Limit Wait Time',
				name: 'hasTimeLimit',
				type: 'boolean',
				default: false,
				description:
					'Whether to go on through the output "Time Limit" when nobody has resumed the run in time',
			},
			{
				displayName: 'Limit',
				name: 'amount',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 2 },
				default: 1,
				description: 'How long to wait at most',
				displayOptions: { show: { hasTimeLimit: [true] } },
			},
			{
				displayName: 'Unit',
				name: 'unit',
				type: 'options',
				default: 'hours',
				displayOptions: { show: { hasTimeLimit: [true] } },
				options: [
					{ name: 'Days', value: 'days' },
					{ name: 'Hours', value: 'hours' },
					{ name: 'Minutes', value: 'minutes' },
					{ name: 'Seconds', value: 'seconds' },
				],
			},
			...spaceProperties([3]),
		],
	};

	methods = { credentialTest: { commerceSpaceKey } };

	async execute(this: IExecuteFunctions) {
		const { pauseRun } = await import('./pauseRun.ts');
		return await pauseRun(this);
	}

	async webhook(this: IWebhookFunctions) {
		const { resumeRun } = await import('./resumeRun.ts');
		return await resumeRun(this);
	}
}
