import type { INodeProperties } from 'n8n-workflow';
import { existingAsCreated, importedTypes } from '../../../shared/importForm.ts';

const displayOptions = { show: { operation: ['importChanges'] } };

export const importChangesFields: INodeProperties[] = [
	{
		displayName:
			'A Commerce Store Trigger of version 4 brings in by itself what webhooks missed. This operation is for workflows of before, and for an import at a time of your own.',
		name: 'importNotice',
		type: 'notice',
		default: '',
		displayOptions,
	},
	{ ...importedTypes, required: true, displayOptions },
	{
		displayName: 'Options',
		name: 'importOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions,
		options: [existingAsCreated],
	},
];
