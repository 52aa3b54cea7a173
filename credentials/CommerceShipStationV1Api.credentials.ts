import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { basicHeader } from '../engine/providers/shipstationv1/client.ts';
import { API_URL } from '../engine/providers/shipstationv1/credentials.ts';

/** The keys of a ShipStation account for version 1 of its API. Tested by the nodes that take them. */
export class CommerceShipStationV1Api implements ICredentialType {
	name = 'commerceShipStationV1Api';

	displayName = 'Commerce – ShipStation V1 API';

	icon: Icon = {
		light: 'file:../icons/commerceShipStation.svg',
		dark: 'file:../icons/commerceShipStation.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/carriers.md#shipstation-v1';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'In ShipStation, open <a href="https://ship.shipstation.com/settings/api" target="_blank">Settings &gt; Account &gt; API Settings</a>, and choose V1 API',
		},
		{
			displayName: 'API Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Stands beside the key, on <a href="https://ship.shipstation.com/settings/api" target="_blank">the same page</a>',
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

	/** For requests that a person draws: n8n would take the keys along to wherever they are sent on to. */
	async authenticate(
		{ apiKey, apiSecret }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const authorization = basicHeader({
			apiKey: String(apiKey ?? '').trim(),
			apiSecret: String(apiSecret ?? '').trim(),
		});
		const headers = { ...request.headers, authorization };
		return { ...request, headers, disableFollowRedirect: true };
	}
}
