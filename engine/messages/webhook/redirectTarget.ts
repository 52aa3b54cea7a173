import { ActionError } from '../../actions/actionError.ts';
import type { HttpResponse } from '../../http/httpRequest.ts';
import type { WebhookRequest } from './webhookRequest.ts';
import { webhookUrl } from './webhookUrl.ts';

const KEEPS_METHOD: readonly number[] = [307, 308];
const TURNS_INTO_GET: readonly number[] = [301, 302, 303];

/**
 * Where an answer sends a request on to; `null` where it does not. 307 and 308 keep method and body. The
 * others would make a GET of it, without the event: they are refused, as is a way from https to http.
 *
 * @throws ActionError
 * @see RFC 9110 section 15.4
 */
export function redirectTarget(
	{ method, url }: Pick<WebhookRequest, 'method' | 'url'>,
	{ status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
): URL | null {
	const location = headers.location ?? '';
	const said = `${url.origin} answered ${status} and sends on to`;
	if (TURNS_INTO_GET.includes(status)) {
		const target = URL.canParse(location, url.href)
			? new URL(location, url).origin
			: 'another address';
		throw new ActionError(
			'redirect',
			`${said} ${target}. Following that would lose the event, for it makes a GET of the ${method}. ` +
				'Enter the address that it leads to in "URL".',
		);
	}
	if (!KEEPS_METHOD.includes(status)) return null;
	if (!URL.canParse(location, url.href)) {
		throw new ActionError('redirect', `${said} something that is not an address.`);
	}
	let target: URL;
	try {
		target = webhookUrl(new URL(location, url).href);
	} catch (error) {
		const problem = (error as Error).message.replace(/^URL: /, '');
		throw new ActionError('redirect', `${said} an address that cannot be called: ${problem}`);
	}
	if (url.protocol === 'https:' && target.protocol === 'http:') {
		throw new ActionError(
			'redirect',
			`${said} ${target.origin}, which is not encrypted while the URL is. Enter an address with https://.`,
		);
	}
	return target;
}
