/**
 * A store's link as it may stand in an e-mail: http or https only, without a user name; else `null`.
 * Keeps `javascript:` and `data:` links out of a customer's inbox.
 */
export function webUrl(value: unknown): string | null {
	if (typeof value !== 'string' || value.length > 2_000) return null;
	const url = URL.parse(value.trim());
	if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
	return url.username === '' && url.password === '' ? url.href : null;
}
