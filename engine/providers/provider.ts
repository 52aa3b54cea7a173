import type { KeyObject } from 'node:crypto';
import type { z } from 'zod/v4';
import type { EntityType } from '../events/entityType.ts';
import type { Observation } from '../events/observation.ts';
import type { Connection } from './storeHttp.ts';
import type { StoreReading } from './storeReading.ts';
import type { StoreSide } from './storeSide.ts';

/** One HTTP request that a store made to us. */
export type StorePost = {
	/** Header names in lower case. Of a header that came twice, the values joined by `, `. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	/** What stands behind the `?` of the address that was posted to; left out: nothing. Of a name that came twice, the first. */
	readonly query?: Readonly<Record<string, string | undefined>>;
	/** The bytes as they came: what was signed. */
	readonly body: Buffer;
	readonly receivedAt: Date;
};

/** Why a post is refused. `receive` maps each to an answer. */
export type Refusal =
	| 'signature_missing'
	| 'signature_wrong'
	| 'timestamp_missing'
	| 'timestamp_stale'
	| 'other_shop'
	| 'malformed';

export type Verification =
	| { readonly valid: true }
	| { readonly valid: false; readonly reason: Refusal; readonly detail: string };

/** What a verified post is. */
export type StoreMessage =
	| {
			readonly kind: 'message';
			/** The store's own word for what happened: `order.updated`, `orders/paid`. */
			readonly topic: string;
			/** The same for every repetition of this message and for no other: 1 to 200 characters. */
			readonly receiptKey: string;
			/**
			 * When it happened by the store's clock, ISO 8601 in UTC: of two messages about one second, it
			 * tells which is the later one. `null` where the message itself does not say.
			 */
			readonly occurredAt: string | null;
			readonly payload: unknown;
			/**
			 * What it tells only a part of: where that is not known yet, it is read, as what a pointer names. Left
			 * out: the message is enough.
			 */
			readonly readIfUnknown?: { readonly entityType: EntityType; readonly id: string };
	  }
	/** It only names what has changed, or tells it in other words than the lists do: `readEntity` says what is so now. */
	| {
			readonly kind: 'pointer';
			readonly topic: string;
			/** As that of a message. */
			readonly receiptKey: string;
			readonly entityType: EntityType;
			/** As `readEntity` takes it: 1 to 200 characters. */
			readonly id: string;
	  }
	| { readonly kind: 'ping' }
	/** Nothing is to be done, and nobody has to hear of it. */
	| { readonly kind: 'uninteresting'; readonly topic: string; readonly detail?: string }
	/** Signed, and not what it says: sending it again does not help, and refusing it would only make the shop switch its webhook off. */
	| { readonly kind: 'useless'; readonly detail: string }
	| { readonly kind: 'malformed'; readonly detail: string };

/** What a store says about itself when its credentials work. */
export type StoreInfo = {
	/** The shop's name as a person knows it; `null` where the store does not tell. */
	readonly name: string | null;
	/** Where the shop is, without a trailing slash. */
	readonly storeUrl: string;
	/** Left out: the keys are not known to be ones for tests, which tell nothing of real orders and parcels. */
	readonly isForTests?: boolean;
};

/** One webhook as the store has it. */
export type StoreWebhook = {
	readonly id: string;
	readonly topic: string;
	readonly url: string;
	/** False where the store has switched it off. */
	readonly enabled: boolean;
};

/** A platform that signs with a private key, and publishes the public ones: which one it was, each post names. */
export type SigningKeys<Credentials> = {
	/** Where they are published, as a JSON Web Key Set: https. */
	urlOf(credentials: Credentials): string;
	/** The id of the key that a post names; it may be anybody's post. `null`: it names none. */
	keyIdOf(post: StorePost): string | null;
};

/** What a provider is to a merchant. */
export const PROVIDER_TYPES = ['ecommerce', 'shipping'] as const;
export type ProviderType = (typeof PROVIDER_TYPES)[number];

/**
 * One kind of store. Each is a folder with the same file names; none knows of another.
 *
 * `Credentials` has the keys of the provider's n8n credential type.
 */
export interface Provider<Credentials = unknown> extends StoreSide<Credentials> {
	readonly slug: string;
	/** Fixed for ever: shown by the API and stored. */
	readonly guid: string;
	readonly name: string;
	/** A shop, or who brings its parcels: a carrier, a tracker, or a system that makes labels. */
	readonly providerType: ProviderType;
	/** Name of the n8n credential type. */
	readonly credentialType: string;
	readonly credentialsSchema: z.ZodType<Credentials>;

	/** The shop's address without a trailing slash, as `StoreInfo.storeUrl`. */
	storeUrl(credentials: Credentials): string;
	/** @throws StoreError with a sentence for the merchant when the keys or the address do not work */
	checkCredentials(connection: Connection<Credentials>): Promise<StoreInfo>;

	/** What a post says it is about, in the store's own word; it may be anybody's post. */
	topicOf(post: StorePost): string | null;
	/** True for a store's "are you there" that carries no signature by design. */
	isUnsignedPing(post: StorePost): boolean;
	/** Left out: what signs its posts is in the credential. */
	readonly signingKeys?: SigningKeys<Credentials>;
	/**
	 * Over the raw bytes, in constant time.
	 *
	 * @param signingKey the key that the post names; `null` where it names none, or none that there is. Only with `signingKeys`
	 */
	verify(
		post: StorePost,
		credentials: Credentials,
		integrationGuid: string,
		signingKey?: KeyObject | null,
	): Verification;
	/**
	 * Only called for a post that `verify` accepted.
	 *
	 * @param credentials with whose keys it was accepted; left out: they are not needed to read it
	 */
	parse(post: StorePost, credentials?: Credentials): StoreMessage;
	/**
	 * @param reading as in `Connection`
	 * @throws ZodError when the payload is not what the store documents
	 */
	normalise(message: StoreMessage & { kind: 'message' }, reading?: StoreReading): Observation[];

	listWebhooks(connection: Connection<Credentials>): Promise<StoreWebhook[]>;
	/**
	 * Makes the store post to `url` whatever this package understands. Webhooks that already do are
	 * kept, or put right; webhooks to other addresses are never touched.
	 *
	 * @returns all webhooks of this url as the store now has them. None, where only a person can enter the address
	 *   there: then `addressByHand` says how
	 */
	registerWebhooks(
		connection: Connection<Credentials>,
		url: string,
		integrationGuid: string,
	): Promise<StoreWebhook[]>;
	/** What a person has to do where `registerWebhooks` gives none. Left out: it always gives some. */
	readonly addressByHand?: string;
	/**
	 * `listWebhooks` also lists an address that a person has entered. Left out: whether somebody has, only a message
	 * tells.
	 */
	readonly seesAddressByHand?: true;
	/**
	 * It posts nothing: what has changed is asked for so often, in milliseconds. Then `registerWebhooks` gives none,
	 * and nobody has to enter anything. Left out: it posts.
	 */
	readonly pollEveryMs?: number;
	/** Removes the webhooks to `url`. One that is gone already is no error. */
	removeWebhooks(connection: Connection<Credentials>, url: string): Promise<void>;
}
