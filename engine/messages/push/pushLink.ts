import { webUrl } from '../../templates/webUrl.ts';
import { ActionError } from '../../actions/actionError.ts';

/**
 * A link of a notification: a web address, or a path of the shop such as `/orders/1001`; `null` when the
 * text is empty.
 *
 * @throws ActionError for anything else, `javascript:` among it
 */
export function pushLink(field: string, text: string): string | null {
	const link = text.trim();
	if (link === '') return null;
	const allowed = /^\/(?![/\\])\S*$/.test(link) ? link : webUrl(link);
	if (allowed !== null && allowed.length <= 2_000) return allowed;
	throw new ActionError(
		'setup',
		`${field}: "${link.slice(0, 100)}" is no web address. Write one that starts with https://, or a path of your shop such as /orders.`,
	);
}
