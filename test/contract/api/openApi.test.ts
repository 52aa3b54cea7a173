import { Validator } from '@seriousme/openapi-schema-validator';
import { ENDPOINTS } from '../../../api/endpoints.ts';
import { openApi } from '../../../api/openapi/openApi.ts';

type Operation = {
	readonly operationId: string;
	readonly responses: Record<string, unknown>;
	readonly security?: unknown;
};

describe('openapi.json', () => {
	const described = JSON.parse(JSON.stringify(openApi(ENDPOINTS, '/webhook/commerce'))) as {
		paths: Record<string, Record<string, Operation>>;
	};
	const operations = Object.values(described.paths).flatMap((item) => Object.values(item));

	it('is valid OpenAPI 3.1', async () => {
		const validator = new Validator();
		const { valid, errors } = await validator.validate(described as never);
		expect([valid, errors]).toEqual([true, undefined]);
		expect(validator.version).toBe('3.1');
	});

	it('is refused by the validator where it is not', async () => {
		const broken = { ...described, paths: { '/api/health': { get: { responses: [] } } } };
		expect((await new Validator().validate(broken as never)).valid).toBe(false);
	});

	it('has every endpoint and method, each with an id of its own', () => {
		const described = operations.map(({ operationId }) => operationId);
		expect(new Set(described).size).toBe(described.length);
		expect(described.length).toBe(ENDPOINTS.flatMap(({ methods }) => methods).length);
	});

	it('has the ten endpoints of the specification', () => {
		for (const [method, path] of [
			['post', '/api/integrations/provider/configure'],
			['get', '/api/integrations/provider/disable/{id}'],
			['delete', '/api/integrations/providers/ecommerce/remove/{id}'],
			['post', '/api/integrations/save-vapid-subscription'],
			['get', '/api/workflows/triggers/{entityType}'],
			['get', '/api/workflows/{entityType}/configured'],
			['post', '/api/workflows/configure'],
			['get', '/api/workflows/configured/{guid}/toggle'],
			['delete', '/api/workflows/configured/{guid}'],
			['get', '/api/workflows/resume-workflow'],
		] as const) {
			expect(described.paths[path]).toHaveProperty(method);
		}
	});
});
