import { randomUUID } from 'node:crypto';
import { createActions } from '../../engine/actions/actions.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { serve, type ApiSettings, type Serving } from '../../api/serve.ts';
import { NO_HEADERS } from './apiInMemory.ts';
import { testInbox } from './testInbox.ts';

/** The token of the credential of every node here. */
export const OWNERS_TOKEN = 'the-token-of-the-owner';

/** The REST API as the engine's thread serves it to n8n's side, with its tokens. */
export type ServedApi = {
	/** What it has cost: how often n8n's side has read the node's credentials, and the state was asked for. */
	readonly counts: { settings: number; opened: number };
	ask(
		method: string,
		path: string,
		sent?: {
			readonly token?: string | null;
			readonly body?: unknown;
			readonly key?: string;
			/** From where it comes; left out: from another address each time. */
			readonly address?: string;
		},
	): Promise<{
		readonly status: number;
		readonly headers: Readonly<Record<string, string>>;
		// eslint-disable-next-line @typescript-eslint/no-explicit-any
		readonly body: any;
	}>;
};

/** @param space in which the node is */
export function servedApi(state: OpenDatabase, space = 'default'): ServedApi {
	const counts = { settings: 0, opened: 0 };
	const inbox = testInbox(state, { now: () => Date.now(), advance: () => {} }, { warn: () => {} });
	const engine = { inbox, actions: createActions(inbox, () => {}) };
	const settings: ApiSettings = {
		...{ space, n8nUrl: 'http://127.0.0.1:1', n8nApiKey: '', passKey: 'key', webFolder: '' },
		keyOf: { id: 'workflow/node', name: 'API', link: null },
		storesInOwnNetwork: false,
		credentials: { commerceSmtpApi: null, commerceWebPushApi: null, commerceSpaceApi: null },
		webPush: null,
		...{ furtherPushServices: [], allowedOrigins: [] },
		request: { origin: null, basePath: '/webhook/commerce', publicBase: 'https://n8n.example' },
	};
	return {
		counts,
		async ask(method, path, { token = OWNERS_TOKEN, body, key, address = randomUUID() } = {}) {
			const verbs = {
				isRightToken: async (asked: { token: string }) => asked.token === OWNERS_TOKEN,
				async settingsFor() {
					counts.settings += 1;
					return settings;
				},
				bodyOf: async () => Buffer.from(body === undefined ? '' : JSON.stringify(body)),
				runsOf: async () => new Map(),
			};
			const serving = {
				host: {
					ask: async (verb: keyof typeof verbs, args: never) => await verbs[verb](args),
				} as Serving['host'],
				warn: () => {},
				past: { ends: 0, lastEnd: null, poisons: [] },
				async open() {
					counts.opened += 1;
					return engine as never;
				},
			};
			const [pathname, query = ''] = path.split('?');
			const answer = await serve(serving, {
				...{ id: randomUUID(), address, token, method, path: pathname! },
				query: Object.fromEntries(new URLSearchParams(query)),
				headers: { ...NO_HEADERS, idempotencyKey: key ?? null },
			});
			const isJson = answer.headers['Content-Type']?.includes('json');
			return { ...answer, body: isJson ? JSON.parse(answer.body) : answer.body };
		},
	};
}
