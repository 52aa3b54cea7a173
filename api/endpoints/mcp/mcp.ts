import { z } from 'zod/v4';
import { ApiError } from '../../http/apiError.ts';
import { defineEndpoint } from '../../http/endpoint.ts';

/** A body that is not JSON: the protocol has its own answer to it. */
const UNREAD = Symbol('not JSON');

const NO_HEADERS = { version: null, method: null, name: null } as const;

export const mcp = defineEndpoint({
	methods: ['POST'],
	path: '/api/mcp',
	operationId: 'mcp',
	tag: 'Service',
	summary: 'Serve an agent',
	description:
		'The Model Context Protocol, by streamable HTTP without sessions: one message of JSON-RPC 2.0 a request. Tools that change something are offered to tokens with the scope `workflows`.',
	scopes: ['read'],
	body: z.unknown().describe('A message of JSON-RPC 2.0'),
	answer: z.looseObject({ jsonrpc: z.literal('2.0') }),
	unread: UNREAD,
	keptOf: () => null,
	async run(context, { body, mcp: headers }) {
		const { origin } = context.request;
		if (origin !== null && !context.allowedOrigins.includes(origin)) {
			throw new ApiError(
				'FORBIDDEN',
				`Pages of ${origin} may not do this. Add the origin in n8n to "Allowed Origins (CORS)" of the Commerce API node.`,
			);
		}
		const { serveMcp, unreadable } = await import('../../mcp/serveMcp.ts');
		const { status, body: answer } =
			body === UNREAD ? unreadable() : await serveMcp(context, body, headers ?? NO_HEADERS);
		return {
			...{ status, contentType: 'application/json; charset=utf-8', maxAgeSeconds: 0 },
			text: answer === null ? '' : JSON.stringify(answer),
		};
	},
});
