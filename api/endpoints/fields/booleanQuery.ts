import { z } from 'zod/v4';

/** `?managed=true`; left out, or empty, it is false. */
export const booleanQuery = z
	.enum(['true', 'false', '1', '0', ''])
	.default('false')
	.transform((given) => given === 'true' || given === '1');
