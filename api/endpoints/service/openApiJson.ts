import { z } from 'zod/v4';
import { defineEndpoint, type Endpoint } from '../../http/endpoint.ts';

/** @param endpoints all of them, with this one */
export const openApiJson = (endpoints: () => readonly Endpoint[]) =>
	defineEndpoint({
		methods: ['GET'],
		path: '/api/openapi.json',
		operationId: 'openApiJson',
		tag: 'Service',
		summary: 'Get this description',
		description: 'OpenAPI 3.1, made of the same schemas that requests are checked by.',
		scopes: [],
		answer: z.looseObject({ openapi: z.string() }),
		async run({ request: { basePath } }) {
			const { openApi } = await import('../../openapi/openApi.ts');
			return {
				contentType: 'application/json; charset=utf-8',
				text: JSON.stringify(openApi(endpoints(), basePath), null, '\t'),
				maxAgeSeconds: 0,
			};
		},
	});
