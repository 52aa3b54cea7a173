import { z } from 'zod/v4';
import type { StoreWebhook } from '../provider.ts';
import type { Connection } from '../storeHttp.ts';
import { sameAddress } from '../webAddress.ts';
import { StoreError } from '../storeError.ts';
import type { ShopifyCall } from './client.ts';
import type { ShopifyCredentials } from './credentials.ts';
import { graphqlTopic, TOPICS } from './topics.ts';

type ShopifyConnection = Connection<ShopifyCredentials>;

/** The most that Shopify gives in one page. */
const PAGE_SIZE = 250;

/** Stops a listing that never ends: no app has this many. */
const MOST_PAGES = 100;

const LIST = `query webhooks($after: String) {
	webhookSubscriptions(first: ${PAGE_SIZE}, after: $after) {
		nodes { id topic uri }
		pageInfo { hasNextPage endCursor }
	}
}`;

const CREATE = `mutation createWebhook($topic: WebhookSubscriptionTopic!, $uri: String!) {
	webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri, format: JSON }) {
		webhookSubscription { id }
		userErrors { field message }
	}
}`;

const DELETE = `mutation deleteWebhook($id: ID!) {
	webhookSubscriptionDelete(id: $id) {
		deletedWebhookSubscriptionId
		userErrors { field message }
	}
}`;

const subscription = z.object({ id: z.string(), topic: z.string(), uri: z.string().catch('') });

const listAnswer = z.object({
	webhookSubscriptions: z.object({
		nodes: z.array(subscription),
		pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
	}),
});

const userErrors = z.array(z.object({ message: z.string() }));
const createAnswer = z.object({ webhookSubscriptionCreate: z.object({ userErrors }) });
const deleteAnswer = z.object({ webhookSubscriptionDelete: z.object({ userErrors }) });

/** @see https://shopify.dev/docs/api/admin-graphql/latest/queries/webhookSubscriptions */
export async function listWebhooks(
	call: ShopifyCall,
	connection: ShopifyConnection,
): Promise<StoreWebhook[]> {
	const found: Array<z.output<typeof subscription>> = [];
	let after: string | null = null;
	for (let page = 0; page < MOST_PAGES; page += 1) {
		const { nodes, pageInfo } = await listPage(call, connection, after);
		found.push(...nodes);
		if (!pageInfo.hasNextPage || !pageInfo.endCursor) break;
		after = pageInfo.endCursor;
	}
	return found.map(({ id, topic, uri }) => ({
		id,
		topic: TOPIC_NAMES.get(topic) ?? topic,
		url: uri,
		enabled: true,
	}));
}

async function listPage(call: ShopifyCall, connection: ShopifyConnection, after: string | null) {
	const answer = await call(connection, { query: LIST, variables: { after }, data: listAnswer });
	return answer.webhookSubscriptions;
}

/** Topics by the name that GraphQL has for them. */
const TOPIC_NAMES = new Map([...TOPICS.keys()].map((topic) => [graphqlTopic(topic), topic]));

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/webhookSubscriptionCreate */
export async function registerWebhooks(
	call: ShopifyCall,
	connection: ShopifyConnection,
	url: string,
): Promise<StoreWebhook[]> {
	const present = await ownWebhooks(call, connection, url);
	const missing = [...TOPICS.keys()].filter((topic) => !present.some((own) => own.topic === topic));
	for (const topic of missing) {
		const { webhookSubscriptionCreate } = await call(connection, {
			query: CREATE,
			variables: { topic: graphqlTopic(topic), uri: url },
			data: createAnswer,
		});
		throwUnlessEmpty(webhookSubscriptionCreate.userErrors, connection, url, topic);
	}
	for (const double of doublesIn(present)) await remove(call, connection, double);
	return await ownWebhooks(call, connection, url);
}

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/webhookSubscriptionDelete */
export async function removeWebhooks(
	call: ShopifyCall,
	connection: ShopifyConnection,
	url: string,
): Promise<void> {
	for (const webhook of await ownWebhooks(call, connection, url))
		await remove(call, connection, webhook);
}

async function ownWebhooks(call: ShopifyCall, connection: ShopifyConnection, url: string) {
	const all = await listWebhooks(call, connection);
	return all.filter((webhook) => sameAddress(webhook.url, url));
}

async function remove(
	call: ShopifyCall,
	connection: ShopifyConnection,
	{ id, topic }: StoreWebhook,
) {
	const { webhookSubscriptionDelete } = await call(connection, {
		query: DELETE,
		variables: { id },
		data: deleteAnswer,
	});
	const errors = webhookSubscriptionDelete.userErrors.filter(
		({ message }) => !/does not exist|not found/i.test(message),
	);
	if (errors.length === 0) return;
	throw new StoreError(
		'rejected',
		`${connection.credentials.storeUrl} did not remove the webhook for "${topic}": ${messagesOf(errors)}`,
	);
}

function doublesIn(webhooks: readonly StoreWebhook[]): StoreWebhook[] {
	return webhooks.filter(
		({ topic, id }) => webhooks.find((webhook) => webhook.topic === topic)?.id !== id,
	);
}

/** Another process may have made the same webhook in the meantime: that one serves as well. */
function throwUnlessEmpty(
	errors: z.output<typeof userErrors>,
	{ credentials }: ShopifyConnection,
	url: string,
	topic: string,
) {
	const serious = errors.filter(({ message }) => !/already been taken/i.test(message));
	if (serious.length === 0) return;
	const hint = url.startsWith('https://')
		? 'Does the app have the access scope for it?'
		: `Shopify only posts to https addresses, and n8n's is ${new URL(url).origin}: set WEBHOOK_URL of n8n to its https address.`;
	throw new StoreError(
		'rejected',
		`${credentials.storeUrl} did not make the webhook for "${topic}": ${messagesOf(serious)} ${hint}`,
	);
}

const messagesOf = (errors: z.output<typeof userErrors>) =>
	errors.map(({ message }) => message).join('; ');
