import type { z } from 'zod/v4';
import { readDocumented } from '../../../../engine/providers/readDocumented.ts';
import { StoreError } from '../../../../engine/providers/storeError.ts';
import type {
	Connection,
	StoreRequest,
	StoreResponse,
} from '../../../../engine/providers/storeHttp.ts';
import type { SamplecartCredentials } from './credentials.ts';

export type SamplecartConnection = Connection<SamplecartCredentials>;

/** One call of the API of Sample Cart. @param request.path begins with `/` */
export async function callSamplecart(
	{ credentials, http }: SamplecartConnection,
	{ path, ...request }: Omit<StoreRequest, 'url' | 'headers'> & { readonly path: string },
): Promise<StoreResponse> {
	return await http({
		...request,
		url: `${credentials.storeUrl}/api/v1${path}`,
		headers: { authorization: `Bearer ${credentials.apiKey}` },
	});
}

/** What a call answers, or `null` where Sample Cart has no such thing. */
export async function unlessAbsent<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof StoreError && error.kind === 'not_found') return null;
		throw error;
	}
}

/**
 * Reads what Sample Cart answered.
 *
 * @param call what was asked: `GET /orders`
 * @throws StoreError with the path of each field that is not as documented
 */
export const readAnswer = <T>(
	{ credentials }: SamplecartConnection,
	call: string,
	schema: z.ZodType<T>,
	body: unknown,
): T =>
	readDocumented({ platform: 'Sample Cart', address: credentials.storeUrl }, call, schema, body);
