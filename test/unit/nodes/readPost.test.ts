import type { IWebhookFunctions } from 'n8n-workflow';
import { readPost } from '../../../nodes/CommerceStoreTrigger/readPost.ts';

const posted = async (query: unknown) =>
	await readPost({
		getHeaderData: () => ({ 'x-one': 'a', 'x-two': ['b', 'c'] }),
		getQueryData: () => query,
		getRequestObject: () => ({ rawBody: Buffer.from('{}') }),
	} as unknown as IWebhookFunctions);

describe('a post of a store', () => {
	it('is handed on with its bytes, its headers, and what stands behind its address', async () => {
		expect(await posted({ token: 'secret', empty: '' })).toMatchObject({
			headers: { 'x-one': 'a', 'x-two': 'b, c' },
			query: { token: 'secret', empty: '' },
			body: Buffer.from('{}'),
		});
	});

	it('has one value for each name: nobody gets past a check by a second one', async () => {
		const { query } = await posted({ token: ['first', 'second'], odd: { nested: 'x' }, list: [] });
		expect(query).toEqual({ token: 'first' });
	});

	it.each([undefined, null, {}])('may have nothing behind its address: %j', async (query) => {
		expect((await posted(query)).query).toEqual({});
	});
});
