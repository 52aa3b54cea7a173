import { z } from 'zod/v4';
import { ApiError } from '../../http/apiError.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';

export const pushPublicKey = defineEndpoint({
	methods: ['GET'],
	path: '/api/push/public-key',
	operationId: 'pushPublicKey',
	tag: 'Push',
	summary: 'Get the public key of notifications',
	description: 'What a page subscribes with: `applicationServerKey`, in base64url.',
	access: 'public',
	pages: 'any',
	answer: envelope(z.object({ publicKey: z.string() })),
	errors: ['NOT_FOUND'],
	async run(context) {
		const webPush = await context.webPush();
		if (webPush === null) {
			throw new ApiError(
				'NOT_FOUND',
				'There is no key yet. Choose a web push credential in n8n in the Commerce API node, and publish its workflow again.',
			);
		}
		return { data: { publicKey: webPush.publicKey } };
	},
});
