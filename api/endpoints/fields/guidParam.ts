import { z } from 'zod/v4';
import { notFoundIssue } from '../../http/notFoundIssue.ts';

/** A guid in a path. What is none cannot be found. */
export const guidParam = (what: string) =>
	z
		.string()
		.meta({ format: 'uuid' })
		.transform((given, context): string => {
			if (z.guid().safeParse(given).success) return given.toLowerCase();
			context.addIssue(notFoundIssue(`${what} not found`));
			return z.NEVER;
		});
