import type {
	INodeCredentialDescription,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

/** A kind of store, as the forms of all nodes offer it. */
export type StoreType = {
	/** Of the provider. */
	readonly slug: string;
	/** As a merchant reads it beside a store: "Shopify". */
	readonly name: string;
	/** What n8n lists where people look for the node: "Connect a Shopify store". */
	readonly action: string;
	/** In the choice of kinds, where another word than `name` helps to find it. */
	readonly choice?: string;
	readonly description?: string;
	/** Name of the n8n credential type. */
	readonly credential: string;
	/** What a person has to know who connects it; HTML, as n8n's notices are. */
	readonly notice?: string;
	/** Tells of parcels of other shops' orders. */
	readonly isCarrier?: true;
	/** Can be told to follow a tracking number. */
	readonly followsNumbers?: true;
	/** Of a tracker: what following a number costs, as its abilities say it. */
	readonly costs?: string;
};

const askedEveryFiveMinutes = (name: string) =>
	`${name} posts nothing by itself: n8n asks it every five minutes for what has changed, or more seldom if "Every (Minutes)" below says so. Nothing has to be entered in the shop, and "Bring in What Webhooks Missed" has to stay on.`;

const SHOPIFY: StoreType = {
	slug: 'shopify',
	name: 'Shopify',
	action: 'Connect a Shopify store',
	credential: 'commerceShopifyApi',
};

const WOOCOMMERCE: StoreType = {
	slug: 'woocommerce',
	name: 'WooCommerce',
	action: 'Connect a WooCommerce store',
	credential: 'commerceWooCommerceApi',
};

const GENERIC: StoreType = {
	slug: 'generic',
	name: 'other store',
	choice: 'Other (Generic Store)',
	action: 'Connect another store',
	description: 'Any shop that implements the documented contract',
	credential: 'commerceGenericStoreApi',
};

/** What every version of every node knows. */
export const FIRST_STORE_TYPES: readonly StoreType[] = [SHOPIFY, WOOCOMMERCE, GENERIC];

/** Every kind of store, for the newest version of each node. A kind of carriers or trackers stands behind all shops. */
export const STORE_TYPES: readonly StoreType[] = [
	SHOPIFY,
	WOOCOMMERCE,
	{
		slug: 'bigcommerce',
		name: 'BigCommerce',
		action: 'Connect a BigCommerce store',
		credential: 'commerceBigCommerceApi',
	},
	{
		slug: 'prestashop',
		name: 'PrestaShop',
		action: 'Connect a PrestaShop store',
		credential: 'commercePrestaShopApi',
		notice: askedEveryFiveMinutes('PrestaShop'),
	},
	{
		slug: 'magento',
		name: 'Magento',
		choice: 'Magento / Adobe Commerce',
		action: 'Connect a Magento store',
		description: 'Magento Open Source and Adobe Commerce 2.4',
		credential: 'commerceMagentoApi',
		notice: askedEveryFiveMinutes('Magento'),
	},
	GENERIC,
	{
		slug: 'sendcloud',
		name: 'Sendcloud',
		choice: 'Carrier or Tracker: Sendcloud',
		isCarrier: true,
		action: 'Connect a Sendcloud account',
		description: 'Tells where the parcels of a shop are',
		credential: 'commerceSendcloudApi',
		notice:
			'Sendcloud reports the parcels of one integration: the one whose keys are in the credential. Where the account has several, enter the production address under "Webhook URLs" above in Sendcloud: Settings &gt; Integrations &gt; yours &gt; "Webhook feedback".',
	},
	{
		slug: 'aftership',
		name: 'AfterShip',
		choice: 'Carrier or Tracker: AfterShip',
		isCarrier: true,
		followsNumbers: true,
		action: 'Connect an AfterShip account',
		description: 'Follows tracking numbers of many carriers, and tells where the parcels are',
		credential: 'commerceAfterShipApi',
		notice:
			'Once the workflow is published, enter the production address under "Webhook URLs" above in AfterShip: Settings &gt; Notifications &gt; Webhooks. AfterShip takes only addresses with the port 80, 443 or 8080.',
		costs:
			'Each number that AfterShip follows counts towards what your plan allows in a month, and may be billed beyond that.',
	},
	{
		slug: '17track',
		name: '17TRACK',
		choice: 'Carrier or Tracker: 17TRACK',
		isCarrier: true,
		followsNumbers: true,
		action: 'Connect a 17TRACK account',
		description: 'Follows tracking numbers, also of small carriers and of those in Asia',
		credential: 'commerce17TrackApi',
		notice:
			'Once the workflow is published, enter the production address under "Webhook URLs" above in 17TRACK, in the settings of the API under Webhook, and choose version 2 or newer.',
		costs:
			'Each number that is added to 17TRACK costs one of the numbers that your account may follow.',
	},
	{
		slug: 'easypost',
		name: 'EasyPost',
		choice: 'Carrier or Tracker: EasyPost',
		isCarrier: true,
		followsNumbers: true,
		action: 'Connect an EasyPost account',
		description: 'Tells where the parcels of a shop are',
		credential: 'commerceEasyPostApi',
		notice: "A test key knows only EasyPost's own test numbers.",
		costs:
			'EasyPost charges about 2 US cents for each number that it is told to follow. What it follows of labels that were bought there costs nothing.',
	},
	{
		slug: 'shipstation',
		name: 'ShipStation',
		choice: 'Carrier or Tracker: ShipStation',
		isCarrier: true,
		followsNumbers: true,
		action: 'Connect a ShipStation account',
		description: 'Tells where the parcels of a shop are',
		credential: 'commerceShipStationApi',
		notice:
			'This needs a key of ShipStation\'s API V2; with a key and a secret of V1, choose "ShipStation V1". What carriers say is posted, and asked for every twelve hours where nothing came: on plans that count calls for tracking, these count.',
	},
	{
		slug: 'shipstationv1',
		name: 'ShipStation V1',
		choice: 'Carrier or Tracker: ShipStation V1',
		isCarrier: true,
		followsNumbers: true,
		action: 'Connect a ShipStation account with keys of V1',
		description: 'Tells which parcels of a shop were sent, but not what carriers say of them',
		credential: 'commerceShipStationV1Api',
		notice:
			'V1 of ShipStation\'s API tells that a parcel was sent, and not where it is. Where your plan has the V2 API, choose "ShipStation" instead; do not connect both.',
	},
	{
		slug: 'shippo',
		name: 'Shippo',
		choice: 'Carrier or Tracker: Shippo',
		isCarrier: true,
		followsNumbers: true,
		action: 'Connect a Shippo account',
		description: 'Tells where the parcels of a shop are',
		credential: 'commerceShippoApi',
		notice: "A test token knows only Shippo's own test numbers.",
		costs:
			'Shippo charges about 2 US cents for each call about a label that was not bought there: two calls when it is told to follow the number, and one a day while the parcel is on its way. Labels that were bought there cost nothing.',
	},
];

export const storeTypeOptions = (types: readonly StoreType[]): INodePropertyOptions[] =>
	types.map(({ slug, name, choice = name, action, description }) => ({
		name: choice,
		value: slug,
		action,
		...(description !== undefined && { description }),
	}));

/** The name of the test of a credential's keys among the methods of a node. */
export const keyTestOf = (credential: string): string => credential.replace(/Api$/, 'Keys');

/** The credential that is asked for follows from the kind. @param show when a node asks for one at all */
export const storeCredentials = (
	types: readonly StoreType[],
	show: Readonly<Record<string, string[]>> = {},
): INodeCredentialDescription[] =>
	types.map(({ slug, credential }) => ({
		name: credential,
		required: true,
		testedBy: keyTestOf(credential),
		displayOptions: { show: { ...show, provider: [slug] } },
	}));

/**
 * The same, for a form in which the kind is a field. Where n8n finds each kind as a plain value here, it hides the
 * field, takes whichever credential of any kind was changed last, and makes the store one of that kind: who has
 * connected a shop and chooses "Connect a Sendcloud account" would get the shop once more.
 */
export const credentialsOfChosenKind = (
	types: readonly StoreType[],
): INodeCredentialDescription[] =>
	storeCredentials(types).map((credential, position) => ({
		...credential,
		displayOptions: {
			// n8n reads conditions here as it does for fields; its type knows only values.
			show: { provider: [{ _cnd: { eq: types[position]!.slug } }] as unknown as string[] },
		},
	}));

const BESIDE_THE_SHOPS =
	'Publish the workflow to connect the account. Nothing needs to be attached to this node: use a Commerce Shipment Trigger in other workflows to act on what happens to parcels, which find the orders of your connected shops by the order number.';

const notice = (name: string, displayName: string, provider: string[]): INodeProperties => ({
	displayName,
	name,
	type: 'notice',
	default: '',
	displayOptions: { show: { provider } },
});

/** What a person has to know about each kind, and what it costs, in the form that connects one. */
export const storeNotices = (types: readonly StoreType[]): INodeProperties[] => [
	notice(
		'carrierNotice',
		BESIDE_THE_SHOPS,
		types.filter(({ isCarrier }) => isCarrier).map(({ slug }) => slug),
	),
	...types.flatMap(({ slug, notice: known, costs }) => [
		...(known === undefined ? [] : [notice(`${slug}Notice`, known, [slug])]),
		...(costs === undefined ? [] : [notice(`${slug}CostsNotice`, costs, [slug])]),
	]),
];
