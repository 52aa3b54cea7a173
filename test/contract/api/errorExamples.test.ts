import { ENDPOINTS } from '../../../api/endpoints.ts';
import { createAnswerRequest } from '../../../api/http/answerRequest.ts';
import type { ErrorCode } from '../../../api/http/apiError.ts';
import { knownError } from '../../../api/http/knownError.ts';
import { lackOf } from '../../../api/http/scopes.ts';
import { MESSAGES } from '../../../api/openapi/errorResponses.ts';
import { LostPlace } from '../../../engine/history/eventFeed.ts';
import { API_SECRET, apiInMemory, NO_HEADERS, STORE_URL } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';

const STORE = {
	providerId: 'generic',
	credentials: { storeUrl: STORE_URL, apiKey: 'key', apiSecret: API_SECRET },
};
const MAIL = {
	...{ name: 'Mail', entityType: 'Order', triggerId: 'order_created' },
	action: { type: 'send_email', template: 'order_confirmation' },
};

eachDialect('each error is answered as openapi.json prints it', (database) => {
	it('by an API with a store and a workflow', async () => {
		const api = apiInMemory(await database().open());
		const expectError = async (code: ErrorCode, asked: Parameters<typeof api.ask>) =>
			expect([code, (await api.ask(...asked)).error]).toEqual([code, MESSAGES[code]]);
		const configure = '/api/workflows/configure';
		const connect = '/api/integrations/provider/configure';
		await expectError('CONFIGURATION_ERROR', ['POST', configure, { ...MAIL, condition: {} }]);
		await expectError('NOT_FOUND', [
			'GET',
			`/api/integrations/${'1'.repeat(8)}-1111-5111-8111-111111111111`,
		]);
		await api.ask('POST', connect, STORE);
		await expectError('CONFLICT', ['POST', connect, STORE]);
		const { guid } = (await api.ask('POST', configure, MAIL)).data;
		const old = { ifMatch: '"an-older-version"' };
		await expectError('PRECONDITION_FAILED', ['POST', configure, { ...MAIL, guid }, old]);
		await expectError('PAYLOAD_TOO_LARGE', ['POST', configure, 'x'.repeat(299_998)]);
		await expectError('METHOD_NOT_ALLOWED', ['DELETE', '/api/integrations']);
		api.n8n.onStep = () => {
			throw new Error('of no concern to the caller');
		};
		await expectError('INTERNAL_ERROR', ['GET', '/api/integrations']);
	});
});

it('who has no token is told so, and after sixty requests to wait', async () => {
	const answer = createAnswerRequest(ENDPOINTS, () => 0);
	const caller = { address: '127.0.0.1', token: null } as Parameters<typeof answer>[0];
	const ask = async () => {
		const request = { method: 'GET', path: '/api/events', query: {}, headers: NO_HEADERS };
		const { body } = await answer(caller, { ...request, readBody: async () => Buffer.alloc(0) });
		return (JSON.parse(body) as { error: { message: string } }).error.message;
	};
	for (let asked = 0; asked < 60; asked += 1) expect(await ask()).toBe(MESSAGES.UNAUTHORIZED);
	expect(await ask()).toBe(MESSAGES.TOO_MANY_REQUESTS);
});

it('who has not the scope, and who comes too late for the feed', () => {
	const grant = { kind: 'token', id: '1', name: 'Back office', scopes: ['read'] } as const;
	expect(lackOf(grant, ['workflows'])).toBe(MESSAGES.FORBIDDEN);
	const late = new LostPlace('Events after this cursor are no longer kept.');
	expect(knownError(late).message).toBe(MESSAGES.GONE);
});
