import { z } from 'zod/v4';
import { line, requiredId } from '../payloadFields.ts';
import type { StoreWebhook } from '../provider.ts';
import { StoreError } from '../storeError.ts';
import { sameAddress } from '../webAddress.ts';
import { callSendcloud, readAnswer, type SendcloudConnection } from './client.ts';

/** An integration in Sendcloud: a shop whose orders it takes, or a program with keys. Each has one webhook. */
const integration = z.object({
	id: requiredId,
	type: line,
	webhook_active: z.boolean().nullish().catch(null),
	webhook_url: line,
});
type Integration = z.output<typeof integration>;

const listAnswer = z.object({ data: z.array(integration) });

export async function listWebhooks(connection: SendcloudConnection): Promise<StoreWebhook[]> {
	return (await list(connection)).filter(isPosting).map(toStoreWebhook);
}

/**
 * Sendcloud does not say to which integration keys belong. Where the account has one for programs alone, and that
 * posts nowhere, it is the one; in any other case a person knows, and has to enter the address.
 *
 * @returns an empty list where a person has to
 */
export async function registerWebhooks(
	connection: SendcloudConnection,
	url: string,
): Promise<StoreWebhook[]> {
	const all = await list(connection);
	const own = all.filter((one) => isPosting(one) && sameAddress(one.webhook_url ?? '', url));
	if (own.length > 0) return own.map(toStoreWebhook);
	const [only, ...others] = all.filter(({ type }) => type === 'api');
	if (only === undefined || others.length > 0 || isPosting(only)) return [];
	await write(connection, only, { webhook_active: true, webhook_url: url });
	return [toStoreWebhook({ ...only, webhook_active: true, webhook_url: url })];
}

export async function removeWebhooks(connection: SendcloudConnection, url: string): Promise<void> {
	for (const one of await list(connection)) {
		if (isPosting(one) && sameAddress(one.webhook_url ?? '', url)) {
			await write(connection, one, { webhook_active: false });
		}
	}
}

const HIDDEN: ReadonlyArray<StoreError['kind']> = ['forbidden', 'not_found'];

const isPosting = (one: Integration) => one.webhook_active === true && Boolean(one.webhook_url);

/** Empty where these keys may not see the integrations: then a person has to enter the address. */
async function list(connection: SendcloudConnection): Promise<Integration[]> {
	let body: unknown;
	try {
		({ body } = await callSendcloud(connection, { method: 'GET', path: '/integrations' }));
	} catch (error) {
		if (error instanceof StoreError && HIDDEN.includes(error.kind)) return [];
		throw error;
	}
	return readAnswer(connection, 'GET /integrations', listAnswer, body).data;
}

async function write(connection: SendcloudConnection, { id }: Integration, json: object) {
	const path = `/integrations/${encodeURIComponent(id)}`;
	await callSendcloud(connection, { method: 'PATCH', path, json });
}

const toStoreWebhook = ({ id, webhook_url: url }: Integration): StoreWebhook => ({
	id,
	topic: 'parcel_status_changed',
	url: url ?? '',
	enabled: true,
});
