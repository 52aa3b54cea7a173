import { createVapidPair } from '../../engine/messages/push/vapidKeys.ts';
import { apiWorkflow } from '../../demo/apiWorkflow.ts';
import { waitUntil, type WorkflowNode } from './n8n.ts';
import { createReplyCheck, type ReplyCheck } from './openApiReplies.ts';
import { startWorld, type World } from './world.ts';

export const API_TOKEN = 'token-of-the-back-office';

/** What an endpoint has answered. */
export type ApiReply = {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Record<string, unknown> & {
		readonly success?: boolean;
		// eslint-disable-next-line @typescript-eslint/no-explicit-any
		readonly data?: any;
		readonly error?: { readonly code: string; readonly message: string };
	};
};

/**
 * A World whose REST API is published, and a client of it, which fails on any answer that openapi.json
 * does not describe.
 */
export type ApiWorld = World & {
	/** Where `/api/…` is below. */
	readonly base: string;
	readonly apiWorkflowId: string;
	/** The key with which the API reaches n8n. */
	readonly n8nApiKey: string;
	/** Every answer that `api` has got, for checks over all of them. */
	readonly replies: Array<{ method: string; path: string; reply: ApiReply }>;
	/** Asks with the token, unless `headers` has another or an empty one. */
	api(
		method: string,
		path: string,
		body?: unknown,
		headers?: Record<string, string>,
	): Promise<ApiReply>;
};

/** What a world's API has beside what all have. */
export type ApiSetUp = {
	/** Further credentials of the node: `commerceWebPushApi`. */
	readonly credentials?: (world: World) => Promise<NonNullable<WorkflowNode['credentials']>>;
	readonly parameters?: Record<string, unknown>;
	/** Where the API reaches n8n, if not directly. */
	readonly n8nUrl?: string;
};

/**
 * An API that shows notifications.
 *
 * @param pushService its address, if it is none of those that browsers use
 * @param data of the credential, where it differs
 */
export const withPush = (
	{ pushService }: { readonly pushService?: string } = {},
	data: Readonly<Record<string, string>> = {},
): ApiSetUp => ({
	credentials: async ({ n8n }) => ({
		commerceWebPushApi: await n8n.createCredential('Push', 'commerceWebPushApi', {
			...{ subject: 'mailto:shop@example.com', customerSecret: '' },
			...(await createVapidPair()),
			...data,
		}),
	}),
	...(pushService && { parameters: { apiOptions: { furtherServices: pushService } } }),
});

export async function startApiWorld(
	env: Record<string, string> = {},
	given: ApiSetUp = {},
): Promise<ApiWorld> {
	const world = await startWorld(env);
	const n8nApiKey = await world.n8n.createApiKey('Commerce API');
	const credential = await world.n8n.createCredential('API', 'commerceApi', {
		apiToken: API_TOKEN,
		n8nUrl: given.n8nUrl ?? world.n8n.url,
		n8nApiKey,
	});
	const credentials = {
		commerceApi: credential,
		commerceSmtpApi: world.smtp,
		...(await given.credentials?.(world)),
	};
	const { id: apiWorkflowId } = await world.n8n.createWorkflow(
		apiWorkflow(credentials, given.parameters),
	);
	await world.n8n.publish(apiWorkflowId);
	const base = `${world.n8n.url}/webhook/commerce`;
	const replies: ApiWorld['replies'] = [];
	let check: ReplyCheck = () => null;

	const api: ApiWorld['api'] = async (method, path, body, headers = {}) => {
		const response = await fetch(`${base}${path}`, {
			method,
			headers: {
				authorization: `Bearer ${API_TOKEN}`,
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
			...(body === undefined
				? {}
				: { body: typeof body === 'string' ? body : JSON.stringify(body) }),
		});
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.includes('json') === true;
		const reply: ApiReply = {
			status: response.status,
			headers: response.headers,
			body: (isJson ? JSON.parse(text) : { text }) as ApiReply['body'],
		};
		replies.push({ method, path, reply });
		const problem = check({ method, path, status: reply.status, body: reply.body });
		if (problem !== null) throw new Error(`${problem}\n${text}`);
		return reply;
	};
	await waitUntil(async () => (await api('GET', '/api/workflows/triggers/Order')).status === 200, {
		what: 'the API to answer',
	});
	check = createReplyCheck((await api('GET', '/api/openapi.json')).body);
	replies.length = 0;
	return { ...world, base, apiWorkflowId, n8nApiKey, replies, api };
}
