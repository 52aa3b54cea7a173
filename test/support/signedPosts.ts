import { createHmac, randomUUID } from 'node:crypto';
import type { Receiver } from '../../engine/inbox/openPost.ts';
import type { StorePost } from '../../engine/providers/provider.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { WooCommerceCredentials } from '../../engine/providers/woocommerce/credentials.ts';
import { webhookSecret } from '../../engine/providers/woocommerce/verify.ts';
import { newSecret } from './postSigned.ts';
import { INTEGRATION } from './testInbox.ts';

export type Slug = 'shopify' | 'woocommerce' | 'generic';

/** A body is text or bytes that are sent as they are, or a value that becomes JSON. */
export type SignedPost = (
	topic: string,
	body: unknown,
	receivedAt: Date,
	headers?: Record<string, string>,
) => StorePost;

const apiSecret = newSecret();
const CREDENTIALS: Readonly<Record<Slug, Record<string, string>>> = {
	shopify: {
		storeUrl: 'https://my-shop.myshopify.com',
		authentication: 'adminToken',
		adminToken: 'shpat_1',
		apiSecret: 'shpss_1',
	},
	woocommerce: {
		storeUrl: INTEGRATION.storeUrl,
		consumerKey: 'ck_1',
		consumerSecret: 'cs_1',
	},
	generic: { storeUrl: INTEGRATION.storeUrl, apiKey: 'key', apiSecret },
};

/** A connected store of a kind, and its way of signing. */
export function signingStore(slug: Slug): {
	readonly receiver: Receiver;
	readonly post: SignedPost;
} {
	const provider = providerOf(slug)!;
	const credentials = provider.credentialsSchema.parse(CREDENTIALS[slug]);
	return {
		receiver: { integration: { ...INTEGRATION, provider: slug }, provider, credentials },
		post: { shopify, woocommerce, generic }[slug],
	};
}

const bytesOf = (body: unknown) =>
	Buffer.from(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body));

const hmac = (secret: string | Buffer, ...parts: Array<string | Buffer>) => {
	const made = createHmac('sha256', secret);
	for (const part of parts) made.update(part);
	return made.digest('base64');
};

const shopify: SignedPost = (topic, given, receivedAt, headers = {}) => {
	const body = bytesOf(given);
	return {
		headers: {
			'x-shopify-topic': topic,
			'x-shopify-shop-domain': 'my-shop.myshopify.com',
			'x-shopify-event-id': randomUUID(),
			'x-shopify-triggered-at': receivedAt.toISOString(),
			'x-shopify-hmac-sha256': hmac('shpss_1', body),
			...headers,
		},
		body,
		receivedAt,
	};
};

const woocommerce: SignedPost = (topic, given, receivedAt, headers = {}) => {
	const body = bytesOf(given);
	const secret = webhookSecret(
		CREDENTIALS.woocommerce as unknown as WooCommerceCredentials,
		INTEGRATION.guid,
	);
	return {
		headers: {
			'x-wc-webhook-topic': topic,
			'x-wc-webhook-id': '1',
			'x-wc-webhook-delivery-id': randomUUID(),
			'x-wc-webhook-signature': hmac(secret, body),
			...headers,
		},
		body,
		receivedAt,
	};
};

/** A body that is no text becomes the `data` of an envelope. */
const generic: SignedPost = (topic, given, receivedAt, headers = {}) => {
	const timestamp = receivedAt.toISOString();
	const body = bytesOf(typeof given === 'string' ? given : { type: topic, timestamp, data: given });
	const id = `msg_${randomUUID()}`;
	const seconds = String(Math.floor(receivedAt.getTime() / 1_000));
	const key = Buffer.from(apiSecret.slice('whsec_'.length), 'base64');
	return {
		headers: {
			'webhook-id': id,
			'webhook-timestamp': seconds,
			'webhook-signature': `v1,${hmac(key, `${id}.${seconds}.`, body)}`,
			...headers,
		},
		body,
		receivedAt,
	};
};
