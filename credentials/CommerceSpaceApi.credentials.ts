import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** What belongs together, where several people share one n8n. Tested by the nodes that take it. */
export class CommerceSpaceApi implements ICredentialType {
	name = 'commerceSpaceApi';

	displayName = 'Commerce Space API';

	icon: Icon = {
		light: 'file:../icons/commerceSpace.svg',
		dark: 'file:../icons/commerceSpace.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/spaces.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'Only needed where several people share this n8n and must not see each other’s stores. Nodes with the same key see the same stores, events and subscriptions, and no others.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Space Key',
			name: 'spaceSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Any long random text that you make up, 16 characters at least, <a href="https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/spaces.md" target="_blank">the same for all who work together</a>. Whoever has it has the space: with another one, everything is empty.',
		},
	];
}
