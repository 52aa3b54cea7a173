import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod/v4';
import { answers, workflowOf } from './answers.ts';
import { createAskN8n, type N8nRequest } from './askN8n.ts';
import type { N8nApi, N8nWorkflowDraft } from './n8nApi.ts';
import { N8nApiError } from './n8nApiError.ts';

/** n8n's own limit of a page. */
const PAGE_SIZE = 250;
/** n8n answers 409 for some moments after a workflow was unpublished. */
const UNPUBLISHING_LIMIT_MS = 30_000;
const UNPUBLISHING_PAUSE_MS = 250;

/**
 * n8n's public API with one key.
 *
 * @param n8n `url` without a trailing slash, and the key
 */
export function createN8nApi(n8n: { url: string; apiKey: string }): N8nApi {
	const ask = createAskN8n(n8n);

	async function read<T>(schema: z.ZodType<T>, request: N8nRequest): Promise<T> {
		const parsed = schema.safeParse(await ask(request));
		if (parsed.success) return parsed.data;
		const { method, path } = request;
		throw new N8nApiError(
			{ method, path, status: 200, said: '' },
			`n8n answered ${method} ${path} with something that is not understood. Does the n8n URL of the Commerce API credential lead to n8n, and is n8n 2.10 or newer?`,
			parsed.error,
		);
	}

	async function readAll<T>(
		schema: z.ZodType<{ data: T[]; nextCursor?: string | null | undefined }>,
		request: N8nRequest,
	): Promise<T[]> {
		const all: T[] = [];
		let cursor: string | null | undefined;
		do {
			const query = { ...request.query, limit: PAGE_SIZE, ...(cursor && { cursor }) };
			const page = await read(schema, { ...request, query });
			all.push(...page.data);
			cursor = page.nextCursor;
		} while (cursor);
		return all;
	}

	async function tagIdOf(name: string, known: ReadonlyMap<string, string>): Promise<string> {
		const id = known.get(name);
		if (id !== undefined) return id;
		const request = { method: 'POST', path: '/tags', scope: 'tag:create', json: { name } } as const;
		return (await read(answers.tag, request)).id;
	}

	const write = (method: 'POST' | 'PUT', path: string, scope: string, draft: N8nWorkflowDraft) =>
		read(answers.workflow, { method, path, scope, json: onlyDraft(draft) });

	return {
		async check() {
			const query = { limit: 1, excludePinnedData: true };
			await ask({ method: 'GET', path: '/workflows', scope: 'workflow:list', query });
		},
		async listWorkflows() {
			const all = await readAll(answers.workflowPage, {
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
		async publishWorkflow(id) {
			const path = `/workflows/${encodeURIComponent(id)}/publish`;
			await ask({ method: 'POST', path, scope: 'workflow:activate', json: {} });
		},
		async unpublishWorkflow(id) {
			const path = `/workflows/${encodeURIComponent(id)}/unpublish`;
			await ask({ method: 'POST', path, scope: 'workflow:deactivate', json: {} });
		},
		async tagWorkflow(id, names) {
			const known = await readAll(answers.tagPage, {
				method: 'GET',
				path: '/tags',
				scope: 'tag:list',
			});
			const idOf = new Map(known.map((tag) => [tag.name, tag.id]));
			const json: Array<{ id: string }> = [];
			for (const name of names) json.push({ id: await tagIdOf(name, idOf) });
			const path = `/workflows/${encodeURIComponent(id)}/tags`;
			await ask({ method: 'PUT', path, scope: 'workflowTags:update', json });
		},
		createCredential: async (json) =>
			await read(answers.credential, {
				method: 'POST',
				path: '/credentials',
				scope: 'credential:create',
				json,
			}),
		async updateCredential(id, json) {
			const path = `/credentials/${encodeURIComponent(id)}`;
			const request = { method: 'PATCH', path, scope: 'credential:update', json } as const;
			return (await unlessGone(read(answers.credential, request))) !== null;
		},
		async deleteCredential(id) {
			const path = `/credentials/${encodeURIComponent(id)}`;
			await unlessGone(ask({ method: 'DELETE', path, scope: 'credential:delete' }));
		},
		listCredentials: async () =>
			await readAll(answers.credentialPage, {
				method: 'GET',
				path: '/credentials',
				scope: 'credential:list',
			}),
		async listExecutions(query) {
			const request = {
				method: 'GET',
				path: '/executions',
				scope: 'execution:list',
				query,
			} as const;
			const { data } = await read(answers.executionPage, request);
			return data.map(({ id, status, startedAt, stoppedAt }) => ({
				id,
				status,
				startedAt: startedAt ?? null,
				stoppedAt: stoppedAt ?? null,
			}));
		},
	};
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
