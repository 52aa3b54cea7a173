import { z } from 'zod/v4';

/** Tags are one text in webhooks (`"vip, wholesale"`) and a list in GraphQL. In the shop's order. */
export const tagList = z.unknown().transform((given): string[] | undefined => {
	if (given === undefined) return undefined;
	const tags = Array.isArray(given) ? given : typeof given === 'string' ? given.split(',') : [];
	return tags
		.filter((tag): tag is string => typeof tag === 'string')
		.map((tag) => tag.trim())
		.filter((tag) => tag !== '');
});
