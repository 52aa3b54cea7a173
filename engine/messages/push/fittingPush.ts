import { builtInTemplate } from '../../templates/builtInTemplates.ts';
import type { Fields } from '../../templates/itemFields.ts';
import type { LanguageCode } from '../../templates/languages/languages.ts';
import { fittingOrRefused } from '../chosenTemplate.ts';
import { whyUntrue } from '../email/reasonToSkip.ts';
import type { PushTexts } from './composePush.ts';

/** Where a parcel can be followed, else where the order can be looked at. */
const LINK = '{{ mail.trackingUrl | default: mail.orderUrl }}';

/** A fitting text, or why there is nothing to say. */
type FittingPush =
	| { readonly texts: Pick<PushTexts, 'title' | 'body' | 'url'> }
	| { readonly skipped: string };

/**
 * The texts that fit an item's event: what an inbox would show of the e-mail about it. As with an e-mail,
 * nobody is told of what is not so, or no more.
 *
 * @param url instead of the link that fits; blank counts as not given
 * @throws ActionError where there is no built-in text for the event
 */
export function fittingPush(
	item: Fields,
	language: LanguageCode,
	url: string | null | undefined,
): FittingPush {
	const name = fittingOrRefused(item, 'Text', 'Choose "Own Text", and write a title.');
	const skipped = whyUntrue(item, name, true);
	if (skipped !== null) return { skipped };
	const { subject, preheader } = builtInTemplate(name, language);
	return { texts: { title: subject, body: preheader, url: url?.trim() ? url : LINK } };
}
