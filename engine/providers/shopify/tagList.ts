import { z } from 'zod/v4';
import { LONGEST_LINE, LONGEST_TEXT } from '../payloadFields.ts';

/** Shopify itself allows 250. */
const MOST_TAGS = 1_000;

/**
 * Tags are one text in webhooks (`"vip, wholesale"`) and a list in GraphQL. They have no order of their
 * own at Shopify; here it is the alphabet, so that both tell the same.
 */
export const tagList = z.unknown().transform((given): string[] | undefined => {
	if (given === undefined) return undefined;
	const tags = Array.isArray(given) ? given : typeof given === 'string' ? listIn(given) : [];
	return tags
		.slice(0, MOST_TAGS)
		.filter((tag): tag is string => typeof tag === 'string')
		.map((tag) => tag.slice(0, LONGEST_LINE).trim())
		.filter((tag) => tag !== '')
		.sort();
});

const listIn = (given: string) => given.slice(0, LONGEST_TEXT).split(',', MOST_TAGS);
