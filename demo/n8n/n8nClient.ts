import { waitUntil } from './waitUntil.ts';
import type { Workflow } from './workflow.ts';

/** Who owns an n8n that was set up here. */
export type Owner = { readonly email: string; readonly password: string };

export type WorkflowSummary = {
	readonly id: string;
	readonly name: string;
	readonly active: boolean;
	readonly nodes: ReadonlyArray<Record<string, unknown>>;
	readonly [key: string]: unknown;
};

export type Execution = {
	readonly id: string;
	readonly status: string;
	readonly mode: string;
	readonly workflowId: string;
	readonly startedAt: string | null;
	readonly stoppedAt: string | null;
	/** Only where data was asked for. */
	readonly data?: {
		readonly resultData: {
			readonly error?: { readonly message: string };
			readonly lastNodeExecuted?: string;
			readonly runData: Readonly<Record<string, readonly NodeRun[]>>;
		};
	};
};

/** One run of one node: `data.main[output]` are its items. */
export type NodeRun = {
	readonly error?: { readonly message: string };
	readonly data?: {
		readonly main: ReadonlyArray<ReadonlyArray<{ readonly json: Record<string, unknown> }> | null>;
	};
};

export type ExecutionFilter = {
	readonly workflowId?: string;
	readonly status?: string;
	readonly includeData?: boolean;
	readonly limit?: number;
};

/** What a person does in n8n, through its public API with a key of the owner. */
export type N8nClient = {
	readonly apiKey: string;
	/** A request to the editor's own API with the owner's login: `rest('POST', '/workflows/…/run', body)`. Gives `data` of the answer. */
	rest<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
	/** A request to the public API: `publicApi('GET', '/workflows')`. Gives the answer as it is. */
	publicApi<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
	/** A further API key of the owner with all scopes. */
	createApiKey(label: string): Promise<string>;
	createCredential(
		name: string,
		type: string,
		data: unknown,
	): Promise<{ id: string; name: string }>;
	createWorkflow(workflow: Workflow): Promise<WorkflowSummary>;
	listWorkflows(): Promise<WorkflowSummary[]>;
	/** Tries again while n8n says that the workflow is still being unpublished. */
	deleteWorkflow(id: string): Promise<void>;
	/** n8n answers before the triggers are live. */
	publish(id: string): Promise<void>;
	unpublish(id: string): Promise<void>;
	/** Newest first, without data unless asked for. */
	listExecutions(filter?: ExecutionFilter): Promise<Execution[]>;
	getExecution(id: string, includeData?: boolean): Promise<Execution>;
};

/**
 * Logs in as the owner of an n8n, whom it creates on a fresh one, and gets an API key.
 *
 * @throws Error with n8n's own words, as each of the client's functions does when n8n refuses
 */
export async function connectToN8n(
	url: string,
	owner: Owner,
	keyLabel: string,
): Promise<N8nClient> {
	const cookie = await logIn(url, owner);
	const rest = async <T>(method: string, path: string, body?: unknown) =>
		((await ask(method, `${url}/rest${path}`, { cookie }, body)) as { data: T }).data;

	async function createApiKey(label: string): Promise<string> {
		const keys = await rest<
			Array<{ id: string; label: string }> | { items: Array<{ id: string; label: string }> }
		>('GET', '/api-keys');
		const list = Array.isArray(keys) ? keys : keys.items;
		for (const { id } of list.filter((key) => key.label === label)) {
			await rest('DELETE', `/api-keys/${id}`);
		}
		const scopes = await rest<string[]>('GET', '/api-keys/scopes');
		const key = { label, scopes, expiresAt: null };
		return (await rest<{ rawApiKey: string }>('POST', '/api-keys', key)).rawApiKey;
	}

	const apiKey = await createApiKey(keyLabel);
	const publicApi = async <T>(method: string, path: string, body?: unknown) =>
		(await ask(method, `${url}/api/v1${path}`, { 'x-n8n-api-key': apiKey }, body)) as T;

	/** Before 2.33, n8n activated workflows, under another path. */
	async function switched(id: string, since: string, before: string): Promise<void> {
		const path = `/workflows/${id}`;
		await publicApi('POST', `${path}/${since}`, {}).catch(async (error: Error) => {
			if (!/: 40[45] /.test(error.message)) throw error;
			await publicApi('POST', `${path}/${before}`, {});
		});
	}

	return {
		apiKey,
		rest,
		publicApi,
		createApiKey,
		// As the editor does: older versions want fields of the public API that no form shows.
		createCredential: (name, type, data) => rest('POST', '/credentials', { name, type, data }),
		createWorkflow: (workflow) => publicApi('POST', '/workflows', workflow),
		listWorkflows: async () =>
			(await publicApi<{ data: WorkflowSummary[] }>('GET', '/workflows?limit=250')).data,
		deleteWorkflow: async (id) => {
			const refusal = await waitUntil(
				() => publicApi('DELETE', `/workflows/${id}`).then(() => 'deleted', unlessUnpublishing),
				{ what: `workflow ${id} to be deleted`, timeoutMs: 30_000 },
			);
			if (refusal instanceof Error) throw refusal;
		},
		publish: async (id) => await switched(id, 'publish', 'activate'),
		unpublish: async (id) => await switched(id, 'unpublish', 'deactivate'),
		listExecutions: async (filter = {}) => {
			const query = new URLSearchParams(
				Object.entries(filter).map(([name, value]): [string, string] => [name, String(value)]),
			);
			return (await publicApi<{ data: Execution[] }>('GET', `/executions?${query}`)).data;
		},
		getExecution: (id, includeData = true) =>
			publicApi('GET', `/executions/${id}?includeData=${includeData}`),
	};
}

function unlessUnpublishing(error: Error): Error | false {
	return error.message.includes('still being unpublished') ? false : error;
}

/** @returns the login cookie */
async function logIn(url: string, { email, password }: Owner): Promise<string> {
	const post = async (path: string, body: Record<string, string>) =>
		await fetch(`${url}/rest${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	const name = { firstName: 'Mona', lastName: 'Merchant' };
	const setUp = await post('/owner/setup', { email, password, ...name });
	// Refused where there is an owner.
	const response = setUp.ok ? setUp : await post('/login', { emailOrLdapLoginId: email, password });
	const cookie = response.headers.getSetCookie().find((value) => value.startsWith('n8n-auth='));
	if (cookie === undefined) {
		throw new Error(
			`n8n refused the login of ${email}: ${response.status} ${await response.text()}`,
		);
	}
	return cookie.split(';')[0]!;
}

async function ask(
	method: string,
	url: string,
	headers: Record<string, string> = {},
	body?: unknown,
): Promise<unknown> {
	const response = await fetch(url, {
		method,
		headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
	return text === '' ? undefined : JSON.parse(text);
}
