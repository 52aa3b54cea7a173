import { ENDPOINTS } from '../../../api/endpoints.ts';
import { createAnswerRequest } from '../../../api/http/answerRequest.ts';
import type { Endpoint } from '../../../api/http/endpoint.ts';
import { SCOPES, type Scope } from '../../../api/http/scopes.ts';
import { NO_HEADERS } from '../../support/apiInMemory.ts';

const answer = createAnswerRequest(ENDPOINTS, () => 0);

/** Asks as a token with these scopes. What may ask gets as far as the state, which is not there: 503. */
async function ask({ path }: Endpoint, method: string, scopes: readonly Scope[]) {
	const { status, body } = await answer(
		{
			...{ address: '1.2.3.4', token: 'token' },
			grantOf: async () => ({ kind: 'token', id: '1', name: 'Back office', scopes }),
			open: async () => await Promise.reject(Object.assign(new Error('none'), { status: 413 })),
			warn: () => {},
		},
		{
			...{ method, path, query: {}, headers: NO_HEADERS },
			readBody: async () => Buffer.alloc(0),
		},
	);
	if (status !== 403) return 'allowed';
	return (JSON.parse(body) as { error: { message: string } }).error.message;
}

const withToken = ENDPOINTS.filter(({ access }) => access === 'token');
const isRead = ({ methods }: Endpoint) => String(methods) === 'GET';

describe('every endpoint and every scope of a token', () => {
	it.each(
		withToken.map((endpoint) => [`${endpoint.methods[0]} ${endpoint.path}`, endpoint] as const),
	)('%s', async (_, endpoint) => {
		const { scopes: needed, methods } = endpoint;
		for (const method of methods) {
			for (const scope of SCOPES) {
				const said = await ask(endpoint, method, [scope]);
				const lacking = needed === 'owner' ? [] : needed.filter((each) => each !== scope);
				if (needed !== 'owner' && lacking.length === 0) expect(said).toBe('allowed');
				else {
					const named = needed === 'owner' ? 'Only the API token' : lacking.join(' and ');
					expect(said).toContain(named);
					expect(said).toContain(`the token "Back office" has ${scope}`);
				}
			}
			expect(await ask(endpoint, method, SCOPES)).toEqual(
				needed === 'owner' ? expect.stringContaining('Only the API token') : 'allowed',
			);
		}
	});

	it('public ones are never refused for a scope', async () => {
		for (const endpoint of ENDPOINTS.filter(({ access }) => access === 'public')) {
			expect(await ask(endpoint, endpoint.methods[0], ['privacy'])).toBe('allowed');
		}
	});

	it('who may only read changes nothing', () => {
		const forReaders = withToken.filter(
			({ scopes }) => scopes !== 'owner' && scopes.every((scope) => scope === 'read'),
		);
		const others = forReaders.filter((endpoint) => !isRead(endpoint));
		// They look, with a body that says at what; `mcp` asks for more where a tool changes something.
		expect(others.map(({ operationId }) => operationId).toSorted()).toEqual([
			'dryRun',
			'mcp',
			'previewRecipe',
		]);
	});

	it('what shows customers needs read, and what forgets them needs privacy', () => {
		const scopesOf = (wanted: string) =>
			ENDPOINTS.find(({ operationId }) => operationId === wanted)!.scopes;
		expect(scopesOf('startCatchUp')).toEqual(['workflows', 'read']);
		expect(scopesOf('forgetCustomer')).toEqual(['privacy']);
		for (const endpoint of withToken.filter(isRead)) {
			const isAboutNobody = ['openApiJson', 'listTokens'].includes(endpoint.operationId);
			if (!isAboutNobody)
				expect([endpoint.path, endpoint.scopes]).toEqual([endpoint.path, ['read']]);
		}
	});

	it('stores and workflows are changed by those who may, and tokens and links are made by the owner', () => {
		const changing = withToken.filter((endpoint) => !isRead(endpoint));
		for (const { tag, scopes, operationId } of changing) {
			if (['dryRun', 'previewRecipe'].includes(operationId)) continue;
			const needed = { Workflows: 'workflows', Events: 'workflows', Integrations: 'integrations' };
			const wanted = (needed as Record<string, string>)[tag];
			if (wanted !== undefined)
				expect([operationId, scopes]).toEqual([operationId, expect.arrayContaining([wanted])]);
		}
		const owners = ENDPOINTS.filter(({ scopes }) => scopes === 'owner');
		expect(owners.map(({ operationId }) => operationId)).toEqual([
			...['createToken', 'listTokens', 'revokeToken', 'consoleSession', 'consoleLink'],
		]);
	});
});
