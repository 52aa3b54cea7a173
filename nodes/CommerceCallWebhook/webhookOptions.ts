import type { INodeProperties } from 'n8n-workflow';
import { sendForRealOption } from '../shared/manualRun.ts';
import { testUrlOption } from '../shared/testReceivers.ts';

/** What a merchant rarely has to change. */
export const webhookOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Allow Private Addresses',
			name: 'allowPrivateAddresses',
			type: 'boolean',
			default: false,
			description:
				'Whether this server itself and servers in your own network may be called. Leave it off if the URL holds a value from an event.',
		},
		{
			displayName: 'Locale',
			name: 'locale',
			type: 'string',
			default: 'en-US',
			placeholder: 'e.g. de-DE',
			description: 'How the filters money and date write amounts and dates',
		},
		{
			displayName: 'Preview Only',
			name: 'previewOnly',
			type: 'boolean',
			default: false,
			description: 'Whether to put URL, headers and body into the output and send nothing',
		},
		{
			displayName: 'Retry After',
			name: 'retryAfter',
			type: 'string',
			default: '1s, 5s',
			placeholder: 'e.g. 1s, 5s',
			description:
				'How long to wait before each further try when the receiver cannot be reached or has a problem, 60 seconds together at most. Leave it empty for no further try. For longer ones use the options of the trigger.',
		},
		{
			displayName: 'Send Again Even if Already Sent',
			name: 'sendAgain',
			type: 'boolean',
			default: false,
			description:
				'Whether to send although this node has already sent this webhook for the same event. Otherwise a run that is repeated does not send twice.',
		},
		sendForRealOption,
		testUrlOption,
		{
			displayName: 'Time Limit (Seconds)',
			name: 'timeLimitSeconds',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 120 },
			default: 15,
			description: 'How long one try may take',
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Europe/Berlin',
			description: 'For the filter date, instead of the time zone of the workflow',
		},
	],
};
