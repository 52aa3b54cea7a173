import type { z } from 'zod/v4';
import { readDocumented } from '../readDocumented.ts';
import { StoreError } from '../storeError.ts';
import type { Connection, StoreRequest, StoreResponse } from '../storeHttp.ts';
import type { SendcloudCredentials } from './credentials.ts';

export type SendcloudConnection = Connection<SendcloudCredentials>;

/**
 * One call of Sendcloud's API, version 3. It takes 1,000 reads and 100 writes a minute, and says with 429 how long
 * to wait.
 *
 * @param request.path begins with `/`
 * @see https://sendcloud.dev/api/v3
 */
export async function callSendcloud(
	{ credentials, http }: SendcloudConnection,
	{ path, ...request }: Omit<StoreRequest, 'url' | 'headers'> & { readonly path: string },
): Promise<StoreResponse> {
	try {
		return await http({
			...request,
			url: `${credentials.panelUrl}/api/v3${path}`,
			headers: { authorization: basicHeader(credentials) },
		});
	} catch (error) {
		if (!(error instanceof StoreError) || error.kind !== 'unauthorized') throw error;
		const message = `${credentials.panelUrl} does not accept the keys. Copy the public key and the secret key again, in Sendcloud under Settings > Integrations at your integration.`;
		throw new StoreError(error.kind, message, { ...error, cause: error });
	}
}

/** @see RFC 7617 */
export function basicHeader({
	publicKey,
	secretKey,
}: Pick<SendcloudCredentials, 'publicKey' | 'secretKey'>): string {
	return `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}`;
}

/**
 * Reads what Sendcloud answered.
 *
 * @param call what was asked: `GET /shipments`
 * @throws StoreError with the path of each field that is not as documented
 */
export const readAnswer = <T>(
	{ credentials }: SendcloudConnection,
	call: string,
	schema: z.ZodType<T>,
	body: unknown,
): T =>
	readDocumented({ platform: 'Sendcloud', address: credentials.panelUrl }, call, schema, body);
