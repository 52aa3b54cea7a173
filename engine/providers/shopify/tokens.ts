import { z } from 'zod/v4';
import type { Connection } from '../storeHttp.ts';
import { sha256 } from '../digests.ts';
import { StoreError } from '../storeError.ts';
import type { ShopifyCredentials } from './credentials.ts';

/** Access tokens of shops, fetched when needed and kept in memory until shortly before they expire. */
export type Tokens = {
	/** @throws StoreError `unauthorized` when the shop gives none for these keys */
	get(connection: Connection<ShopifyCredentials>): Promise<string>;
	/** Forgets a token that the shop no longer takes. */
	forget(credentials: ShopifyCredentials): void;
};

type Token = { readonly value: Promise<string>; expiresAtMs: number };

/** Renewed this long before the end, so that no call is made with a token that ends on its way. */
const RENEWED_BEFORE_END_MS = 5 * 60_000;

/** Where the shop does not say how long a token lives; the documented life is a day. */
const ASSUMED_LIFE_SECONDS = 60 * 60;

const MOST_TOKENS = 1_000;

const tokenAnswer = z.object({
	access_token: z.string().min(1),
	expires_in: z.coerce.number().positive().optional().catch(undefined),
});

/** @see https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/client-credentials-grant */
export function createTokens(now: () => Date): Tokens {
	const tokens = new Map<string, Token>();

	const fetchToken = async (connection: Connection<ShopifyCredentials>, token: Token) => {
		const { access_token: value, expires_in: seconds } = await requestToken(connection);
		token.expiresAtMs = now().getTime() + (seconds ?? ASSUMED_LIFE_SECONDS) * 1_000;
		return value;
	};

	return {
		async get(connection) {
			const { credentials } = connection;
			if (credentials.authentication === 'adminToken') return credentials.adminToken;
			const key = keyOf(credentials);
			const known = tokens.get(key);
			if (known && known.expiresAtMs - RENEWED_BEFORE_END_MS > now().getTime())
				return await known.value;

			const token = { expiresAtMs: Number.POSITIVE_INFINITY } as {
				-readonly [K in keyof Token]: Token[K];
			};
			token.value = fetchToken(connection, token);
			if (tokens.size >= MOST_TOKENS) tokens.clear();
			tokens.set(key, token);
			try {
				return await token.value;
			} catch (error) {
				if (tokens.get(key) === token) tokens.delete(key);
				throw error;
			}
		},
		forget(credentials) {
			tokens.delete(keyOf(credentials));
		},
	};
}

/** Changed keys get a token of their own; the keys themselves are not kept. */
function keyOf(credentials: ShopifyCredentials): string {
	return sha256(JSON.stringify(credentials));
}

async function requestToken({ credentials, http }: Connection<ShopifyCredentials>) {
	if (credentials.authentication !== 'clientCredentials') throw new Error('needs no token');
	const { storeUrl, clientId, clientSecret } = credentials;
	let body: unknown;
	try {
		({ body } = await http({
			method: 'POST',
			url: `${storeUrl}/admin/oauth/access_token`,
			form: { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
		}));
	} catch (error) {
		throw refusalOf(error, storeUrl);
	}
	const answer = tokenAnswer.safeParse(body);
	if (answer.success) return answer.data;
	throw new StoreError(
		'rejected',
		`${storeUrl} gave no access token, and no reason for it. Is this the address of a Shopify shop?`,
	);
}

/** A wrong client id or secret is answered with 400 or 401, in JSON or as a web page. */
function refusalOf(error: unknown, storeUrl: string): unknown {
	if (!(error instanceof StoreError)) return error;
	if (error.kind === 'not_found') {
		return new StoreError(
			'not_found',
			`There is no Shopify shop at ${storeUrl}. Give the name that it has before ".myshopify.com".`,
			{ ...error, cause: error },
		);
	}
	if (error.status !== null && [400, 401, 403].includes(error.status)) {
		return new StoreError(
			'unauthorized',
			`${storeUrl} does not accept the client ID and client secret. The app must be made in the Dev Dashboard of the organisation that owns the shop, and be installed on the shop. Shopify says: ${error.message}`,
			{ ...error, cause: error },
		);
	}
	return error;
}
