import { NO_BRAND, type Brand } from '../../brand/brand.ts';
import type { Renderer } from '../../templates/createRenderer.ts';
import type { LanguageCode } from '../../templates/languages/languages.ts';
import type { TemplateField } from '../../templates/templateError.ts';
import { templateScope } from '../../templates/templateScope.ts';
import { checkedWording } from '../email/checkedWording.ts';
import { ActionError } from '../../actions/actionError.ts';
import { pushLink } from './pushLink.ts';

/** What a push service has to take in one message, without what encryption adds. @see RFC 8291 section 4 */
export const MAX_PAYLOAD_BYTES = 3_993;

/** The texts of a notification, each a Liquid template; blank counts as not given. */
export type PushTexts = {
	readonly title: string;
	readonly body?: string | null;
	/** Opens when the notification is clicked: a web address, or a path of the shop. */
	readonly url?: string | null;
	readonly icon?: string | null;
	/** A notification with the same tag replaces the one that is shown. */
	readonly tag?: string | null;
	readonly actions?: ReadonlyArray<{ readonly title: string; readonly url?: string | null }>;
	/** Of the words for a status; English where it is not given. */
	readonly language?: LanguageCode;
	/** BCP 47, for amounts and times; `en-US` where it is not given. */
	readonly locale?: string | null;
	/** IANA; the brand's where it is not given, else the usual one. */
	readonly timeZone?: string | null;
	/** IANA, of the workflow; `UTC` where it is not given. */
	readonly usualTimeZone?: string | null;
};

/** What the service worker shows; web/service-worker.js reads it. What is not there is left out. */
export type Notification = {
	readonly title: string;
	readonly body?: string;
	readonly url?: string;
	readonly icon?: string;
	readonly tag?: string;
	readonly actions?: ReadonlyArray<{ readonly title: string; readonly url?: string }>;
};

/** A notification and its JSON as it is sent. */
export type ComposedPush = { readonly notification: Notification; readonly payload: string };

/**
 * Makes the notification for one item, without sending it.
 *
 * @param item as a trigger emits it
 * @param fallbackTag where the texts have none
 * @param now for `{{ 'now' | date }}`
 * @param brand of the item's store
 * @throws ActionError when a text cannot be used or all of it is too long; TemplateError
 */
export function composePush(
	render: Renderer,
	item: Readonly<Record<string, unknown>>,
	texts: PushTexts,
	fallbackTag: string | null,
	now: Date,
	brand: Brand = NO_BRAND,
): ComposedPush {
	const usualTimeZone = brand.timeZone ?? texts.usualTimeZone;
	const { locale, timeZone } = checkedWording({ ...texts, usualTimeZone });
	const scope = templateScope(item, {
		shopName: null,
		message: null,
		locale,
		brand,
		language: texts.language,
	});
	const wording = { locale, timeZone, currency: scope.mail.currency, now };
	const fill = (field: TemplateField, source: string | null | undefined) =>
		render({ field, source: source ?? '', output: 'text', wording, scope }).trim();
	const oneLine = (field: TemplateField, source: string | null | undefined) =>
		fill(field, source).replace(/\s+/g, ' ');

	const title = oneLine('Title', texts.title);
	if (title === '') throw new ActionError('setup', 'Title: is empty. A notification needs one.');
	const actions = (texts.actions ?? []).map((action, index) => {
		const field = `Action ${index + 1}` as const;
		const label = oneLine(`${field}, Title`, action.title);
		if (label === '') throw new ActionError('setup', `${field}: has no title.`);
		const url = pushLink(`${field}, URL`, fill(`${field}, URL`, action.url));
		return { title: label, ...(url !== null && { url }) };
	});
	const body = fill('Body', texts.body);
	const url = pushLink('URL', fill('URL', texts.url));
	const icon = pushLink('Icon', fill('Icon', texts.icon));
	const tag = oneLine('Tag', texts.tag) || fallbackTag;
	const notification = {
		title,
		...(body !== '' && { body }),
		...(url !== null && { url }),
		...(icon !== null && { icon }),
		...(tag !== null && { tag }),
		...(actions.length > 0 && { actions }),
	};
	return { notification, payload: payloadOf(notification) };
}

function payloadOf(notification: Notification): string {
	const payload = JSON.stringify(notification);
	const tooMany = Buffer.byteLength(payload) - MAX_PAYLOAD_BYTES;
	if (tooMany <= 0) return payload;
	throw new ActionError(
		'setup',
		`The notification is ${tooMany} ${tooMany === 1 ? 'byte' : 'bytes'} too long: all its texts together can have ${MAX_PAYLOAD_BYTES} bytes. Shorten the body, for example with {{ … | truncate: 200 }}.`,
	);
}
