import { z } from 'zod/v4';
import { integrationOf } from '../../../engine/inbox/integration.ts';
import { customerOf } from '../../../engine/messages/push/customerOf.ts';
import { parseSubscription } from '../../../engine/messages/push/parseSubscription.ts';
import { saveSubscription as save } from '../../../engine/messages/push/saveSubscription.ts';
import { ActionError } from '../../../engine/actions/actionError.ts';
import { ApiError } from '../../http/apiError.ts';
import { defineEndpoint, done } from '../../http/endpoint.ts';

const SAVES_PER_MINUTE = 60;

export const saveSubscription = defineEndpoint({
	methods: ['POST'],
	path: '/api/integrations/save-vapid-subscription',
	operationId: 'saveSubscription',
	tag: 'Push',
	summary: 'Save push subscription',
	description:
		"For the pages of a shop: keeps a browser's subscription, as `JSON.stringify(subscription)` gives it. A customer is only believed with the shop's signature (docs/web-push.md).",
	access: 'public',
	pages: 'shops',
	perMinute: SAVES_PER_MINUTE,
	body: z.strictObject({
		endpoint: z.string().max(2_000),
		expirationTime: z.number().nullable().optional().describe("The browser's; not used"),
		keys: z.looseObject({ p256dh: z.string().max(200), auth: z.string().max(100) }),
		integrationGuid: z.guid().optional().describe('The store that the page belongs to'),
		customerId: z
			.string()
			.max(200)
			.nullable()
			.optional()
			.describe('Who is logged in; `null` for nobody any more'),
		customerSignature: z.string().max(200).optional(),
		customerSignatureExpires: z
			.int()
			.min(0)
			.optional()
			.describe(
				'Until when the signature is good, in seconds since 1970; a part of what is signed',
			),
	}),
	answer: done,
	errors: ['FORBIDDEN', 'TOO_MANY_REQUESTS'],
	async run(context, { body }) {
		const { database, now } = await context.commerce();
		const { furtherPushServices: further, space } = context;
		const key = (await context.webPush())?.customerSecret ?? '';
		try {
			const subscription = parseSubscription(body, further);
			const whose = customerOf(body, key, now());
			const guid = whose.integrationGuid?.toLowerCase();
			if (guid !== undefined && (await integrationOf(database, space, guid)) === null) {
				throw new ActionError('setup', `integrationGuid: there is no store ${guid}.`);
			}
			await save(database, { ...subscription, space, ...whose }, now(), further);
			return {};
		} catch (error) {
			if (!(error instanceof ActionError)) throw error;
			throw new ApiError('CONFIGURATION_ERROR', error.message);
		}
	},
});
