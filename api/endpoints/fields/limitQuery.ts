import { z } from 'zod/v4';

const LARGEST_PAGE = 250;

/** `?limit=50`: how many at most. */
export const limitQuery = z.coerce
	.number('a whole number from 1 to 250')
	.int('a whole number from 1 to 250')
	.min(1)
	.max(LARGEST_PAGE)
	.default(50);
