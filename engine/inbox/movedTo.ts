const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Where an n8n is at present, as one of its runs knows it. */
export type PresentAddress = {
	/** `<n8n>/webhook-waiting/<execution>`, as n8n gives it now. */
	readonly waitingUrl: string;
	/** n8n's names for the beginning of the paths. */
	readonly endpoints: { readonly webhook: string; readonly waiting: string };
};

/**
 * Where a store has to post to since this start of n8n: its path as when the workflow was published, below
 * the address that n8n has now.
 *
 * @returns `null` where that cannot be told for certain, as of an n8n that was started without an address
 *   while it has had a public one before
 */
export function movedTo(
	webhookUrl: string,
	{ waitingUrl, endpoints }: PresentAddress,
): string | null {
	if (!URL.canParse(webhookUrl) || !URL.canParse(waitingUrl)) return null;
	const before = new URL(webhookUrl);
	const now = new URL(waitingUrl);
	const pathBefore = before.pathname.lastIndexOf(`/${endpoints.webhook}/`);
	const pathNow = now.pathname.lastIndexOf(`/${endpoints.waiting}/`);
	if (pathBefore < 0 || pathNow < 0) return null;
	if (LOOPBACK.test(now.hostname) && !LOOPBACK.test(before.hostname)) return null;
	return `${now.origin}${now.pathname.slice(0, pathNow)}${before.pathname.slice(pathBefore)}`;
}
