import { z } from 'zod/v4';
import { integrationOf } from '../../../engine/inbox/integration.ts';
import { forgetCustomer as forget } from '../../../engine/privacy/forgetCustomer.ts';
import { notFound } from '../../http/apiError.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';

export const forgetCustomer = defineEndpoint({
	methods: ['POST'],
	path: '/api/privacy/forget-customer',
	operationId: 'forgetCustomer',
	tag: 'Privacy',
	summary: 'Forget a customer',
	description:
		'Removes a person from what is stored of a store: the account and its events are deleted, orders and shipments stay without everything personal, push subscriptions are deleted. It does not reach what n8n keeps of its executions, nor the store itself (docs/data.md).',
	body: z
		.strictObject({
			integration: z.guid().describe('Guid of the store'),
			customerId: z.string().min(1).max(200).optional().describe("The store's own id"),
			email: z.email().optional(),
		})
		.refine(({ customerId, email }) => customerId !== undefined || email !== undefined, {
			path: ['customerId'],
			message: 'The id of the customer or an e-mail address is needed.',
		}),
	answer: envelope(
		z.object({
			snapshots: z.number().int(),
			events: z.number().int(),
			pushSubscriptions: z.number().int(),
		}),
	),
	errors: ['NOT_FOUND'],
	async run(context, { body: { integration, customerId, email } }) {
		const { database, now } = await context.commerce();
		const guid = integration.toLowerCase();
		const row = await integrationOf(database, context.space, guid);
		if (row === null) throw notFound('Integration');
		const person = { customerId: customerId ?? null, email: email ?? null };
		return { data: await forget(database, guid, person, now()) };
	},
});
