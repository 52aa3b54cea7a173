/** Hosts that are this machine: plain http to them reaches no network. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * A web address as a person types it into a form, made uniform: `shop.example/` becomes
 * `https://shop.example`. A path is kept, for shops that live in a subfolder.
 *
 * @returns no trailing slash, query or fragment; `null` for what is not a web address
 */
export function webAddress(typed: string): string | null {
	const trimmed = typed.trim();
	const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
	if (!URL.canParse(withScheme)) return null;
	const { protocol, host, pathname, username, password } = new URL(withScheme);
	if (protocol !== 'https:' && protocol !== 'http:') return null;
	if (username !== '' || password !== '') return null;
	return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
}

/** Whether an address can be called without anybody on the way reading along. */
export function isPrivateWay(address: string): boolean {
	const { protocol, hostname } = new URL(address);
	return protocol === 'https:' || LOOPBACK.test(hostname);
}

/** Whether two web addresses are the same one, written in whatever way: stores rewrite what they are given. */
export function sameAddress(one: string, other: string): boolean {
	if (!URL.canParse(one) || !URL.canParse(other)) return one === other;
	return new URL(one).href === new URL(other).href;
}
