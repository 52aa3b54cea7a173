import { z } from 'zod/v4';
import { defineEndpoint } from '../../http/endpoint.ts';

export const openApiJson = defineEndpoint({
	methods: ['GET'],
	path: '/api/openapi.json',
	operationId: 'openApiJson',
	tag: 'Service',
	summary: 'Get this description',
	description: 'OpenAPI 3.1, made of the same schemas that requests are checked by.',
	answer: z.looseObject({ openapi: z.string() }),
	async run({ request: { basePath } }) {
		const [{ openApi }, { ENDPOINTS }] = await Promise.all([
			import('../../openapi/openApi.ts'),
			import('../../endpoints.ts'),
		]);
		return {
			contentType: 'application/json; charset=utf-8',
			text: JSON.stringify(openApi(ENDPOINTS, basePath), null, '\t'),
			maxAgeSeconds: 0,
		};
	},
});
