import { z } from 'zod/v4';
import { answers } from './answers.ts';
import type { AskN8n, N8nRequest } from './askN8n.ts';
import { fitCredential } from './fitCredential.ts';
import { N8nApiError } from './n8nApiError.ts';

type Data = Readonly<Record<string, unknown>>;

/** Makes and changes credentials. Both give n8n's answer. */
export type Credentials = {
	create(credential: {
		readonly name: string;
		readonly type: string;
		readonly data: Data;
	}): Promise<unknown>;
	update(id: string, changed: { readonly name?: string; readonly data?: Data }): Promise<unknown>;
};

/**
 * n8n before 2.33 refuses a credential without the fields that its form shows for other choices, or with
 * those that it hides. What is refused is sent once more, as the n8n that is there describes it.
 */
export function createCredentials(ask: AskN8n): Credentials {
	async function fitted(
		error: unknown,
		type: string,
		data: Data | undefined,
	): Promise<Record<string, unknown>> {
		const isRefused = error instanceof N8nApiError && error.status === 400;
		if (!isRefused || data === undefined) throw error;
		const path = `/credentials/schema/${encodeURIComponent(type)}`;
		const request = { method: 'GET', path, scope: 'credential:create' } as const;
		const schema = answers.credentialSchema.safeParse(await ask(request));
		if (!schema.success) throw error;
		const fitting = fitCredential(data, schema.data);
		if (isSame(fitting, data)) throw error;
		return fitting;
	}

	async function typeOf(id: string): Promise<string> {
		let cursor: string | null | undefined;
		do {
			const query = { limit: 250, ...(cursor && { cursor }) };
			const request: N8nRequest = {
				method: 'GET',
				path: '/credentials',
				scope: 'credential:list',
				query,
			};
			const page = answers.page.parse(await ask(request));
			for (const row of page.data) {
				const read = z.object({ id: z.literal(id), type: z.string() }).safeParse(row);
				if (read.success) return read.data.type;
			}
			cursor = page.nextCursor;
		} while (cursor);
		return '';
	}

	return {
		async create(credential) {
			const request = { method: 'POST', path: '/credentials', scope: 'credential:create' } as const;
			try {
				return await ask({ ...request, json: credential });
			} catch (error) {
				const data = await fitted(error, credential.type, credential.data);
				return await ask({ ...request, json: { ...credential, data } });
			}
		},
		async update(id, changed) {
			const path = `/credentials/${encodeURIComponent(id)}`;
			const request = { method: 'PATCH', path, scope: 'credential:update' } as const;
			try {
				return await ask({ ...request, json: changed });
			} catch (error) {
				if (!(error instanceof N8nApiError && error.status === 400)) throw error;
				const data = await fitted(error, await typeOf(id), changed.data);
				return await ask({ ...request, json: { ...changed, data } });
			}
		},
	};
}

const isSame = (one: Data, other: Data): boolean =>
	JSON.stringify(Object.entries(one).toSorted()) ===
	JSON.stringify(Object.entries(other).toSorted());
