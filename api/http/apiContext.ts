import type { N8nApi } from '../../n8n/publicApi/n8nApi.ts';
import type { OurWorkflows } from '../../n8n/workflows/createOurWorkflows.ts';
import type { OpenLink } from '../../n8n/runs/resumeWorkflow.ts';
import type { RunRecord } from '../../n8n/runs/runQuery.ts';
import type { StoreHttp } from '../../engine/providers/storeHttp.ts';
import type { Actions } from '../../engine/actions/actions.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import type { Grant } from './scopes.ts';

/** A credential as a node of a workflow refers to it. */
export type CredentialReference = { readonly id: string; readonly name: string };

/** The state, and who works on it. */
export type ApiState = {
	readonly database: OpenDatabase;
	readonly inbox: Inbox;
	readonly actions: Actions;
	readonly now: () => number;
};

/** Runs that n8n knows, by the key that each was asked for by. */
export type KnownRuns = ReadonlyMap<string, RunRecord>;

/** What the endpoints work with: one for each request. */
export type ApiContext = {
	/** Everything that an endpoint reads and writes belongs to this space. */
	readonly space: string;
	/** The state database and what works on it; rejects where there is none. */
	readonly commerce: () => Promise<ApiState>;
	/** n8n itself; rejects with ApiError 503 where the credential has no key for it. */
	readonly n8n: N8nApi;
	/** The workflows with a node of this package, as n8n has them now: quicker than all. */
	readonly ourWorkflows: OurWorkflows;
	/** How n8n remembers runs; rejects while its database is away or busy. */
	readonly runsOf: (keys: readonly string[]) => Promise<KnownRuns>;
	/** From the node's options: whether what is called may be in n8n's own network. */
	readonly ownNetwork: boolean;
	/** Calls stores. */
	readonly storeHttp: StoreHttp;
	readonly openLink: OpenLink;
	/** What the node's own credentials are, for the workflows that are made; `null` where none is chosen. */
	readonly credentials: {
		readonly commerceSmtpApi: CredentialReference | null;
		readonly commerceWebPushApi: CredentialReference | null;
		/** The key of a space of its own; made workflows carry it on. */
		readonly commerceSpaceApi: CredentialReference | null;
	};
	/** Of the node's web push credential; `null` where none is chosen. */
	readonly webPush: () => Promise<{ publicKey: string; customerSecret: string } | null>;
	/** From the node's options: hosts or origins of push services beside the known ones. */
	readonly furtherPushServices: readonly string[];
	/** From the node's options: origins whose pages may save subscriptions, beside those of the stores. */
	readonly allowedOrigins: readonly string[];
	readonly request: {
		/** The origin of the page that called; `null` for callers that are no browser. */
		readonly origin: string | null;
		/** What the token of the request allows; `null` without one. */
		readonly grant: Grant | null;
		/** Whether it allows what was asked for. Public endpoints may tell less without it. */
		readonly isAuthorized: boolean;
		/** What stands before `/api/…` in the address that was called: `/webhook/commerce`. */
		readonly basePath: string;
		/** The same as the world reaches it: `https://n8n.example.com/webhook/commerce`. */
		readonly publicBase: string;
	};
	/** What passes of the console are signed with. */
	readonly passKey: string;
	/** A script for the shop's pages: a file of the folder web/. */
	readonly readScript: (name: 'service-worker.js' | 'subscribe.js') => Promise<string>;
	/** The picture of a recipe: an SVG of the folder templates/recipes. */
	readonly readPicture: (recipe: string) => Promise<string>;
	/** What the engine did not survive, and how often it has ended. Times are epoch milliseconds. */
	readonly past: {
		readonly ends: number;
		readonly lastEnd: { readonly reason: string; readonly at: number } | null;
		readonly poisons: ReadonlyArray<{
			readonly store: string;
			readonly reason: string;
			readonly at: number;
		}>;
	};
	readonly warn: (message: string, error: unknown) => void;
};
