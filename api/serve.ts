import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createN8nApi } from '../n8n/publicApi/createN8nApi.ts';
import { userFolder } from '../n8n/userFolder.ts';
import { createOurWorkflows } from '../n8n/workflows/createOurWorkflows.ts';
import { createStatesOf } from '../n8n/workflows/createStatesOf.ts';
import { axiosStoreHttp } from '../engine/providers/axiosStoreHttp.ts';
import { createShopAddresses } from '../engine/providers/shopAddresses.ts';
import { endOfN8nKey, noteKey, type UsedKey } from '../engine/alerts/expiringKeys.ts';
import type { Engine } from '../engine/engine.ts';
import { ENDPOINTS } from './endpoints.ts';
import {
	createAnswerRequest,
	type Allowed,
	type ApiAnswer,
	type ApiRequest,
} from './http/answerRequest.ts';
import type { ApiContext, ApiState, CredentialReference, KnownRuns } from './http/apiContext.ts';
import { ApiError, ERROR_STATUS, type ErrorCode } from './http/apiError.ts';
import { OWNER, type Grant } from './http/scopes.ts';
import { createOpenLink } from './openLink.ts';
import { createTokenLookup } from './tokens/createTokenLookup.ts';

/** A request to the API, as n8n's side tells it. Whatever else is needed of it is asked for by its id. */
export type AskedApi = Omit<ApiRequest, 'readBody'> & {
	readonly id: string;
	/** As n8n knows the caller. */
	readonly address: string;
	/** What an `Authorization: Bearer …` header holds; `null` where there is none. */
	readonly token: string | null;
};

/** What the API's node and its credentials say: plain data. */
export type ApiSettings = Pick<
	ApiContext,
	'space' | 'furtherPushServices' | 'allowedOrigins' | 'passKey'
> & {
	readonly request: Omit<ApiContext['request'], 'grant' | 'isAuthorized'>;
	readonly n8nUrl: string;
	readonly n8nApiKey: string;
	/** Whose key that is: the node, its credential, and where another one is made. */
	readonly keyOf: Pick<UsedKey, 'id' | 'name' | 'link'>;
	readonly storesInOwnNetwork: boolean;
	readonly credentials: Readonly<
		Record<
			'commerceSmtpApi' | 'commerceWebPushApi' | 'commerceSpaceApi',
			CredentialReference | null
		>
	>;
	readonly webPush: { readonly publicKey: string; readonly customerSecret: string } | null;
	/** Where the scripts for the shop's pages are. */
	readonly webFolder: string;
};

/** What only n8n's side can tell of a request. */
export type ApiCallerVerbs = {
	/** Whether a token is the one of the API's credential. */
	isRightToken(asked: { readonly id: string; readonly token: string }): Promise<boolean>;
	/** Rejects with status 413 for one that is too large. */
	bodyOf(asked: { readonly id: string }): Promise<Uint8Array>;
	/** Reads the node's form and its credentials. */
	settingsFor(asked: { readonly id: string }): Promise<ApiSettings>;
	/** How n8n remembers runs, by their keys. @see StatusOfRun */
	runsOf(keys: readonly string[]): Promise<KnownRuns>;
};

/** What the API is answered with. */
export type Serving = {
	/** Asks n8n's side. */
	readonly host: {
		ask<K extends keyof ApiCallerVerbs>(
			verb: K,
			args: Parameters<ApiCallerVerbs[K]>[0],
		): Promise<Awaited<ReturnType<ApiCallerVerbs[K]>>>;
	};
	readonly warn: ApiContext['warn'];
	readonly past: ApiContext['past'];
	/** @throws StateError, in the words of whoever runs n8n */
	readonly open: () => Promise<Engine>;
};

const answerRequest = createAnswerRequest(ENDPOINTS, () => Date.now());
const tokens = createTokenLookup(() => Date.now());

/** Answers a request to the API. Never throws: what goes wrong is an answer. */
export async function serve(
	serving: Serving,
	{ id, address, token, ...request }: AskedApi,
): Promise<ApiAnswer> {
	const { host, past } = serving;
	const warn: ApiContext['warn'] = (message, error) => serving.warn(`API: ${message}`, error);
	const commerce = async () => await stateOf(serving);
	const database = async () => (await commerce()).database;
	let settings: Promise<ApiSettings> | undefined;
	const settingsOf = async () => await (settings ??= asApiError(host.ask('settingsFor', { id })));
	const caller = {
		address,
		token,
		async grantOf(sent: string): Promise<Grant | null> {
			if (await asApiError(host.ask('isRightToken', { id, token: sent }))) return OWNER;
			const known = await tokens.find(sent, database);
			// At a node of another space, it is none.
			if (known === null || known.space !== (await settingsOf()).space) return null;
			void tokens
				.used(known, database)
				.catch((error: unknown) => warn('The use of a token could not be written down', error));
			return { kind: 'token', id: known.id, name: known.name, scopes: known.scopes };
		},
		open: async (allowed: Allowed) => {
			const settings = await settingsOf();
			void commerce().then(
				async (state) =>
					await noteKeyOf(settings, state).catch((error: unknown) =>
						warn('When the n8n API key ends could not be written down', error),
					),
				// The answer says so.
				() => {},
			);
			const runsOf = async (keys: readonly string[]) => await host.ask('runsOf', keys);
			const request = { ...settings.request, ...allowed };
			return contextOf(settings, { commerce, past, request, runsOf, warn });
		},
		warn,
	};
	const readBody = async () => Buffer.from(await host.ask('bodyOf', { id }));
	return await answerRequest(caller, { ...request, readBody });
}

/** @throws ApiError 503 where the state cannot be used */
async function stateOf({ open }: Serving): Promise<ApiState> {
	try {
		const { inbox, actions } = await open();
		const { database, now } = inbox;
		return { database, inbox, actions, now };
	} catch (error) {
		throw new ApiError('UNAVAILABLE', 'The state database cannot be used.', { cause: error });
	}
}

function contextOf(
	settings: ApiSettings,
	ours: Pick<ApiContext, 'commerce' | 'past' | 'request' | 'runsOf' | 'warn'>,
): ApiContext {
	const { n8nUrl, n8nApiKey, keyOf: _, storesInOwnNetwork, webPush, webFolder, ...rest } = settings;
	return {
		...rest,
		...ours,
		...n8nOf(n8nUrl, n8nApiKey, ours.warn),
		ownNetwork: storesInOwnNetwork,
		storeHttp: axiosStoreHttp({
			addressesOf: createShopAddresses({
				allowPrivate: storesInOwnNetwork,
				option: 'Stores in Your Own Network',
			}),
		}),
		openLink: createOpenLink(n8nUrl),
		webPush: async () => webPush,
		readScript: async (name) => await readFile(join(webFolder, name), 'utf8'),
		readPicture: async (recipe) =>
			await readFile(join(webFolder, '../templates/recipes', `${recipe}.svg`), 'utf8'),
	};
}

/** What was written down of the key of each node, and when. */
const noted = new Map<string, { readonly text: string; readonly at: number }>();
const NOTED_EVERY_MS = 3_600_000;

/** Writes down when the key of n8n's API ends: once an hour, and when another one is used. */
async function noteKeyOf(
	{ n8nApiKey, keyOf, space }: ApiSettings,
	{ database, now }: ApiState,
): Promise<void> {
	const key = { ...keyOf, space, expiresAt: endOfN8nKey(n8nApiKey) };
	const text = JSON.stringify(key);
	const last = noted.get(key.id);
	if (last?.text === text && Math.abs(now() - last.at) < NOTED_EVERY_MS) return;
	noted.set(key.id, { text, at: now() });
	await noteKey(database, key, now());
}

type Client = Pick<ApiContext, 'n8n' | 'ourWorkflows'>;
const clients = new Map<string, Client>();
const MAX_CLIENTS = 20;
const statesOf = createStatesOf(process.env, userFolder());

/** One client for each n8n and key, so that its connections are used again. */
function n8nOf(url: string, apiKey: string, warn: ApiContext['warn']): Client {
	const key = JSON.stringify([url, apiKey]);
	const known = clients.get(key);
	if (known !== undefined) return known;
	const n8n = createN8nApi({ url, apiKey }, warn);
	const states = async () => await statesOf(apiKey);
	const client = { n8n, ourWorkflows: createOurWorkflows({ n8n, states, now: Date.now }) };
	// Each keeps what it has listed. A key is replaced now and then.
	if (clients.size >= MAX_CLIENTS) clients.clear();
	clients.set(key, client);
	return client;
}

/** An error of n8n's side has lost its class on its way. */
async function asApiError<T>(asked: Promise<T>): Promise<T> {
	try {
		return await asked;
	} catch (error) {
		const { name, message, code } = error as Error & { code?: unknown };
		if (name !== 'ApiError' || !Object.hasOwn(ERROR_STATUS, String(code))) throw error;
		throw new ApiError(code as ErrorCode, message, { cause: error });
	}
}
