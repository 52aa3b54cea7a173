import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { basicHeader } from '../engine/providers/prestashop/client.ts';

const GUIDE = 'https://devdocs.prestashop-project.org/8/webservice/tutorials/creating-access/';

/** A PrestaShop shop, and the webservice key that n8n works with. Tested by the nodes that take it. */
export class CommercePrestaShopApi implements ICredentialType {
	name = 'commercePrestaShopApi';

	displayName = 'Commerce – PrestaShop API';

	icon: Icon = {
		light: 'file:../icons/commercePrestaShop.svg',
		dark: 'file:../icons/commercePrestaShop.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/prestashop.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Store URL',
			name: 'storeUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://shop.example',
			description: `The address of the shop, as your customers open it. Of several shops in one PrestaShop, that of the one that is meant; <a href="${GUIDE}" target="_blank">its webservice</a> has to be on.`,
		},
		{
			displayName: `Make the key in PrestaShop under <a href="${GUIDE}" target="_blank">Advanced Parameters &gt; Webservice &gt; Add new webservice key</a>, and tick the whole column "View (GET)". So that workflows can give orders a status and tracking numbers, tick also "Add (POST)" at order_histories and "Partial update (PATCH)" at order_carriers.`,
			name: 'keyNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Webservice Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: `32 characters, as PrestaShop makes them with "Generate!" when <a href="${GUIDE}" target="_blank">the key is made</a>`,
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Europe/Paris',
			description:
				'Of the shop, for PrestaShop tells times without it. Leave it empty if the key may view configurations: then the shop itself says it.',
		},
	];

	/** For requests that a person draws: n8n would take the key along to wherever they are sent on to. */
	async authenticate(
		{ apiKey }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const authorization = basicHeader(String(apiKey ?? '').trim());
		const headers = { ...request.headers, authorization };
		return { ...request, headers, disableFollowRedirect: true };
	}
}
