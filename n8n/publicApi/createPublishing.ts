import type { AskN8n } from './askN8n.ts';
import { N8nApiError } from './n8nApiError.ts';

/** Publishes workflows, and takes them back. */
export type Publishing = {
	publish(id: string): Promise<void>;
	unpublish(id: string): Promise<void>;
};

/** What n8n answers to a path that it does not have: 404, older ones 405. */
const isMissing = (error: unknown) =>
	error instanceof N8nApiError && (error.status === 404 || error.status === 405);

/**
 * n8n publishes since 2.33; before that it activates, under another path. Which one this n8n has is found
 * out by asking, and remembered.
 */
export function createPublishing(ask: AskN8n): Publishing {
	let isOld = false;

	async function post(id: string, name: string, scope: string): Promise<void> {
		const path = `/workflows/${encodeURIComponent(id)}/${name}`;
		await ask({ method: 'POST', path, scope, json: {} });
	}

	async function either(id: string, since: string, before: string, scope: string): Promise<void> {
		if (isOld) {
			await post(id, before, scope);
			return;
		}
		try {
			await post(id, since, scope);
		} catch (error) {
			// A workflow that is gone is answered with 404, too: by both.
			if (!isMissing(error)) throw error;
			await post(id, before, scope);
			isOld = true;
		}
	}

	return {
		publish: async (id) => await either(id, 'publish', 'activate', 'workflow:activate'),
		unpublish: async (id) => await either(id, 'unpublish', 'deactivate', 'workflow:deactivate'),
	};
}
