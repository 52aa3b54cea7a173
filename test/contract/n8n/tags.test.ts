import { createN8nApi } from '../../../n8n/publicApi/createN8nApi.ts';
import { answering, startServer } from '../../support/simulatedServer.ts';

it('a workflow gets a tag that somebody else has made since the tags were listed', async () => {
	const tags: Array<{ id: string; name: string }> = [];
	const given: unknown[] = [];
	const server = await startServer(
		answering(async ({ method }, body, url) => {
			if (method === 'PUT') {
				given.push(JSON.parse(body.toString()));
				return { status: 200, json: [] };
			}
			if (method === 'POST') {
				// As n8n answers to the second of two that make the same tag at once.
				tags.push({ id: 't1', name: 'commerce' });
				return { status: 409, json: { message: 'Tag already exists' } };
			}
			expect(url.pathname).toBe('/api/v1/tags');
			return { status: 200, json: { data: tags, nextCursor: null } };
		}),
	);
	try {
		const n8n = createN8nApi({ url: server.url, apiKey: 'key' });
		await n8n.tagWorkflow('w1', ['commerce']);
		expect(given).toEqual([[{ id: 't1' }]]);
	} finally {
		await server.close();
	}
});
