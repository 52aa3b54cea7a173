import type { INodeProperties } from 'n8n-workflow';

const notice: INodeProperties = {
	displayName:
		'Publish the workflow to switch the API on. Its address is that of your webhooks, then <code>/commerce/api</code>; open <code>…/webhook/commerce/api/health</code> in a browser to see whether it works. <b>Execute step</b> gives a link to the console, which shows what happened and why. The documentation shows a request for everything it can do.',
	name: 'notice',
	type: 'notice',
	default: '',
};

const options: INodeProperties[] = [
	{
		displayName: 'Allowed Origins (CORS)',
		name: 'allowedOrigins',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://shop.example.com',
		description:
			'Whose pages may save push subscriptions, separated by commas. The addresses of your connected stores always may.',
	},
	{
		displayName: 'Further Push Services',
		name: 'furtherServices',
		type: 'string',
		default: '',
		placeholder: 'e.g. push.example.com',
		description:
			'Hosts that browsers may be reached at, separated by commas, beside the push services of Google, Mozilla, Apple and Microsoft',
	},
	{
		displayName: 'Stores in Your Own Network',
		name: 'storesInOwnNetwork',
		type: 'boolean',
		default: false,
		description:
			'Whether the API may connect shops on this server or in its private network. Otherwise only public addresses are called, so that nobody with the token can look around in your network.',
	},
];

const nameAmongSeveral: INodeProperties = {
	displayName: 'Name Among Several',
	name: 'nameAmongSeveral',
	type: 'string',
	default: '',
	placeholder: 'e.g. second',
	description:
		'Needed only where this n8n has several Commerce API nodes, since n8n gives the same paths to one of them alone: letters and digits that no other one has. It is not a part of any address.',
};

/** Makes n8n leave the body of every request to the node. Only version 1 of a node can have that. */
const binaryData: INodeProperties = {
	displayName: 'Binary Data',
	name: 'options',
	type: 'hidden',
	default: { binaryData: true },
};

/** The node's form. */
export const apiPropertiesOf = (version: 1 | 2): INodeProperties[] => [
	notice,
	{
		displayName: 'Options',
		name: 'apiOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: version === 1 ? options : [...options, nameAmongSeveral],
	},
	...(version === 1 ? [binaryData] : []),
];
