import { builtInTemplate } from '../../templates/builtInTemplates.ts';
import type { Fields } from '../../templates/itemFields.ts';
import type { LanguageCode } from '../../templates/languages/languages.ts';
import { fittingOrRefused } from '../chosenTemplate.ts';
import type { PushTexts } from './composePush.ts';

/** Where a parcel can be followed, else where the order can be looked at. */
const LINK = '{{ mail.trackingUrl | default: mail.orderUrl }}';

/**
 * The texts that fit an item's event: what an inbox would show of the e-mail about it.
 *
 * @param url instead of the link that fits; blank counts as not given
 * @throws ActionError where there is no built-in text for the event
 */
export function fittingPush(
	item: Fields,
	language: LanguageCode,
	url: string | null | undefined,
): Pick<PushTexts, 'title' | 'body' | 'url'> {
	const name = fittingOrRefused(item, 'Text', 'Choose "Own Text", and write a title.');
	const { subject, preheader } = builtInTemplate(name, language);
	return { title: subject, body: preheader, url: url?.trim() ? url : LINK };
}
