import { createHmac, randomUUID } from 'node:crypto';
import {
	answering,
	startServer,
	type SimulatedAnswer,
	type SimulatedServer,
} from './simulatedServer.ts';

export type SimulatedShopifyOptions = {
	readonly clientId?: string;
	readonly clientSecret?: string;
	/** Token of a custom app from before 2026, and the secret of that app. */
	readonly adminToken?: string;
	readonly apiSecret?: string;
	readonly scopes?: readonly string[];
	readonly now?: () => Date;
	/** Shopify takes https addresses only; tests post to this machine. */
	readonly takesHttp?: boolean;
	/** Answers calls of the GraphQL API that are not about webhooks or the shop itself; `null`: not its part. */
	readonly admin?: (call: {
		query: string;
		variables: Record<string, unknown>;
	}) => Promise<SimulatedAnswer | null>;
};

export type SimulatedShopify = SimulatedServer & {
	readonly subscriptions: Array<{ id: string; topic: string; uri: string }>;
	readonly tokenRequests: URLSearchParams[];
	readonly graphqlRequests: Array<{ query: string; variables: Record<string, unknown> }>;
	/** Makes every token that was given out invalid, as when the app is installed again. */
	revokeTokens(): void;
	/** The next calls of the GraphQL API are answered so, one each. */
	readonly nextAnswers: SimulatedAnswer[];
	/** Posts a message to every subscription of its topic. */
	deliver(topic: string, payload: unknown): Promise<Response[]>;
};

/** https://shopify.dev/docs/api/admin-graphql/latest/enums/WebhookSubscriptionTopic, in part. */
const TOPICS: Readonly<Record<string, string>> = {
	ORDERS_CREATE: 'read_orders',
	ORDERS_UPDATED: 'read_orders',
	ORDERS_PAID: 'read_orders',
	ORDERS_CANCELLED: 'read_orders',
	ORDERS_FULFILLED: 'read_orders',
	ORDERS_PARTIALLY_FULFILLED: 'read_orders',
	ORDERS_EDITED: 'read_orders',
	ORDERS_DELETE: 'read_orders',
	REFUNDS_CREATE: 'read_orders',
	FULFILLMENTS_CREATE: 'read_fulfillments',
	FULFILLMENTS_UPDATE: 'read_fulfillments',
	FULFILLMENT_EVENTS_CREATE: 'read_fulfillments',
	FULFILLMENT_EVENTS_DELETE: 'read_fulfillments',
	CUSTOMERS_CREATE: 'read_customers',
	CUSTOMERS_UPDATE: 'read_customers',
	CUSTOMERS_ENABLE: 'read_customers',
	CUSTOMERS_DISABLE: 'read_customers',
	CUSTOMERS_DELETE: 'read_customers',
	PRODUCTS_CREATE: 'read_products',
	PRODUCTS_UPDATE: 'read_products',
	PRODUCTS_DELETE: 'read_products',
	INVENTORY_LEVELS_UPDATE: 'read_inventory',
};

/** "Tokens expire after 24 hours": docs, client credentials grant, `expires_in: 86399`. */
const TOKEN_LIFE_SECONDS = 86_399;

/** Lists give at most 250 at a time: https://shopify.dev/docs/api/usage/limits */
const MOST_IN_A_PAGE = 250;

export async function startSimulatedShopify({
	clientId = 'client-1',
	clientSecret = 'shpss_of-the-app',
	adminToken = 'shpat_of-the-custom-app',
	apiSecret = 'shpss_of-the-custom-app',
	scopes = ['read_orders', 'write_fulfillments', 'read_customers', 'write_products'],
	now = () => new Date(),
	takesHttp = false,
	admin = async () => null,
}: SimulatedShopifyOptions = {}): Promise<SimulatedShopify> {
	const subscriptions: SimulatedShopify['subscriptions'] = [];
	const tokenRequests: URLSearchParams[] = [];
	const graphqlRequests: SimulatedShopify['graphqlRequests'] = [];
	const nextAnswers: SimulatedAnswer[] = [];
	const tokens = new Map<string, number>();
	const secretOf = { app: clientSecret, custom: apiSecret };
	let calledWith: 'app' | 'custom' = 'app';

	const giveToken = (body: Buffer): SimulatedAnswer => {
		const form = new URLSearchParams(body.toString());
		tokenRequests.push(form);
		// Errors as RFC 6749 section 5.2 names them.
		if (form.get('grant_type') !== 'client_credentials') {
			return { status: 400, json: { error: 'unsupported_grant_type' } };
		}
		if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret) {
			return {
				status: 400,
				json: { error: 'invalid_client', error_description: 'Client authentication failed' },
			};
		}
		const token = `shpat_${randomUUID()}`;
		tokens.set(token, now().getTime() + TOKEN_LIFE_SECONDS * 1_000);
		return {
			status: 200,
			json: { access_token: token, scope: scopes.join(','), expires_in: TOKEN_LIFE_SECONDS },
		};
	};

	const hasScope = (scope: string) =>
		scopes.includes(scope) || scopes.includes(scope.replace('read_', 'write_'));

	const create = (variables: Record<string, unknown>) => {
		const { topic, uri } = variables as { topic: string; uri: string };
		const refuse = (field: string, message: string) => ({
			webhookSubscription: null,
			userErrors: [{ field: ['webhookSubscription', field], message }],
		});
		// Message as in Shopify/shopify-cli issue 311.
		if (!hasScope(TOPICS[topic]!)) {
			return refuse('topic', 'You cannot create a webhook subscription with the specified topic');
		}
		// https://shopify.dev/changelog/non-https-webhooks: https only.
		if (!takesHttp && !uri.startsWith('https://')) {
			return refuse('callbackUrl', 'Address protocol http:// is not supported');
		}
		// Message as in Shopify/shopify_app issue 263.
		if (subscriptions.some((one) => one.topic === topic && one.uri === uri)) {
			return refuse('callbackUrl', 'Address for this topic has already been taken');
		}
		const id = `gid://shopify/WebhookSubscription/${1000 + subscriptions.length}${Math.floor(Math.random() * 1e6)}`;
		subscriptions.push({ id, topic, uri });
		return { webhookSubscription: { id }, userErrors: [] };
	};

	const remove = ({ id }: Record<string, unknown>) => {
		const index = subscriptions.findIndex((one) => one.id === id);
		if (index < 0) {
			return {
				deletedWebhookSubscriptionId: null,
				userErrors: [{ field: ['id'], message: 'Webhook subscription does not exist' }],
			};
		}
		subscriptions.splice(index, 1);
		return { deletedWebhookSubscriptionId: id, userErrors: [] };
	};

	const list = (query: string, { after }: Record<string, unknown>) => {
		const first = Number(/first:\s*(\d+)/.exec(query)?.[1] ?? Number.NaN);
		if (!(first <= MOST_IN_A_PAGE)) return null;
		const start = after ? Number(after) : 0;
		const nodes = subscriptions.slice(start, start + first);
		const end = start + nodes.length;
		return { nodes, pageInfo: { hasNextPage: end < subscriptions.length, endCursor: String(end) } };
	};

	const graphql = ({
		query,
		variables = {},
	}: {
		query: string;
		variables?: Record<string, unknown>;
	}) => {
		const fails = (message: string, code?: string) => ({
			status: 200,
			json: { errors: [{ message, ...(code ? { extensions: { code } } : {}) }], data: null },
		});
		if (/\bwebhookSubscriptionCreate\b/.test(query)) {
			if (!Object.hasOwn(TOPICS, String(variables.topic))) {
				return fails(
					`Variable $topic of type WebhookSubscriptionTopic! was provided invalid value`,
					'INVALID_VARIABLE',
				);
			}
			return { status: 200, json: { data: { webhookSubscriptionCreate: create(variables) } } };
		}
		if (/\bwebhookSubscriptionDelete\b/.test(query)) {
			return { status: 200, json: { data: { webhookSubscriptionDelete: remove(variables) } } };
		}
		if (/\bwebhookSubscriptions\b/.test(query)) {
			const page = list(query, variables);
			return page
				? { status: 200, json: { data: { webhookSubscriptions: page } } }
				: fails('first cannot exceed 250', 'BAD_USER_INPUT');
		}
		if (/\bcurrentAppInstallation\b/.test(query)) {
			const accessScopes = scopes.map((handle) => ({ handle }));
			return { status: 200, json: { data: { currentAppInstallation: { accessScopes } } } };
		}
		if (/\bshop\b/.test(query)) {
			return { status: 200, json: { data: { shop: { name: 'Fjord & Falke' } } } };
		}
		return fails(`Field doesn't exist on type 'QueryRoot'`, 'undefinedField');
	};

	const server = await startServer(
		answering(async (request, body, url) => {
			if (request.method === 'POST' && url.pathname === '/admin/oauth/access_token') {
				return giveToken(body);
			}
			if (!/^\/admin\/api\/\d{4}-\d{2}\/graphql\.json$/.test(url.pathname)) {
				return { status: 404, json: { errors: 'Not Found' } };
			}
			const token = String(request.headers['x-shopify-access-token'] ?? '');
			const isLive = (tokens.get(token) ?? 0) > now().getTime();
			if (token !== adminToken && !isLive) {
				return {
					status: 401,
					json: {
						errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
					},
				};
			}
			calledWith = token === adminToken ? 'custom' : 'app';
			const next = nextAnswers.shift();
			if (next) return next;
			const call = {
				variables: {},
				...(JSON.parse(body.toString()) as { query: string; variables?: Record<string, unknown> }),
			};
			graphqlRequests.push(call);
			return (await admin(call)) ?? graphql(call);
		}),
	);

	return {
		...server,
		subscriptions,
		tokenRequests,
		graphqlRequests,
		nextAnswers,
		revokeTokens: () => tokens.clear(),
		async deliver(topic, payload) {
			const body = JSON.stringify(payload);
			const eventId = randomUUID();
			const name = topic.replace('/', '_').toUpperCase();
			return await Promise.all(
				subscriptions
					.filter((one) => one.topic === name)
					.map(
						async ({ uri }) =>
							await fetch(uri, {
								method: 'POST',
								body,
								headers: {
									'content-type': 'application/json',
									'x-shopify-topic': topic,
									// base64(HMAC-SHA256(raw body, app secret)): docs, "Verify the webhook".
									'x-shopify-hmac-sha256': createHmac('sha256', secretOf[calledWith])
										.update(body)
										.digest('base64'),
									'x-shopify-shop-domain': 'my-shop.myshopify.com',
									'x-shopify-api-version': '2026-10',
									'x-shopify-webhook-id': randomUUID(),
									'x-shopify-event-id': eventId,
									'x-shopify-triggered-at': now().toISOString(),
								},
							}),
					),
			);
		},
	};
}
