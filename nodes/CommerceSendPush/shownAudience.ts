import type { IDataObject } from 'n8n-workflow';
import { subscriptionIdOf } from '../../engine/push/subscriptionIdOf.ts';
import type { Audience } from './audienceOf.ts';

/** Of an item, more would only fill n8n's database. */
const MAX_SHOWN = 100;
/** Counting on would only keep the person waiting who tries the workflow. */
const MAX_COUNTED = 10_000;

/**
 * Whom a notification would go to, for the output of a manual run. Endpoints are not shown: whoever has
 * one can be a nuisance to the browser.
 */
export async function shownAudience(audience: Audience, space: string): Promise<IDataObject> {
	if ('nobody' in audience) return { browsers: 0, reason: audience.nobody };
	const shown: IDataObject[] = [];
	let browsers = 0;
	for await (const { endpoint } of audience.subscriptions) {
		if (browsers === MAX_COUNTED) return { browsers, hasMore: true, shown };
		browsers += 1;
		if (shown.length < MAX_SHOWN) {
			shown.push({ id: subscriptionIdOf(space, endpoint), service: new URL(endpoint).host });
		}
	}
	return { browsers, shown };
}
