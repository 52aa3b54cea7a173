import type { IWebhookFunctions } from 'n8n-workflow';
import { serveRequest } from '../../../nodes/CommerceApi/serveRequest.ts';
import { MESSAGES } from '../../../api/openapi/errorResponses.ts';
import { engine } from '../../../nodes/shared/commerce.ts';

const TOKEN = 'token-of-the-back-office';
const warnings: string[] = [];
const logger = {
	debug() {},
	info() {},
	warn: (message: string) => void warnings.push(message),
	error() {},
};

/** Asks the API of a node as n8n would. */
async function ask(path: string, token?: string): Promise<{ status: number; body: unknown }> {
	let status = 0;
	let body = '';
	const response = {
		removeHeader() {},
		status: (given: number) => ((status = given), response),
		set: () => response,
		end: (given: string) => void (body = given),
	};
	const context = {
		logger,
		getMode: () => 'webhook',
		getWorkflow: () => ({ id: 'workflow', name: 'API' }),
		getNodeWebhookUrl: () => undefined,
		getNode: () => ({
			name: 'Commerce API',
			webhookId: 'commerce',
			parameters: {},
			credentials: { commerceApi: { id: '1', name: 'API' } },
		}),
		getRequestObject: () => ({
			method: 'GET',
			originalUrl: `/webhook/commerce${path}`,
			query: {},
			ip: '127.0.0.1',
		}),
		getResponseObject: () => response,
		getHeaderData: () => (token === undefined ? {} : { authorization: `Bearer ${token}` }),
		getNodeParameter: (_name: string, fallback: unknown) => fallback,
		getCredentials: async () => ({ apiToken: TOKEN, n8nUrl: 'http://127.0.0.1:1', n8nApiKey: '' }),
	};
	await serveRequest(context as unknown as IWebhookFunctions, '');
	return { status, body: JSON.parse(body) };
}

describe('the REST API, whose state database cannot be used', () => {
	beforeAll(() => {
		process.env.COMMERCE_DATABASE_URL = 'postgres://127.0.0.1:1/nothing';
	});
	afterAll(async () => {
		delete process.env.COMMERCE_DATABASE_URL;
		await engine(logger as never).close();
	});

	it('still asks for the token', async () => {
		expect(await ask('/api/events', 'a-token-that-is-wrong')).toMatchObject({ status: 401 });
		expect(await ask('/api/events')).toMatchObject({ status: 401 });
	});

	it('answers what needs the database with 503 and says why, and the log what to set', async () => {
		expect(await ask('/api/events', TOKEN)).toMatchObject({
			status: 503,
			body: { error: { code: 'UNAVAILABLE', message: MESSAGES.UNAVAILABLE } },
		});
		expect(warnings.at(-1)).toContain('GET /api/events was answered with UNAVAILABLE');
	});

	it('answers what needs no database', async () => {
		expect(await ask('/api/openapi.json', TOKEN)).toMatchObject({ status: 200 });
	});
});
