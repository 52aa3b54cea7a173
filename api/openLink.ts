import axios from 'axios';
import type { OpenLink } from '../n8n/runs/resumeWorkflow.ts';
import { ApiError } from './http/apiError.ts';

const TIMEOUT_MS = 30_000;

/**
 * Opens resume links of the n8n that is at `n8nUrl`.
 *
 * A link holds the address that n8n has for the world, which n8n itself may not reach: so it is opened
 * where n8n is. Only if there is no run there, as on a main process that serves no webhooks, it is opened
 * as it is.
 */
export function createOpenLink(n8nUrl: string): OpenLink {
	return async (link) => {
		const inside = insideLink(link, n8nUrl);
		const answered = inside === null ? null : await statusOf(inside);
		if (answered !== null && answered < 400) return answered;
		const outside = inside === link ? null : await statusOf(link);
		const status = outside ?? answered;
		if (status !== null) return status;
		const addresses = [...new Set([n8nUrl, new URL(link).origin])].join(' nor at ');
		throw new ApiError(
			'UNAVAILABLE',
			`The paused execution cannot be resumed: n8n can be reached neither at ${addresses}. Is the n8n URL of the Commerce API credential right?`,
		);
	};
}

/**
 * The same link at n8n's own address; `null` where it cannot be told. What a proxy may have put before
 * n8n's path is left out: it is not there inside.
 */
export function insideLink(link: string, n8nUrl: string): string | null {
	if (!URL.canParse(link) || !URL.canParse(n8nUrl)) return null;
	const { pathname, search } = new URL(link);
	const endpoint = `/${process.env.N8N_ENDPOINT_WEBHOOK_WAIT ?? 'webhook-waiting'}/`;
	const at = pathname.indexOf(endpoint);
	return at < 0 ? null : n8nUrl + pathname.slice(at) + search;
}

/** @returns `null` when nobody answers */
async function statusOf(url: string): Promise<number | null> {
	try {
		const { status } = await axios.get<unknown>(url, {
			timeout: TIMEOUT_MS,
			maxRedirects: 0,
			// n8n is a neighbour: a proxy for the way out would never find it.
			proxy: false,
			validateStatus: () => true,
		});
		return status;
	} catch {
		return null;
	}
}
