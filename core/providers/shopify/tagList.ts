import { z } from 'zod/v4';

/**
 * Tags are one text in webhooks (`"vip, wholesale"`) and a list in GraphQL. They have no order of their
 * own at Shopify; here it is the alphabet, so that both tell the same.
 */
export const tagList = z.unknown().transform((given): string[] | undefined => {
	if (given === undefined) return undefined;
	const tags = Array.isArray(given) ? given : typeof given === 'string' ? given.split(',') : [];
	return tags
		.filter((tag): tag is string => typeof tag === 'string')
		.map((tag) => tag.trim())
		.filter((tag) => tag !== '')
		.sort();
});
