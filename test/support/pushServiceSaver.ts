import { z } from 'zod/v4';
import { isCustomerSignature } from '../../engine/messages/push/customerSignature.ts';
import { saveSubscription } from '../../engine/messages/push/saveSubscription.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { answering, startServer } from './simulatedServer.ts';

const bodySchema = z.object({
	endpoint: z.string(),
	keys: z.object({ p256dh: z.string(), auth: z.string() }),
	integrationGuid: z.string().optional(),
	customerId: z.string().nullable().optional(),
	customerSignature: z.string().optional(),
});

/** Takes the subscriptions that browsers post, and stores them. */
export type PushSaver = {
	readonly saveUrl: string;
	/** How often something was posted. */
	posts(): number;
	stop(): Promise<void>;
};

/**
 * A server for a page's `saveUrl`.
 *
 * @param signingKey of the customers' signatures
 */
export async function startPushSaver(
	database: Pick<OpenDatabase, 'db'>,
	signingKey: string,
	furtherServices: readonly string[],
): Promise<PushSaver> {
	let posts = 0;
	const headers = {
		'access-control-allow-origin': '*',
		'access-control-allow-headers': 'content-type',
	};
	const server = await startServer(
		answering(async ({ method }, body) => {
			if (method === 'OPTIONS') return { status: 204, headers };
			posts += 1;
			const given = bodySchema.parse(JSON.parse(body.toString('utf8')));
			const { endpoint, keys, integrationGuid, customerId, customerSignature } = given;
			if (
				customerId &&
				!isCustomerSignature(customerSignature ?? '', signingKey, integrationGuid ?? '', customerId)
			) {
				return { status: 400, json: { message: 'The signature is wrong.' }, headers };
			}
			await saveSubscription(
				database,
				{
					space: 'default',
					endpoint,
					...keys,
					...(integrationGuid !== undefined && { integrationGuid }),
					...(customerId !== undefined && { customerId }),
				},
				Date.now(),
				furtherServices,
			);
			return { status: 200, json: { success: true }, headers };
		}),
	);
	return { saveUrl: `${server.url}/save`, posts: () => posts, stop: () => server.close() };
}
