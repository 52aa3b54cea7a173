import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod/v4';
import { answers, workflowOf } from './answers.ts';
import { createAskN8n, type N8nRequest } from './askN8n.ts';
import { createCredentials } from './createCredentials.ts';
import { createPublishing } from './createPublishing.ts';
import type { N8nApi, N8nWorkflowDraft } from './n8nApi.ts';
import { N8nApiError } from './n8nApiError.ts';

/** n8n's own limit of a page. */
const PAGE_SIZE = 250;
/** n8n answers 409 for some moments after a workflow was unpublished. */
const UNPUBLISHING_LIMIT_MS = 30_000;
const UNPUBLISHING_PAUSE_MS = 250;
/** How long the end of an execution that is retried is waited for. */
const RETRY_LIMIT_MS = 3_600_000;
/** Of an id in a log line, and of ids that are remembered as told. */
const LONGEST_ID = 100;
const MAX_WARNED = 1_000;

/** What the REST API reads, and the scope of the key that each needs. */
const LISTS = [
	['/workflows', 'workflow:list', { limit: 1, excludePinnedData: true }],
	['/credentials', 'credential:list', { limit: 1 }],
	['/tags', 'tag:list', { limit: 1 }],
	['/executions', 'execution:list', { limit: 1 }],
] as const;

/**
 * n8n's public API with one key, of every n8n from 2.11 on.
 *
 * @param n8n `url` without a trailing slash, and the key
 * @param warn is told of what n8n lists and cannot be understood, once for each
 */
export function createN8nApi(
	n8n: { url: string; apiKey: string },
	warn: (message: string, error: unknown) => void = () => {},
): N8nApi {
	const ask = createAskN8n(n8n);
	const publishing = createPublishing(ask);
	const credentials = createCredentials(ask);
	const warned = new Set<string>();

	const read = async <T>(schema: z.ZodType<T>, request: N8nRequest): Promise<T> =>
		understood(schema, request, await ask(request));

	/** Rows that are not understood are left out, and named in the log: one of them stops nobody else. */
	function rowsOf<T>(schema: z.ZodType<T>, { path }: N8nRequest, data: readonly unknown[]): T[] {
		return data.flatMap((row) => {
			const parsed = schema.safeParse(row);
			if (parsed.success) return [parsed.data];
			const { id } = (row ?? {}) as { id?: unknown };
			const which = `${path} ${typeof id === 'string' ? id.slice(0, LONGEST_ID) : 'without an id'}`;
			if (!warned.has(which) && warned.size < MAX_WARNED) {
				warned.add(which);
				const [issue] = parsed.error.issues;
				const problem = `${issue?.path.join('.')}: ${issue?.message}`;
				warn(`n8n lists ${which} in a way that is not understood: it is left out`, problem);
			}
			return [];
		});
	}

	async function readAll<T>(schema: z.ZodType<T>, request: N8nRequest): Promise<T[]> {
		const all: T[] = [];
		let cursor: string | null | undefined;
		do {
			const query = { ...request.query, limit: PAGE_SIZE, ...(cursor && { cursor }) };
			const page = await read(answers.page, { ...request, query });
			all.push(...rowsOf(schema, request, page.data));
			cursor = page.nextCursor;
		} while (cursor);
		return all;
	}

	const listTags = async () =>
		await readAll(answers.tag, { method: 'GET', path: '/tags', scope: 'tag:list' });

	async function tagIdOf(name: string, known: ReadonlyMap<string, string>): Promise<string> {
		const id = known.get(name);
		if (id !== undefined) return id;
		const request = { method: 'POST', path: '/tags', scope: 'tag:create', json: { name } } as const;
		try {
			return (await read(answers.tag, request)).id;
		} catch (error) {
			// Somebody else has made it since they were listed.
			if (!(error instanceof N8nApiError) || error.status !== 409) throw error;
			const made = (await listTags()).find((tag) => tag.name === name);
			if (made === undefined) throw error;
			return made.id;
		}
	}

	const write = (method: 'POST' | 'PUT', path: string, scope: string, draft: N8nWorkflowDraft) =>
		read(answers.workflow, { method, path, scope, json: onlyDraft(draft) });

	return {
		async check() {
			for (const [path, scope, query] of LISTS) {
				await read(answers.page, { method: 'GET', path, scope, query });
			}
		},
		async mayList() {
			const [[path, scope, query]] = LISTS;
			await read(answers.page, { method: 'GET', path, scope, query });
		},
		async listWorkflows() {
			const all = await readAll(answers.workflow, {
				method: 'GET',
				path: '/workflows',
				scope: 'workflow:list',
				query: { excludePinnedData: true },
			});
			return all.filter(({ isArchived }) => !isArchived).map(workflowOf);
		},
		async getWorkflow(id) {
			const request = {
				method: 'GET',
				path: `/workflows/${encodeURIComponent(id)}`,
				scope: 'workflow:read',
				query: { excludePinnedData: true },
			} as const;
			const found = await unlessGone(read(answers.workflow, request));
			return found === null || found.isArchived ? null : workflowOf(found);
		},
		createWorkflow: async (draft) =>
			workflowOf(await write('POST', '/workflows', 'workflow:create', draft)),
		updateWorkflow: async (id, draft) =>
			workflowOf(
				await write('PUT', `/workflows/${encodeURIComponent(id)}`, 'workflow:update', draft),
			),
		async deleteWorkflow(id) {
			const path = `/workflows/${encodeURIComponent(id)}`;
			const startedAt = performance.now();
			for (;;) {
				try {
					await unlessGone(ask({ method: 'DELETE', path, scope: 'workflow:delete' }));
					return;
				} catch (error) {
					const isBusy = error instanceof N8nApiError && error.status === 409;
					if (!isBusy || performance.now() - startedAt > UNPUBLISHING_LIMIT_MS) throw error;
					await wait(UNPUBLISHING_PAUSE_MS);
				}
			}
		},
		publishWorkflow: async (id) => await publishing.publish(id),
		unpublishWorkflow: async (id) => await publishing.unpublish(id),
		async tagWorkflow(id, names) {
			const known = await listTags();
			const idOf = new Map(known.map((tag) => [tag.name, tag.id]));
			const json: Array<{ id: string }> = [];
			for (const name of names) json.push({ id: await tagIdOf(name, idOf) });
			const path = `/workflows/${encodeURIComponent(id)}/tags`;
			await ask({ method: 'PUT', path, scope: 'workflowTags:update', json });
		},
		createCredential: async (credential) =>
			understood(
				answers.credential,
				{ method: 'POST', path: '/credentials' },
				await credentials.create(credential),
			),
		updateCredential: async (id, changed) => {
			const done = await unlessGone(credentials.update(id, changed));
			return done !== null;
		},
		async deleteCredential(id) {
			const path = `/credentials/${encodeURIComponent(id)}`;
			await unlessGone(ask({ method: 'DELETE', path, scope: 'credential:delete' }));
		},
		listCredentials: async () =>
			await readAll(answers.listedCredential, {
				method: 'GET',
				path: '/credentials',
				scope: 'credential:list',
			}),
		async retryExecution(id, { loadWorkflow }) {
			const path = `/executions/${encodeURIComponent(id)}/retry`;
			const { data, ...run } = await read(answers.retriedExecution, {
				...{ method: 'POST', path, scope: 'execution:retry', json: { loadWorkflow } },
				timeoutMs: RETRY_LIMIT_MS,
			});
			const { error, lastNodeExecuted } = data?.resultData ?? {};
			return { ...run, error: error?.message, node: lastNodeExecuted ?? undefined };
		},
		async listExecutions(query) {
			const request = {
				method: 'GET',
				path: '/executions',
				scope: 'execution:list',
				query,
			} as const;
			const { data } = await read(answers.page, request);
			return rowsOf(answers.execution, request, data).map(
				({ id, status, startedAt, stoppedAt }) => ({
					id,
					status,
					startedAt: startedAt ?? null,
					stoppedAt: stoppedAt ?? null,
				}),
			);
		},
	};
}

function understood<T>(
	schema: z.ZodType<T>,
	{ method, path }: Pick<N8nRequest, 'method' | 'path'>,
	answer: unknown,
): T {
	const parsed = schema.safeParse(answer);
	if (parsed.success) return parsed.data;
	throw new N8nApiError(
		{ method, path, status: 200, said: '' },
		`n8n answered ${method} ${path} with something that is not understood. Does the n8n URL of the Commerce API credential lead to n8n, and is n8n 2.11 or newer?`,
		parsed.error,
	);
}

/** n8n refuses fields that it does not know, and those that it sets itself. */
const onlyDraft = ({ name, nodes, connections, settings }: N8nWorkflowDraft) => ({
	name,
	nodes,
	connections,
	settings,
});

async function unlessGone<T>(asked: Promise<T>): Promise<T | null> {
	try {
		return await asked;
	} catch (error) {
		if (error instanceof N8nApiError && error.status === 404) return null;
		throw error;
	}
}
