import type { Connection } from '../provider.ts';
import type { StoreRequest, StoreResponse } from '../storeHttp.ts';
import type { GenericCredentials } from './credentials.ts';

/** One call of the store's API. @param request.path begins with `/` */
export async function callStore(
	{ credentials, http }: Connection<GenericCredentials>,
	{ path, ...request }: Omit<StoreRequest, 'url' | 'headers'> & { readonly path: string },
): Promise<StoreResponse> {
	return await http({
		...request,
		url: `${credentials.storeUrl}${path}`,
		headers: { authorization: `Bearer ${credentials.apiKey}` },
	});
}
