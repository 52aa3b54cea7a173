import type { N8nClient } from '../../demo/n8n/n8nClient.ts';

/** Names of all that an n8n has, in alphabetical order. */
export async function inN8n(
	n8n: N8nClient,
): Promise<{ workflows: string[]; credentials: string[] }> {
	const { data } = await n8n.publicApi<{ data: Array<{ name: string }> }>('GET', '/credentials');
	return {
		workflows: (await n8n.listWorkflows()).map(({ name }) => name).toSorted(),
		credentials: data.map(({ name }) => name).toSorted(),
	};
}
