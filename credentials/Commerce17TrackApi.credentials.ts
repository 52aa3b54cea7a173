import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { API_URL } from '../engine/providers/17track/credentials.ts';

/** The key of a 17TRACK account, which also signs its messages. Tested by the nodes that take it. */
export class Commerce17TrackApi implements ICredentialType {
	name = 'commerce17TrackApi';

	displayName = 'Commerce – 17TRACK API';

	icon: Icon = {
		light: 'file:../icons/commerce17Track.svg',
		dark: 'file:../icons/commerce17Track.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/carriers.md#17track';

	properties: INodeProperties[] = [
		{
			displayName: 'Security Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Stands under Settings &gt; Security at <a href="https://api.17track.net" target="_blank">api.17track.net</a>',
		},
		{
			displayName: 'API URL',
			name: 'apiUrl',
			// n8n's API takes no hidden field.
			type: 'string',
			default: API_URL,
			description: 'Leave it as it is: 17TRACK has one address for all accounts',
		},
	];

	/** For requests that a person draws: n8n would take the key along to wherever they are sent on to. */
	async authenticate(
		{ apiKey }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const headers = { ...request.headers, '17token': String(apiKey ?? '').trim() };
		return { ...request, headers, disableFollowRedirect: true };
	}
}
