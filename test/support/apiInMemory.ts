import { randomUUID } from 'node:crypto';
import { createActions } from '../../engine/actions/actions.ts';
import type { StoreHttp } from '../../engine/providers/storeHttp.ts';
import { StoreError } from '../../engine/providers/storeError.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { ENDPOINTS } from '../../api/endpoints.ts';
import {
	createAnswerRequest,
	type Caller,
	type RequestHeaders,
} from '../../api/http/answerRequest.ts';
import type { ApiContext, ApiState } from '../../api/http/apiContext.ts';
import { OWNER, type Grant } from '../../api/http/scopes.ts';
import { createSimulatedN8n, type SimulatedN8n } from './simulatedN8n.ts';
import { testInbox } from './testInbox.ts';

/** A store of the generic kind, in memory. */
export type StoreInMemory = {
	name: unknown;
	apiKey: string;
	/** Keys that were made before, and still work. */
	readonly olderKeys: string[];
	webhooks: Array<{ id: string; url: string; events: string[]; enabled: boolean }>;
	/** Makes it refuse to be connected. */
	refusesWebhooks: boolean;
};

export const NO_HEADERS: RequestHeaders = {
	idempotencyKey: null,
	ifMatch: null,
	requestId: null,
	acceptLanguage: null,
	mcp: { version: null, method: null, name: null },
};
export const STORE_URL = 'https://shop.example.com';
export const API_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** The REST API without n8n's process: every endpoint, over a real state and a simulated n8n and store. */
export type ApiInMemory = {
	readonly n8n: SimulatedN8n;
	readonly store: StoreInMemory;
	readonly warnings: unknown[];
	ask(
		method: string,
		path: string,
		body?: unknown,
		headers?: Partial<RequestHeaders>,
	): Promise<{
		readonly status: number;
		readonly headers: Readonly<Record<string, string>>;
		/** As it was sent. */
		readonly body: string;
		/** Of an answer that is not JSON. */
		readonly text?: string;
		// eslint-disable-next-line @typescript-eslint/no-explicit-any
		readonly data: any;
		readonly error: string | undefined;
		/** Of a page of a list. */
		readonly nextCursor?: string | null;
		/** Workflows that were not deleted. */
		readonly kept?: string[];
		/** Of a page: how many there are on all. */
		readonly total?: number;
	}>;
};

/**
 * @param chosen credentials of the API's node that are others than usual
 * @param grant what its callers may do
 * @param storeHttp left out: that of the store in memory
 */
export function apiInMemory(
	database: OpenDatabase,
	chosen: Partial<ApiContext['credentials']> = {},
	{
		ownNetwork = true,
		grant = OWNER,
		openLink = async () => {
			throw new Error('There is no run to resume here.');
		},
		storeHttp: givenHttp,
	}: Partial<
		Pick<ApiContext, 'ownNetwork' | 'openLink'> & { grant: Grant; storeHttp: StoreHttp }
	> = {},
): ApiInMemory {
	const now = () => Date.now();
	const space = 'default';
	const store: StoreInMemory = {
		name: 'Shop',
		apiKey: 'key',
		olderKeys: [],
		webhooks: [],
		refusesWebhooks: false,
	};
	const storeHttp = givenHttp ?? storeHttpOf(store);
	const n8n = createSimulatedN8n({ database, storeHttp, now, space });
	const warnings: unknown[] = [];
	const answer = createAnswerRequest(ENDPOINTS, now);
	const inbox = testInbox(database, { now, advance: () => {} }, { warn: () => {} });
	const commerce: ApiState = { database, now, inbox, actions: createActions(inbox, () => {}) };
	const context: ApiContext = {
		space,
		commerce: async () => commerce,
		n8n,
		ourWorkflows: async () => await n8n.listWorkflows(),
		runsOf: async (keys) => await n8n.runsOf(keys),
		ownNetwork,
		storeHttp,
		openLink,
		credentials: {
			commerceSmtpApi: { id: 'smtp', name: 'Mail' },
			commerceWebPushApi: { id: 'push', name: 'Push' },
			commerceSpaceApi: null,
			...chosen,
		},
		webPush: async () => null,
		furtherPushServices: [],
		allowedOrigins: [],
		request: {
			origin: null,
			grant,
			isAuthorized: true,
			basePath: '/webhook/commerce',
			publicBase: 'https://n8n.example.com/webhook/commerce',
		},
		passKey: 'key',
		readScript: async () => '',
		readPicture: async (recipe) => `<svg>${recipe}</svg>`,
		past: { ends: 0, lastEnd: null, poisons: [] },
		warn: (...warning) => warnings.push(warning),
	};
	const caller: Caller = {
		address: '127.0.0.1',
		token: 'the right one',
		grantOf: async () => grant,
		open: async () => context,
		warn: context.warn,
	};
	return {
		n8n,
		store,
		warnings,
		async ask(method, path, body, sent = {}) {
			const [pathname, query = ''] = path.split('?');
			const reply = await answer(caller, {
				method,
				path: pathname!,
				query: Object.fromEntries(new URLSearchParams(query)),
				headers: { ...NO_HEADERS, ...sent },
				// A form is given as a browser sends it.
				readBody: async () =>
					Buffer.from(
						body === undefined
							? ''
							: body instanceof URLSearchParams
								? String(body)
								: JSON.stringify(body),
					),
			});
			const { status, headers, body: sentBack } = reply;
			if (!headers['Content-Type']?.includes('json')) {
				const text = sentBack;
				return { status, headers, body: text, text, data: undefined, error: undefined };
			}
			const { data, error, kept, nextCursor, total } = JSON.parse(sentBack || '{}') as {
				data?: unknown;
				error?: { message: string };
				kept?: string[];
				total?: number;
				nextCursor?: string | null;
			};
			return {
				status,
				headers,
				body: sentBack,
				data,
				error: error?.message,
				...(kept && { kept }),
				...(total !== undefined && { total }),
				...(nextCursor !== undefined && { nextCursor }),
			};
		},
	};
}

function storeHttpOf(store: StoreInMemory): StoreHttp {
	return async ({ method, url, headers = {}, json }) => {
		const refuse = (kind: 'unauthorized' | 'rejected', status: number) => {
			throw new StoreError(kind, 'The store refuses.', { status });
		};
		const authorization = headers.authorization ?? headers.Authorization;
		const keys = [store.apiKey, ...store.olderKeys];
		if (!keys.some((key) => authorization === `Bearer ${key}`)) refuse('unauthorized', 401);
		// It may be one of several below one address.
		const route = `${method} ${new URL(url).pathname.replace(/^\/.*(?=\/(health|webhooks))/, '')}`;
		const reply = (body: unknown) => ({ status: 200, headers: {}, body });
		if (route === 'GET /health') return reply({ name: store.name });
		if (store.refusesWebhooks) refuse('rejected', 422);
		if (route === 'GET /webhooks') return reply({ data: store.webhooks });
		if (route === 'POST /webhooks') {
			const webhook = {
				id: randomUUID(),
				...(json as { url: string; events: string[] }),
				enabled: true,
			};
			store.webhooks.push(webhook);
			return reply(webhook);
		}
		store.webhooks = store.webhooks.filter(({ id }) => route !== `DELETE /webhooks/${id}`);
		return reply(null);
	};
}
