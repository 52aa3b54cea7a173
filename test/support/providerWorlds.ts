import type { EntityType } from '../../engine/events/entityType.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import type { Provider } from '../../engine/providers/provider.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { Connection, StoreHttp } from '../../engine/providers/storeHttp.ts';
import { AFTERSHIP_TAGS, startSimulatedAfterShip } from './simulatedAfterShip.ts';
import { startSimulatedBigCommerce } from './simulatedBigCommerce.ts';
import { startSimulatedEasyPost } from './simulatedEasyPost.ts';
import { startSimulated17Track, TRACK17_STATUS } from './simulated17Track.ts';
import { startSimulatedGenericStore } from './simulatedGenericStore.ts';
import { KEY, startSimulatedPrestaShop } from './simulatedPrestaShop.ts';
import { SENDCLOUD_STATUS, startSimulatedSendcloud } from './simulatedSendcloud.ts';
import { startSimulatedShipStation } from './simulatedShipStation.ts';
import { startSimulatedShipStationV1 } from './simulatedShipStationV1.ts';
import { startSimulatedShippo } from './simulatedShippo.ts';
import { startSimulatedShopify } from './simulatedShopify.ts';
import { startSimulatedWooCommerce } from './simulatedWooCommerce.ts';
import { magentoWorld } from './simulatedMagento.ts';

/** A provider, and a simulated store of its kind that holds nothing yet. */
export type ProviderWorld = {
	readonly provider: Provider;
	readonly connection: Connection<unknown>;
	/** With keys that the store does not know. */
	readonly strangersConnection: Connection<unknown>;
	readonly storeUrl: string;
	/** What the store calls itself; `null` where it does not tell. */
	readonly name: string | null;
	/** Of what `deliver` makes the store post. */
	readonly topic: string;
	/** The entity that such a message is about. */
	readonly about: { readonly entityType: EntityType; readonly id: string };
	/** Makes a webhook as somebody else would. Only where a program can make one. */
	addForeignWebhook?(url: string): Promise<void>;
	/**
	 * Makes the store post a message: to every webhook for it, and where a person enters the address, to `url`. Only
	 * where the store posts at all.
	 */
	deliver?(url: string): Promise<unknown>;
	/** Puts so many entities of the type that `about` has into the store, and tells their ids. */
	fill?(count: number): readonly string[];
	/** Whether a message is known by a secret in its address or headers alone, and not by a signature over its body. */
	readonly isBodyUnsigned?: boolean;
	close(): Promise<void>;
};

/** How a store comes to post to n8n: a program asks for it, a person enters the address, or it never does. */
export type Webhooks = 'registered' | 'byHand' | 'none';

const http = axiosStoreHttp({ timeoutMs: 5_000 });

/** Carries https to the simulated store as a proxy in front of a shop does. */
export const httpsInFront: StoreHttp = async (request) =>
	await http({
		...request,
		url: request.url.replace(/^https:/, 'http:'),
		headers: { ...request.headers, 'x-forwarded-proto': 'https' },
	});

const connect = (provider: Provider, keys: object, by: StoreHttp = http): Connection<unknown> => ({
	credentials: provider.credentialsSchema.parse(keys),
	http: by,
});

async function shopifyWorld(mode: 'clientCredentials' | 'adminToken'): Promise<ProviderWorld> {
	const provider = providerOf('shopify')!;
	const store = await startSimulatedShopify({ takesHttp: true });
	const keys =
		mode === 'adminToken'
			? { adminToken: 'shpat_of-the-custom-app', apiSecret: 'shpss_of-the-custom-app' }
			: { clientId: 'client-1', clientSecret: 'shpss_of-the-app' };
	const given = { storeUrl: store.url, authentication: mode, ...keys };
	return {
		provider,
		connection: connect(provider, given),
		strangersConnection: connect(provider, {
			...given,
			...(mode === 'adminToken' ? { adminToken: 'shpat_stranger' } : { clientSecret: 'stranger' }),
		}),
		storeUrl: store.url,
		topic: 'orders/delete',
		name: 'Fjord & Falke',
		about: { entityType: 'Order', id: '7' },
		addForeignWebhook: async (url) => {
			store.subscriptions.push({ id: 'gid://foreign/1', topic: 'ORDERS_CREATE', uri: url });
		},
		deliver: async () => await store.deliver('orders/delete', { id: 7 }),
		close: store.close,
	};
}

async function wooCommerceWorld(scheme: 'http' | 'https'): Promise<ProviderWorld> {
	const provider = providerOf('woocommerce')!;
	const store = await startSimulatedWooCommerce();
	const keys = {
		storeUrl: scheme === 'https' ? store.url.replace('http:', 'https:') : store.url,
		consumerKey: 'ck_0123456789',
		consumerSecret: 'cs_9876543210',
	};
	const by = scheme === 'https' ? httpsInFront : http;
	return {
		provider,
		connection: connect(provider, keys, by),
		strangersConnection: connect(provider, { ...keys, consumerSecret: 'cs_of-a-stranger' }, by),
		storeUrl: keys.storeUrl,
		topic: 'order.deleted',
		name: 'Fjord & Falke',
		about: { entityType: 'Order', id: '7' },
		addForeignWebhook: async (url) => {
			store.webhooks.push({
				id: 9_000,
				name: 'somebody else',
				status: 'active',
				topic: 'order.created',
				delivery_url: url,
				secret: 'theirs',
			});
		},
		deliver: async () => await store.deliver('order.deleted', { id: 7 }),
		close: store.close,
	};
}

async function bigCommerceWorld(): Promise<ProviderWorld> {
	const provider = providerOf('bigcommerce')!;
	const store = await startSimulatedBigCommerce();
	const connection = connect(provider, store.credential);
	const strangers = { ...store.credential, accessToken: 'token-of-a-stranger' };
	return {
		provider,
		connection,
		strangersConnection: connect(provider, strangers),
		storeUrl: provider.storeUrl(connection.credentials),
		name: 'Fjord & Falke',
		topic: 'store/order/updated',
		about: { entityType: 'Order', id: '7' },
		addForeignWebhook: async (destination) => {
			const scope = 'store/order/created';
			store.hooks.push({ id: 9_000, scope, destination, is_active: true, headers: null });
		},
		deliver: async () =>
			await store.post(store.message('store/order/updated', { type: 'order', id: 7 })),
		fill: (count) => Array.from({ length: count }, () => String(store.place().order.id)),
		close: store.close,
	};
}

async function genericWorld(): Promise<ProviderWorld> {
	const provider = providerOf('generic')!;
	const apiSecret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
	const store = await startSimulatedGenericStore({ apiKey: 'key-of-the-store', apiSecret });
	const keys = { storeUrl: store.url, apiKey: 'key-of-the-store', apiSecret };
	return {
		provider,
		connection: connect(provider, keys),
		strangersConnection: connect(provider, { ...keys, apiKey: 'key-of-a-stranger' }),
		storeUrl: store.url,
		topic: 'order.deleted',
		name: 'Fjord & Falke',
		about: { entityType: 'Order', id: '7' },
		addForeignWebhook: async (url) => {
			store.webhooks.push({ id: 'foreign', url, events: ['order.created'], enabled: true });
		},
		deliver: async () => await store.deliver('order.deleted', { id: 7 }),
		close: store.close,
	};
}

async function sendcloudWorld(): Promise<ProviderWorld> {
	const provider = providerOf('sendcloud')!;
	const account = await startSimulatedSendcloud();
	const parcel = account.ship();
	const connection = connect(provider, account.credential);
	const strangers = { ...account.credential, secretKey: 'secret-of-a-stranger' };
	return {
		provider,
		connection,
		strangersConnection: connect(provider, strangers),
		storeUrl: provider.storeUrl(connection.credentials),
		name: null,
		topic: 'parcel_status_changed',
		about: { entityType: 'Shipment', id: String(parcel.id) },
		addForeignWebhook: async (url) => {
			const id = 9_000 + account.integrations.length;
			const shop = { id, type: 'shopify', shop_name: 'somebody else' };
			account.integrations.push({ ...shop, webhook_active: true, webhook_url: url });
		},
		deliver: async () => {
			const posting = account.move(parcel, SENDCLOUD_STATUS.delivered);
			await account.post(posting);
		},
		fill: (count) => Array.from({ length: count }, () => String(account.ship().id)),
		close: account.close,
	};
}

async function afterShipWorld(): Promise<ProviderWorld> {
	const provider = providerOf('aftership')!;
	const account = await startSimulatedAfterShip();
	const tracking = account.follow();
	const connection = connect(provider, account.credential);
	const strangers = { ...account.credential, apiKey: 'asat_of-a-stranger' };
	return {
		provider,
		connection,
		strangersConnection: connect(provider, strangers),
		storeUrl: provider.storeUrl(connection.credentials),
		name: null,
		topic: 'tracking_update',
		about: { entityType: 'Shipment', id: tracking.id },
		deliver: async (url) => {
			account.urls.splice(0, 1, url);
			await account.post(account.move(tracking, AFTERSHIP_TAGS.delivered));
		},
		fill: (count) => Array.from({ length: count }, () => account.follow().id),
		close: account.close,
	};
}

async function easyPostWorld(): Promise<ProviderWorld> {
	const provider = providerOf('easypost')!;
	const account = await startSimulatedEasyPost();
	const tracker = account.follow();
	const connection = connect(provider, account.credential);
	return {
		provider,
		connection,
		strangersConnection: connect(provider, { ...account.credential, apiKey: 'EZAK-of-a-stranger' }),
		storeUrl: provider.storeUrl(connection.credentials),
		name: null,
		topic: 'tracker.updated',
		about: { entityType: 'Shipment', id: tracker.id },
		addForeignWebhook: async (url) => {
			const { credential } = account;
			await fetch(`${account.url}/v2/webhooks`, {
				method: 'POST',
				headers: { authorization: `Basic ${btoa(`${credential.apiKey}:`)}` },
				body: JSON.stringify({ webhook: { url } }),
			});
		},
		deliver: async () => await account.post(account.move(tracker, 'delivered')),
		fill: (count) => Array.from({ length: count }, () => account.follow().id),
		close: account.close,
	};
}

async function shipStationWorld(): Promise<ProviderWorld> {
	const provider = providerOf('shipstation')!;
	const account = await startSimulatedShipStation();
	const label = account.buyLabel();
	const connection = connect(provider, account.credential);
	const strangers = { ...account.credential, apiKey: 'key-of-a-stranger' };
	return {
		provider,
		connection,
		strangersConnection: connect(provider, strangers),
		storeUrl: provider.storeUrl(connection.credentials),
		name: null,
		topic: 'TRACK_EVENT_V2',
		about: { entityType: 'Shipment', id: `label:${label.label_id}` },
		addForeignWebhook: async (url) => {
			account.webhooks.push({ webhook_id: 'se-9000', url, event: 'track_event_v2' });
		},
		deliver: async () => await account.post(account.say(label, { status_code: 'DE' })),
		fill: (count) => Array.from({ length: count }, () => `label:${account.buyLabel().label_id}`),
		close: account.close,
	};
}

async function seventeenTrackWorld(): Promise<ProviderWorld> {
	const provider = providerOf('17track')!;
	const account = await startSimulated17Track();
	const track = account.follow();
	const connection = connect(provider, account.credential);
	const strangers = { ...account.credential, apiKey: 'KEY-OF-A-STRANGER' };
	return {
		provider,
		connection,
		strangersConnection: connect(provider, strangers),
		storeUrl: provider.storeUrl(connection.credentials),
		name: null,
		topic: 'TRACKING_UPDATED',
		about: { entityType: 'Shipment', id: account.idOf(track) },
		deliver: async (url) => {
			account.urls.splice(0, 1, url);
			await account.post(account.move(track, TRACK17_STATUS.delivered));
		},
		fill: (count) => Array.from({ length: count }, () => account.idOf(account.follow())),
		close: account.close,
	};
}

async function shipStationV1World(): Promise<ProviderWorld> {
	const provider = providerOf('shipstationv1')!;
	const account = await startSimulatedShipStationV1();
	const label = account.buyLabel();
	const named = `shipments?batchId=${Number(label.batchId)}`;
	const connection = connect(provider, account.credential);
	const strangers = { ...account.credential, apiSecret: 'secret-of-a-stranger' };
	return {
		provider,
		connection,
		strangersConnection: connect(provider, strangers),
		storeUrl: provider.storeUrl(connection.credentials),
		name: null,
		topic: 'SHIP_NOTIFY',
		about: { entityType: 'Shipment', id: named },
		addForeignWebhook: async (url) => {
			account.webhooks.push({ WebHookID: 9_000, HookType: 'SHIP_NOTIFY', Url: url, Active: true });
		},
		deliver: async () => await account.post('SHIP_NOTIFY', `${named}&includeShipmentItems=False`),
		fill: (count) =>
			Array.from({ length: count }, () => {
				const { shipmentId, orderId } = account.buyLabel();
				return `shipment:${shipmentId}:${orderId}`;
			}),
		isBodyUnsigned: true,
		close: account.close,
	};
}

async function shippoWorld(webhookSecret = ''): Promise<ProviderWorld> {
	const provider = providerOf('shippo')!;
	const account = await startSimulatedShippo({ webhookSecret });
	const track = account.follow();
	const connection = connect(provider, account.credential);
	const strangers = { ...account.credential, apiKey: 'shippo_live_of-a-stranger' };
	return {
		provider,
		connection,
		strangersConnection: connect(provider, strangers),
		storeUrl: provider.storeUrl(connection.credentials),
		name: null,
		topic: 'track_updated',
		about: { entityType: 'Shipment', id: `${track.carrier}/${track.tracking_number}` },
		addForeignWebhook: async (url) => {
			const made = { event: 'all', url, active: true, is_test: false };
			account.webhooks.push({ ...made, object_id: 'foreign' });
		},
		deliver: async () => await account.post(account.move(track, 'DELIVERED')),
		fill: (count) =>
			Array.from({ length: count }, () => {
				const { carrier, tracking_number: number } = account.follow();
				return `${carrier}/${number}`;
			}),
		isBodyUnsigned: webhookSecret === '',
		close: account.close,
	};
}

async function prestaShopWorld(): Promise<ProviderWorld> {
	const provider = providerOf('prestashop')!;
	const shop = await startSimulatedPrestaShop();
	const strangers = { ...shop.credential, apiKey: KEY.replaceAll('A', 'B') };
	return {
		provider,
		connection: connect(provider, shop.credential),
		strangersConnection: connect(provider, strangers),
		storeUrl: shop.url,
		name: 'Fjord & Falke',
		topic: '',
		about: { entityType: 'Order', id: '1' },
		fill: (count) => Array.from({ length: count }, () => String(shop.place().id)),
		close: shop.close,
	};
}

/** One suite runs against each of these. */
export const PROVIDER_WORLDS: ReadonlyArray<
	readonly [string, Webhooks, () => Promise<ProviderWorld>]
> = [
	[
		'Shopify with a client id and secret',
		'registered',
		async () => await shopifyWorld('clientCredentials'),
	],
	['Shopify with an admin token', 'registered', async () => await shopifyWorld('adminToken')],
	['WooCommerce over https', 'registered', async () => await wooCommerceWorld('https')],
	['WooCommerce over plain http', 'registered', async () => await wooCommerceWorld('http')],
	['BigCommerce', 'registered', bigCommerceWorld],
	['a generic store', 'registered', genericWorld],
	['PrestaShop', 'none', prestaShopWorld],
	['Sendcloud', 'registered', sendcloudWorld],
	['AfterShip', 'byHand', afterShipWorld],
	['17TRACK', 'byHand', seventeenTrackWorld],
	['EasyPost', 'registered', easyPostWorld],
	['ShipStation', 'registered', shipStationWorld],
	['ShipStation V1', 'registered', shipStationV1World],
	['Shippo', 'registered', shippoWorld],
	['Shippo with signatures', 'registered', async () => await shippoWorld('hmac-secret')],
	['Magento', 'none', magentoWorld],
];

/** Those whose webhooks a program registers. */
export const REGISTERING_WORLDS = PROVIDER_WORLDS.filter(
	([, webhooks]) => webhooks === 'registered',
);
