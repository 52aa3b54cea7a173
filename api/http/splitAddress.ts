/**
 * What of a request's address is before the API, and what is the API's own path. n8n tells neither: of a
 * path with parameters it names the segments alone.
 *
 * @param originalUrl as the client sent it: `/webhook/commerce/api/events?limit=5`
 * @param webhookId of the node, which stands right before `/api/`
 */
export function splitAddress(
	originalUrl: string,
	webhookId: string | undefined,
): { basePath: string; path: string } {
	const address = decoded(originalUrl.replace(/\?.*$/s, ''));
	const marker = webhookId === undefined ? '/api/' : `/${webhookId}/api/`;
	const at = address.indexOf(marker);
	const end = at < 0 ? address.indexOf('/api/') : at + marker.length - '/api/'.length;
	return { basePath: address.slice(0, Math.max(end, 0)), path: address.slice(Math.max(end, 0)) };
}

/** As n8n decodes a path: whole, before it is split. It has refused what cannot be decoded. */
function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/** A path as a log may have it: one line, and not more than is needed to find the request. */
export const pathForLog = (path: string): string => encodeURI(path.toWellFormed()).slice(0, 200);
