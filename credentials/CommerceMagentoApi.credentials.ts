import { randomBytes } from 'node:crypto';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { credentialsSchema } from '../engine/providers/magento/credentials.ts';
import { signedHeader } from '../engine/providers/oauth1.ts';

const GUIDE = 'https://experienceleague.adobe.com/en/docs/commerce-admin/systems/integrations';

const HOW = `<a href="${GUIDE}" target="_blank">System &gt; Integrations</a>`;

const key = (displayName: string, name: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	typeOptions: { password: true },
	required: true,
	default: '',
	description: `Magento shows it when the integration is activated, under ${HOW}`,
});

/** A shop that runs on Magento 2 or Adobe Commerce, and the keys of an integration. Tested by the nodes that take it. */
export class CommerceMagentoApi implements ICredentialType {
	name = 'commerceMagentoApi';

	displayName = 'Commerce – Magento API';

	icon: Icon = {
		light: 'file:../icons/commerceMagento.svg',
		dark: 'file:../icons/commerceMagento.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/magento.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Store URL',
			name: 'storeUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://shop.example',
			description: `The address of the shop, as your customers open it. The integration is made in Magento under ${HOW}.`,
		},
		{
			displayName: `Make the keys in Magento under <a href="${GUIDE}" target="_blank">System &gt; Integrations &gt; Add New Integration</a>: under API, tick Sales, Customers, Catalog and Stores, save, and choose Activate. Magento then shows all four.`,
			name: 'keyNotice',
			type: 'notice',
			default: '',
		},
		key('Consumer Key', 'consumerKey'),
		key('Consumer Secret', 'consumerSecret'),
		key('Access Token', 'accessToken'),
		key('Access Token Secret', 'accessTokenSecret'),
	];

	/** For requests that a person draws. */
	async authenticate(
		given: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const credentials = credentialsSchema.safeParse(given);
		if (!credentials.success) throw new Error(credentials.error.issues[0]?.message);
		const { origin, pathname, searchParams } = new URL(`${request.baseURL ?? ''}${request.url}`);
		const asked = Object.entries(request.qs ?? {}).map(([name, value]) => [name, String(value)]);
		const query = Object.fromEntries([...searchParams, ...asked]) as Record<string, string>;
		const authorization = signedHeader(
			{ method: request.method ?? 'GET', url: origin + pathname, query },
			credentials.data,
			{ now: new Date(), nonce: randomBytes(16).toString('hex') },
		);
		const headers = { ...request.headers, authorization };
		return { ...request, headers, disableFollowRedirect: true };
	}
}
