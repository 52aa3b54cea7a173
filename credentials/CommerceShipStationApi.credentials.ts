import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { API_URL } from '../engine/providers/shipstation/credentials.ts';

/** The key of a ShipStation account for version 2 of its API. Tested by the nodes that take it. */
export class CommerceShipStationApi implements ICredentialType {
	name = 'commerceShipStationApi';

	displayName = 'Commerce – ShipStation API';

	icon: Icon = {
		light: 'file:../icons/commerceShipStation.svg',
		dark: 'file:../icons/commerceShipStation.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/carriers.md#shipstation';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'In ShipStation, open <a href="https://ship.shipstation.com/settings/api" target="_blank">Settings &gt; Account &gt; API Settings</a>, choose V2 API, and generate a key. With a key and a secret of V1, choose "ShipStation V1" as the kind of store instead.',
		},
		{
			displayName: 'API URL',
			name: 'apiUrl',
			// n8n's API takes no hidden field.
			type: 'string',
			default: API_URL,
			description: 'Leave it as it is: ShipStation has one address for all accounts',
		},
	];

	/** For requests that a person draws: n8n would take the key along to wherever they are sent on to. */
	async authenticate(
		{ apiKey }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const headers = { ...request.headers, 'api-key': String(apiKey ?? '').trim() };
		return { ...request, headers, disableFollowRedirect: true };
	}
}
